package io.deltatape.delta;

import io.deltatape.contract.health.HealthAnswer;
import io.deltatape.contract.health.MetricsText;
import java.util.LinkedHashMap;
import java.util.Map;

/// The two forms in which health is told: JSON, and the text form of Prometheus. Stateless.
final class HealthText {
    private static final String PREFIX = "delta_streams_";

    private HealthText() {}

    static HealthAnswer answer(StreamsHealth health) {
        return new HealthAnswer(health.isRunning(), json(health), prometheus(health));
    }

    static String json(StreamsHealth health) {
        var text = new StringBuilder("{\"status\":\"")
                .append(health.isRunning() ? "ok" : "unavailable")
                .append("\",\"state\":\"")
                .append(health.state())
                .append("\",\"tasks\":")
                .append(health.tasks());
        text.append(",\"symbols\":").append(health.figures().symbols());
        counters(health.figures())
                .forEach((name, counter) ->
                        text.append(",\"").append(name).append("\":").append(counter.value()));
        return text.append("}\n").toString();
    }

    static String prometheus(StreamsHealth health) {
        var text = new MetricsText()
                .gauge(PREFIX + "up", "1 while snapshots are processed", health.isRunning() ? 1 : 0)
                .gauge(PREFIX + "tasks", "Partitions that this instance processes", health.tasks())
                .gauge(
                        PREFIX + "symbols",
                        "Symbols that this instance holds",
                        health.figures().symbols());
        counters(health.figures())
                .forEach((name, counter) -> text.counter(PREFIX + name + "_total", counter.meaning(), counter.value()));
        return text.toString();
    }

    private record Counter(long value, String meaning) {}

    private static Map<String, Counter> counters(Figures figures) {
        var counters = new LinkedHashMap<String, Counter>();
        counters.put("snapshots", new Counter(figures.snapshots(), "Records read from market.snapshots"));
        counters.put("deltas", new Counter(figures.deltas(), "Deltas written"));
        counters.put("keyframes", new Counter(figures.keyframes(), "Keyframes written"));
        counters.put("unchanged", new Counter(figures.unchanged(), "Snapshots that changed no field"));
        counters.put("dropped_old", new Counter(figures.droppedOld(), "Snapshots not above the one already taken"));
        counters.put("malformed", new Counter(figures.malformed(), "Snapshots that could not be read"));
        counters.put("retired", new Counter(figures.retired(), "Symbols ended by a tombstone"));
        counters.put("epochs_begun", new Counter(figures.epochsBegun(), "Epochs begun"));
        counters.put("failures", new Counter(figures.failures(), "Records passed over after an error"));
        counters.put("threads_replaced", new Counter(figures.threadsReplaced(), "Stream threads that died"));
        return counters;
    }
}
