package io.deltatape.gateway.figures;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/// The two clocks of the gateway: wall time for stamps, and a ticker of nanoseconds for durations.
///
/// Thread-safe.
public record GatewayClock(InstantSource wall, LongSupplier ticker) {
    private static final long MICROS_OF_SECOND = 1_000_000;

    /// Microseconds since 1970.
    public long nowUs() {
        Instant now = wall.instant();
        return now.getEpochSecond() * MICROS_OF_SECOND + now.getNano() / 1_000;
    }

    /// Nanoseconds from an arbitrary beginning.
    public long nowNanos() {
        return ticker.getAsLong();
    }

    /// A moment as ISO 8601 in UTC.
    public static String iso(long us) {
        return Instant.EPOCH.plus(us, ChronoUnit.MICROS).toString();
    }
}
