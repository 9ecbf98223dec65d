package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.SessionRule;
import io.deltatape.bridge.market.TradeDates;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// What all files share that one thread reads: the read buffer, the cached trade date of each session rule and the
/// totals. Owned by the market thread.
public final class SharedReading {
    /// 2026-01-01: a clock before that was never set.
    private static final long CLOCK_SANE_US = 1_767_225_600_000_000L;
    /// Two days: clocks and time zones are wrong by less, and what damage makes of a time is further away.
    private static final long AHEAD_MAX_US = 2L * 24 * 3_600 * 1_000_000;

    private static final long US_PER_DAY = 86_400_000_000L;
    /// An hour: a clock set by hand is wrong by less.
    private static final long SLOW_MAX_US = 3_600_000_000L;

    private final ReadBlock block = new ReadBlock();
    private final Map<SessionRule, TradeDates> tradeDates = new HashMap<>();
    private final ReadTally tally = new ReadTally();
    private final LongSupplier clockUs;
    private long latestUs;

    /// `clockUs` is the wall clock in microseconds since 1970; it only says which times are absurd, and only if it was
    /// ever set.
    public SharedReading(LongSupplier clockUs) {
        this.clockUs = clockUs;
        lookAtClock();
    }

    /// Looks at the clock, once per look at a file: to ask it for every record would cost as much as reading does.
    final void lookAtClock() {
        long nowUs = clockUs.getAsLong();
        latestUs = nowUs < CLOCK_SANE_US ? Long.MAX_VALUE : nowUs + AHEAD_MAX_US;
    }

    /// The time behind which a record's time cannot be one, as of the last look at the clock: a damaged one would begin
    /// a session that lasts until then.
    long latestUs() {
        return latestUs;
    }

    /// Whether a UTC day, in days since 1970, begins later than a clock that is a little slow can explain.
    public boolean isAhead(long epochDay) {
        long nowUs = clockUs.getAsLong();
        return nowUs >= CLOCK_SANE_US && epochDay * US_PER_DAY > nowUs + SLOW_MAX_US;
    }

    ReadBlock block() {
        return block;
    }

    /// The trade dates of CME Globex.
    TradeDates tradeDates() {
        return tradeDates(SessionRule.CME);
    }

    /// The trade dates of a rule.
    TradeDates tradeDates(SessionRule rule) {
        return tradeDates.computeIfAbsent(rule, TradeDates::new);
    }

    public ReadTally tally() {
        return tally;
    }
}
