package io.deltatape.simulator;

import java.time.Duration;
import java.util.List;

/// Which misdeeds happen during a run, and how often: one of them, to one of the files, each `interval`, drawn by
/// `seed`. Immutable.
public record MisdeedPlan(List<Misdeed> misdeeds, Duration interval, long seed) {
    private static final Duration INTERVAL_MAX = Duration.ofDays(365);

    /// None ever.
    public static final MisdeedPlan NONE = new MisdeedPlan(List.of(), Duration.ofSeconds(10), 0);

    public MisdeedPlan {
        misdeeds = List.copyOf(misdeeds);
        if (!interval.isPositive() || interval.compareTo(INTERVAL_MAX) > 0) {
            throw new IllegalArgumentException(
                    "interval of misdeeds is %s, expected more than 0, at most a year".formatted(interval));
        }
    }
}
