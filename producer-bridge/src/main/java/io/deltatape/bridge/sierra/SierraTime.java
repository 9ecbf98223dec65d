package io.deltatape.bridge.sierra;

/// The time with which every record begins (SCDateTimeMS): microseconds since 1899-12-30T00:00Z in 64 bits. Stateless.
final class SierraTime {
    /// A time at or above this is none: files of 2020 hold 3.8e15, and the doubles of the old format 4.7e18.
    private static final long END = 10_000_000_000_000_000L;

    private static final long UNIX_EPOCH = 2_209_161_600_000_000L;
    private static final double LEGACY_DAYS_MAX = 200_000;

    private SierraTime() {}

    /// Microseconds since 1970; below zero for what cannot be a time of trade.
    static long unixUs(long dateTime) {
        return dateTime >= UNIX_EPOCH && dateTime < END ? dateTime - UNIX_EPOCH : -1;
    }

    /// Whether the time is written as old versions of Sierra Chart did: days since 1899-12-30 as a float64.
    static boolean isLegacy(long dateTime) {
        double days = Double.longBitsToDouble(dateTime);
        return dateTime >= END && days > 1 && days < LEGACY_DAYS_MAX;
    }
}
