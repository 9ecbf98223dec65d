package io.deltatape.gateway.api;

import io.deltatape.gateway.figures.GatewayClock;
import java.util.List;
import java.util.Map;

/// Liveness at `/health` and readiness at `/ready`: 200, or 503 with each issue and its cause.
final class HealthRoutes {
    private final Vitals vitals;
    private final GatewayClock clock;

    HealthRoutes(Vitals vitals, GatewayClock clock) {
        this.vitals = vitals;
        this.clock = clock;
    }

    Map<String, Route> routes() {
        return Map.of(
                "/health", _ -> reply("ok", "failed", vitals.failures()),
                "/ready", _ -> reply("ready", "not_ready", vitals.obstacles()));
    }

    private Reply reply(String good, String bad, List<Vitals.Issue> issues) {
        return Reply.json(issues.isEmpty() ? 200 : 503, json -> {
            json.writeStringField("status", issues.isEmpty() ? good : bad);
            json.writeArrayFieldStart("issues");
            for (Vitals.Issue issue : issues) {
                json.writeStartObject();
                json.writeStringField("issue", issue.code());
                json.writeStringField("cause", issue.cause());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("timestamp", GatewayClock.iso(clock.nowUs()));
        });
    }
}
