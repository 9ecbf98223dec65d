package io.deltatape.simulator;

import java.time.Duration;

/// How the simulator writes and when it ends. Immutable.
///
/// - `flushInterval`: records gather this long before one write per file; zero = written as they come.
/// - `tornShare`: share of flushes, 0 to 1, that leave part of their last record to the next; `tornSeed` decides which.
/// - `batchRecordsMax`: most records taken up at once when many are due.
/// - `recordsMax`: ends after so many records; `durationMax`: appends what is due before this time and ends.
public record SimulatorOptions(
        Duration flushInterval,
        double tornShare,
        long tornSeed,
        int batchRecordsMax,
        long recordsMax,
        Duration durationMax) {

    private static final Duration FLUSH_MAX = Duration.ofHours(1);

    /// Writes at once, tears nothing, never ends by itself.
    public static final SimulatorOptions DEFAULT =
            new SimulatorOptions(Duration.ZERO, 0, 0, 1000, Long.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE));

    public SimulatorOptions {
        require(
                !flushInterval.isNegative() && flushInterval.compareTo(FLUSH_MAX) <= 0,
                "flush interval is %s, expected 0 to 1 h".formatted(flushInterval));
        require(tornShare >= 0 && tornShare <= 1, "share of torn flushes is %s, expected 0 to 1".formatted(tornShare));
        require(batchRecordsMax > 0, "batch of at most %d records, expected 1 or more".formatted(batchRecordsMax));
        require(recordsMax >= 0, "limit of %d records, expected 0 or more".formatted(recordsMax));
        require(
                durationMax.isPositive() && durationMax.compareTo(Duration.ofNanos(Long.MAX_VALUE)) <= 0,
                "duration is %s, expected more than 0 and below 292 years".formatted(durationMax));
    }

    public SimulatorOptions withFlushInterval(Duration interval) {
        return new SimulatorOptions(interval, tornShare, tornSeed, batchRecordsMax, recordsMax, durationMax);
    }

    public SimulatorOptions withTornTails(double share, long seed) {
        return new SimulatorOptions(flushInterval, share, seed, batchRecordsMax, recordsMax, durationMax);
    }

    public SimulatorOptions withBatchRecordsMax(int records) {
        return new SimulatorOptions(flushInterval, tornShare, tornSeed, records, recordsMax, durationMax);
    }

    public SimulatorOptions withRecordsMax(long records) {
        return new SimulatorOptions(flushInterval, tornShare, tornSeed, batchRecordsMax, records, durationMax);
    }

    public SimulatorOptions withDurationMax(Duration duration) {
        return new SimulatorOptions(flushInterval, tornShare, tornSeed, batchRecordsMax, recordsMax, duration);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
