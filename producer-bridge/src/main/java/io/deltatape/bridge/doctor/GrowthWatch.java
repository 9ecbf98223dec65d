package io.deltatape.bridge.doctor;

import io.deltatape.bridge.watch.DirectoryWatch;
import io.deltatape.bridge.watch.FileChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Watches files for a while with the bridge's own directory watch and, beside it, by asking for their sizes.
/// Stateless.
final class GrowthWatch {
    /// Quicker than the bridge, so as to measure.
    static final Duration PROBE = Duration.ofMillis(5);
    /// How long events are waited for after the last probe.
    private static final long GRACE_NANOS = 1_000_000_000;
    private static final int CHANGES_MAX = 65_536;

    private GrowthWatch() {}

    /// Watches and blocks for so long, and a second more.
    ///
    /// @throws io.deltatape.bridge.watch.DirectoryException if the first folder cannot be watched
    static List<FileGrowth> run(List<Path> folders, List<Path> files, Duration time, LongSupplier nanoTime)
            throws InterruptedException {
        BlockingQueue<FileChange> changes = new LinkedBlockingQueue<>(CHANGES_MAX);
        LongSupplier clockUs = () -> nanoTime.getAsLong() / 1_000;
        try (var _ = DirectoryWatch.start(folders, clockUs, nanoTime, changes);
                var recorder = new GrowthRecorder(files, nanoTime.getAsLong())) {
            long endNanos = nanoTime.getAsLong() + time.toNanos();
            for (long now = nanoTime.getAsLong(); now - endNanos < 0; now = nanoTime.getAsLong()) {
                recorder.probe(now);
                takeUntil(now + PROBE.toNanos(), recorder, changes, nanoTime);
            }
            takeUntil(endNanos + GRACE_NANOS, recorder, changes, nanoTime);
            return recorder.result();
        }
    }

    private static void takeUntil(
            long untilNanos, GrowthRecorder recorder, BlockingQueue<FileChange> changes, LongSupplier nanoTime)
            throws InterruptedException {
        for (long now = nanoTime.getAsLong(); now - untilNanos < 0; now = nanoTime.getAsLong()) {
            FileChange change = changes.poll(untilNanos - now, TimeUnit.NANOSECONDS);
            if (change != null) {
                recorder.event(change, nanoTime.getAsLong());
            }
        }
    }
}
