package io.deltatape.gateway.api;

import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.figures.GatewayClock;
import io.deltatape.gateway.figures.Latencies;
import io.deltatape.gateway.state.StateTable;
import java.util.HashMap;
import java.util.Map;

/// The table of contents of the HTTP interface.
public final class Api {
    private Api() {}

    public static ApiHandler handler(
            StateTable table, Counts counts, Latencies latencies, Vitals vitals, GatewayClock clock) {
        Map<String, Route> routes = new HashMap<>();
        routes.putAll(new MarketDataRoutes(table, counts, clock).routes());
        routes.putAll(new HealthRoutes(vitals, clock).routes());
        routes.put("/api/bridge/stats", new StatsRoute(counts, latencies, vitals, clock));
        routes.put("/metrics", new MetricsRoute(counts, latencies, vitals));
        routes.putAll(new PageRoutes().routes());
        return new ApiHandler(routes, counts, clock);
    }
}
