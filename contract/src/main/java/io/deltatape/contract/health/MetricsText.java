package io.deltatape.contract.health;

/// Collects figures in Prometheus' text form. Not thread-safe.
///
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/.
public final class MetricsText {
    private final StringBuilder text = new StringBuilder();

    /// A figure that only grows; its name ends in `_total`.
    public MetricsText counter(String name, String meaning, long value) {
        return add(name, "counter", meaning, value);
    }

    /// A figure that goes up and down.
    public MetricsText gauge(String name, String meaning, long value) {
        return add(name, "gauge", meaning, value);
    }

    private MetricsText add(String name, String type, String meaning, long value) {
        text.append("# HELP ").append(name).append(' ').append(meaning).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        text.append(name).append(' ').append(value).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
