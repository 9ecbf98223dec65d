package io.deltatape.simulator;

import java.time.Duration;
import java.util.Set;

/// How the simulator writes and when it ends. Immutable.
///
/// - `flushInterval`: records gather this long before one write per file; zero = written as they come.
/// - `tornShare`: share of flushes, 0 to 1, that leave part of their last record to the next; `seed` decides which,
///   and what the companions make up.
/// - `batchRecordsMax`: most records taken up at once when many are due.
/// - `recordsMax`: ends after so many records; `durationMax`: appends what is due before this time and ends.
/// - `files`: how the .scid files are written; `misdeeds`: what else happens to them.
/// - `companions`: what is written beside each of them.
public record SimulatorOptions(
        Duration flushInterval,
        double tornShare,
        long seed,
        int batchRecordsMax,
        long recordsMax,
        Duration durationMax,
        ScidForm files,
        MisdeedPlan misdeeds,
        Set<Companion> companions) {

    private static final Duration FLUSH_MAX = Duration.ofHours(1);

    /// Writes ticks at once, tears nothing, does no harm, writes .scid files alone, never ends by itself.
    public static final SimulatorOptions DEFAULT = new SimulatorOptions(
            Duration.ZERO,
            0,
            0,
            1000,
            Long.MAX_VALUE,
            Duration.ofNanos(Long.MAX_VALUE),
            ScidForm.DEFAULT,
            MisdeedPlan.NONE,
            Set.of());

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
        companions = Set.copyOf(companions);
    }

    public SimulatorOptions withFlushInterval(Duration interval) {
        return new SimulatorOptions(
                interval, tornShare, seed, batchRecordsMax, recordsMax, durationMax, files, misdeeds, companions);
    }

    public SimulatorOptions withTornTails(double share, long tornSeed) {
        return new SimulatorOptions(
                flushInterval, share, tornSeed, batchRecordsMax, recordsMax, durationMax, files, misdeeds, companions);
    }

    public SimulatorOptions withBatchRecordsMax(int records) {
        return new SimulatorOptions(
                flushInterval, tornShare, seed, records, recordsMax, durationMax, files, misdeeds, companions);
    }

    public SimulatorOptions withRecordsMax(long records) {
        return new SimulatorOptions(
                flushInterval, tornShare, seed, batchRecordsMax, records, durationMax, files, misdeeds, companions);
    }

    public SimulatorOptions withDurationMax(Duration duration) {
        return new SimulatorOptions(
                flushInterval, tornShare, seed, batchRecordsMax, recordsMax, duration, files, misdeeds, companions);
    }

    public SimulatorOptions withFiles(ScidForm form) {
        return new SimulatorOptions(
                flushInterval, tornShare, seed, batchRecordsMax, recordsMax, durationMax, form, misdeeds, companions);
    }

    public SimulatorOptions withMisdeeds(MisdeedPlan plan) {
        return new SimulatorOptions(
                flushInterval, tornShare, seed, batchRecordsMax, recordsMax, durationMax, files, plan, companions);
    }

    public SimulatorOptions withCompanions(Set<Companion> kinds, long companionSeed) {
        return new SimulatorOptions(
                flushInterval,
                tornShare,
                companionSeed,
                batchRecordsMax,
                recordsMax,
                durationMax,
                files,
                misdeeds,
                kinds);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
