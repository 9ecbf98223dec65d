package io.deltatape.bridge;

import io.deltatape.bridge.publish.SnapshotPublisher;
import io.deltatape.bridge.publish.StatusPublisher;
import io.deltatape.contract.ComponentStatus;
import io.deltatape.contract.ComponentStatus.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Says how the bridge is: each second, and as soon as something is wrong or right again.
///
/// Owned by the market thread, but for [#latest].
final class StatusReporter {
    static final long INTERVAL_NANOS = 1_000_000_000L;
    /// Changes are said at most this often.
    static final long CHANGE_NANOS = 100_000_000L;

    private final StatusPublisher publisher;
    private long reportedNanos;
    private boolean hasReported;
    private long changesSaid = -1;
    private volatile ComponentStatus latest;

    StatusReporter(StatusPublisher publisher) {
        this.publisher = publisher;
        this.latest = new ComponentStatus("", "bridge", 0, 0, List.of(), Map.of(), 0, -1);
    }

    /// Reports if it is time to; `changes` is another number whenever something became wrong or right.
    void report(
            long nowNanos,
            long changes,
            Supplier<List<Problem>> problems,
            BridgeFigures figures,
            SnapshotPublisher snapshots) {
        long since = nowNanos - reportedNanos;
        boolean isDue = !hasReported || since >= INTERVAL_NANOS || (changes != changesSaid && since >= CHANGE_NANOS);
        if (!isDue) {
            return;
        }
        hasReported = true;
        reportedNanos = nowNanos;
        changesSaid = changes;
        var named = new TreeMap<String, Long>();
        figures.values().forEach((figure, value) -> named.put(figure.word(), value));
        snapshots.lags().forEach((name, lag) -> {
            named.put(name + "_p50_us", lag.p50Us());
            named.put(name + "_p99_us", lag.p99Us());
            named.put(name + "_max_us", lag.maxUs());
        });
        latest = publisher.publish(problems.get(), named);
    }

    /// Statuses that Kafka did not take.
    long failures() {
        return publisher.failures();
    }

    /// What was said last; safe from any thread.
    ComponentStatus latest() {
        return latest;
    }
}
