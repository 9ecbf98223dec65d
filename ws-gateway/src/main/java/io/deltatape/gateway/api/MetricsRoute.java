package io.deltatape.gateway.api;

import io.deltatape.gateway.figures.Count;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.figures.Hop;
import io.deltatape.gateway.figures.Latencies;
import io.deltatape.gateway.figures.LatencySummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.ToDoubleFunction;

/// All counts, latencies and the JVM's figures at `/metrics`, as Prometheus reads them.
final class MetricsRoute implements Route {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final double MS_OF_SECOND = 1_000.0;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    MetricsRoute(Counts counts, Latencies latencies, Vitals vitals) {
        for (Count count : Count.values()) {
            FunctionCounter.builder("gateway_" + count.metricName(), counts, c -> c.value(count))
                    .description(count.meaning())
                    .register(registry);
        }
        for (Hop hop : Hop.values()) {
            latency(latencies, hop, "0.5", LatencySummary::p50Ms);
            latency(latencies, hop, "0.9", LatencySummary::p90Ms);
            latency(latencies, hop, "0.99", LatencySummary::p99Ms);
            latency(latencies, hop, "1", LatencySummary::maxMs);
        }
        Gauge.builder("gateway_connections_open", vitals, Vitals::connections)
                .description("WebSocket connections open")
                .register(registry);
        Gauge.builder("gateway_last_record_age_seconds", vitals, v -> v.lastRecordAgeMs() / MS_OF_SECOND)
                .description("how long ago the last record came")
                .register(registry);
        Gauge.builder("gateway_ready", vitals, v -> v.obstacles().isEmpty() ? 1 : 0)
                .description("1 while the gateway shows the present")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    private void latency(Latencies latencies, Hop hop, String quantile, ToDoubleFunction<LatencySummary> figure) {
        Gauge.builder("gateway_latency_seconds", latencies, l -> figure.applyAsDouble(l.summary(hop)) / MS_OF_SECOND)
                .description("latency of a hop over the last minute")
                .tag("hop", hop.wireName())
                .tag("quantile", quantile)
                .register(registry);
    }

    @Override
    public Reply get(ApiRequest request) {
        return Reply.text(CONTENT_TYPE, registry.scrape());
    }
}
