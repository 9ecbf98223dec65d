package io.deltatape.simulator;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One record of a .scid file, its fields as they stand in the file: little-endian, 40 bytes.
///
/// | Offset | Type | Field | In a tick |
/// |---|---|---|---|
/// | 0 | i64 | DateTime | µs since 1899-12-30T00:00Z |
/// | 8 | f32 | Open | 0 or a marker |
/// | 12 | f32 | High | ask |
/// | 16 | f32 | Low | bid |
/// | 20 | f32 | Close | trade price |
/// | 24 | u32 | NumTrades | 1 |
/// | 28 | u32 | TotalVolume | quantity |
/// | 32 | u32 | BidVolume | quantity traded at the bid or below |
/// | 36 | u32 | AskVolume | quantity traded at the ask or above |
///
/// `dateTimeUs` counts from Sierra's epoch, 1899-12-30, not from Unix's. Counts are unsigned 32 bits. Immutable.
///
/// Source: [Intraday Data File Format](https://www.sierrachart.com/index.php?page=doc/IntradayDataFileFormat.html)
/// and Sierra Chart's `IntradayRecord.h`.
public record SimulatedRecord(
        long dateTimeUs,
        float open,
        float high,
        float low,
        float close,
        int numTrades,
        int totalVolume,
        int bidVolume,
        int askVolume) {

    /// Size of a record in the file.
    public static final int BYTES = 40;

    /// What to add to Unix microseconds to get Sierra's: 1899-12-30 to 1970-01-01.
    public static final long SIERRA_MINUS_UNIX_US = 2_209_161_600_000_000L;

    /// What stands in a tick's Open. FIRST_SUB and LAST_SUB bracket the fills of one aggressive order; those between
    /// carry SINGLE. Sierra Chart writes the two numbers as -1.99900095e+37 and -1.99900197e+37: the same float32,
    /// longer.
    public enum Marker {
        SINGLE(0.0f),
        FIRST_SUB(-1.999001e+37f),
        LAST_SUB(-1.999002e+37f);

        private final float open;

        Marker(float open) {
            this.open = open;
        }

        public float open() {
            return open;
        }

        private static boolean stands(float open) {
            return Stream.of(values()).anyMatch(marker -> marker.open == open);
        }
    }

    /// Who crossed the spread.
    public enum Aggressor {
        BUYER,
        SELLER
    }

    /// Microseconds since Sierra's epoch.
    public static long sierraUs(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant) + SIERRA_MINUS_UNIX_US;
    }

    /// A trade with the quote that stood when it printed.
    public static SimulatedRecord tick(
            long dateTimeUs, Marker marker, Aggressor aggressor, float price, int volume, float bid, float ask) {
        int sold = aggressor == Aggressor.SELLER ? volume : 0;
        return new SimulatedRecord(dateTimeUs, marker.open(), ask, bid, price, 1, volume, sold, volume - sold);
    }

    /// A change of the quote without a trade: volume 0, the last trade's price repeated.
    public static SimulatedRecord quote(long dateTimeUs, float bid, float ask, float lastPrice) {
        return new SimulatedRecord(dateTimeUs, Marker.SINGLE.open(), ask, bid, lastPrice, 1, 0, 0, 0);
    }

    /// An aggregate of trades, as Sierra stores when its storage unit is longer than one tick.
    public static SimulatedRecord bar(
            long dateTimeUs,
            float open,
            float high,
            float low,
            float close,
            int numTrades,
            int bidVolume,
            int askVolume) {
        return new SimulatedRecord(
                dateTimeUs, open, high, low, close, numTrades, bidVolume + askVolume, bidVolume, askVolume);
    }

    /// A value of an index, which nobody trades: only Close is set.
    public static SimulatedRecord index(long dateTimeUs, float value) {
        return new SimulatedRecord(dateTimeUs, 0, 0, 0, value, 1, 0, 0, 0);
    }

    /// The fills of one aggressive order as the exchange reported them, bracketed by FIRST_SUB and LAST_SUB: of one
    /// millisecond, told apart by the microseconds, each with the quote that the order met. Two fills or more.
    public static List<SimulatedRecord> unbundled(
            long dateTimeUs, Aggressor aggressor, List<Fill> fills, float bid, float ask) {
        if (fills.size() < 2) {
            throw new IllegalArgumentException("%d fills, expected 2 or more to bracket".formatted(fills.size()));
        }
        int last = fills.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(i -> tick(
                        dateTimeUs + i,
                        i == 0 ? Marker.FIRST_SUB : i == last ? Marker.LAST_SUB : Marker.SINGLE,
                        aggressor,
                        fills.get(i).price(),
                        fills.get(i).volume(),
                        bid,
                        ask))
                .toList();
    }

    /// One part of an order that was filled at several prices or by several others.
    public record Fill(float price, int volume) {}

    /// Whether this is one trade with the quote of its moment, by Sierra Chart's own rule: one trade, a marker in
    /// Open.
    public boolean isTick() {
        return numTrades == 1 && totalVolume != 0 && Marker.stands(open);
    }

    /// Whether this changes the quote only.
    public boolean isQuote() {
        return numTrades == 1 && totalVolume == 0 && open == 0 && high != 0 && low != 0;
    }

    /// The same at another time.
    SimulatedRecord at(long otherUs) {
        return new SimulatedRecord(otherUs, open, high, low, close, numTrades, totalVolume, bidVolume, askVolume);
    }

    public Instant time() {
        return Instant.EPOCH.plus(dateTimeUs - SIERRA_MINUS_UNIX_US, ChronoUnit.MICROS);
    }

    /// Appends the record to a little-endian buffer.
    void encode(ByteBuffer into, DateForm dates) {
        dates.encode(dateTimeUs, into);
        into.putFloat(open)
                .putFloat(high)
                .putFloat(low)
                .putFloat(close)
                .putInt(numTrades)
                .putInt(totalVolume)
                .putInt(bidVolume)
                .putInt(askVolume);
    }

    /// Takes the next record out of a little-endian buffer.
    static SimulatedRecord decode(ByteBuffer from, DateForm dates) {
        return new SimulatedRecord(
                dates.decode(from),
                from.getFloat(),
                from.getFloat(),
                from.getFloat(),
                from.getFloat(),
                from.getInt(),
                from.getInt(),
                from.getInt(),
                from.getInt());
    }
}
