package io.deltatape.bridge;

import io.deltatape.contract.ComponentStatus;
import io.deltatape.contract.codec.StatusCodec;
import io.deltatape.contract.health.HealthAnswer;
import io.deltatape.contract.health.MetricsText;
import java.nio.charset.StandardCharsets;

/// What the bridge's local endpoint answers: its last status as it stands in `bridge.status`, and its figures.
/// Stateless.
final class HealthText {
    private static final String PREFIX = "bridge_";
    /// A bridge that has said nothing for so long does not work.
    static final long SILENT_US = 10_000_000;

    private HealthText() {}

    /// A bridge is well while its market thread runs: what is wrong with a file is told, but no restart mends it.
    static HealthAnswer answer(ComponentStatus status, BridgeFigures figures, long nowUs) {
        boolean isWell = nowUs - status.timeUs() < SILENT_US;
        String json = new String(new StatusCodec().encode(status), StandardCharsets.UTF_8) + "\n";
        var metrics = new MetricsText()
                .gauge(PREFIX + "up", "1 while the market thread runs", isWell ? 1 : 0)
                .gauge(
                        PREFIX + "problems",
                        "Things that are not as they should be",
                        status.problems().size());
        figures.values().forEach((figure, value) -> {
            switch (figure.kind()) {
                case TOTAL -> metrics.counter(figure.metric(), figure.meaning(), value);
                case LEVEL -> metrics.gauge(figure.metric(), figure.meaning(), value);
            }
        });
        status.sortedFigures().forEach((name, value) -> {
            if (name.endsWith("_us")) {
                metrics.gauge(PREFIX + name, "Of what was sent in the last second; microseconds", value);
            }
        });
        return new HealthAnswer(isWell, json, metrics.toString());
    }
}
