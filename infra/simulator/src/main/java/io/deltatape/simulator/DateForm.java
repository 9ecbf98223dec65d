package io.deltatape.simulator;

import java.nio.ByteBuffer;

/// How a .scid file states times. Both forms have the same header, sizes and version; only the number itself tells
/// them apart: microseconds of our time are below 1e16, the bits of days as a double near 4.67e18.
public enum DateForm {
    /// i64, µs since 1899-12-30T00:00Z: what Sierra Chart writes today.
    MICROSECONDS {
        @Override
        void encode(long dateTimeUs, ByteBuffer into) {
            into.putLong(dateTimeUs);
        }

        @Override
        long decode(ByteBuffer from) {
            return from.getLong();
        }
    },

    /// f64, days since 1899-12-30T00:00Z: files of old versions. Exact to a microsecond.
    DAYS {
        @Override
        void encode(long dateTimeUs, ByteBuffer into) {
            into.putDouble(dateTimeUs / US_PER_DAY);
        }

        @Override
        long decode(ByteBuffer from) {
            return Math.round(from.getDouble() * US_PER_DAY);
        }
    };

    private static final double US_PER_DAY = 86_400e6;

    abstract void encode(long dateTimeUs, ByteBuffer into);

    abstract long decode(ByteBuffer from);
}
