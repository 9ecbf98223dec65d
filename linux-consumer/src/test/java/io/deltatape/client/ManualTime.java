package io.deltatape.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Wall time and ticker that move only when told to, both at once. For one thread.
public final class ManualTime implements InstantSource, LongSupplier {
    public static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
    private static final long TICKER_BEGIN = Long.MAX_VALUE - 1_000_000_000;

    private long nanos;

    public void advance(Duration by) {
        nanos += by.toNanos();
    }

    public long nowUs() {
        return BEGIN.getEpochSecond() * 1_000_000 + nanos / 1_000;
    }

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(nanos);
    }

    /// Wraps around the end of its range soon after the begin, as a ticker may.
    @Override
    public long getAsLong() {
        return TICKER_BEGIN + nanos;
    }
}
