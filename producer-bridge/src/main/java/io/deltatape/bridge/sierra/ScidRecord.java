package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.contract.Trade;
import java.nio.ByteBuffer;

/// A view of one record of a .scid file, as it stands there; moved from record to record.
///
/// | offset | type | field | in a record of one tick |
/// |---|---|---|---|
/// | 0 | i64 | DateTime | µs since 1899-12-30T00:00Z |
/// | 8 | f32 | Open | 0, or a marker: first or last part of an unbundled trade |
/// | 12 | f32 | High | ask |
/// | 16 | f32 | Low | bid |
/// | 20 | f32 | Close | price of the trade |
/// | 24 | u32 | NumTrades | 1 |
/// | 28 | u32 | TotalVolume | size |
/// | 32 | u32 | BidVolume | traded at the bid or below: the seller's |
/// | 36 | u32 | AskVolume | traded at the ask or above: the buyer's |
///
/// Little-endian. Sources: https://www.sierrachart.com/index.php?page=doc/IntradayDataFileFormat.html and Sierra
/// Chart's `IntradayRecord.h`. Not thread-safe.
final class ScidRecord {
    /// Bytes of a record.
    static final int BYTES = 40;
    /// A DateTime at or above this is none: files of 2020 hold 3.8e15, and the doubles of the old format 4.7e18.
    static final long DATE_TIME_END = 10_000_000_000_000_000L;

    /// The bits of -1.99900095e+37f; markers are compared by bits, as numbers they are nearly equal.
    private static final int FIRST_SUB_TRADE = 0xfd709ef9;
    /// The bits of -1.99900197e+37f.
    private static final int LAST_SUB_TRADE = 0xfd709f01;
    private static final long UNIX_EPOCH = 2_209_161_600_000_000L;
    private static final double LEGACY_DAYS_MAX = 200_000;

    private final ByteBuffer block;
    private int at;
    private long fileOffset;

    /// A view into a little-endian buffer.
    ScidRecord(ByteBuffer block) {
        this.block = block;
    }

    /// Moves the view to the record at a position of the buffer, which stands at `fileOffset` in the file.
    ScidRecord moveTo(int position, long offset) {
        at = position;
        fileOffset = offset;
        return this;
    }

    long fileOffset() {
        return fileOffset;
    }

    long dateTime() {
        return block.getLong(at);
    }

    /// Microseconds since 1970; below zero for what cannot be a time of trade.
    long timeUs() {
        long dateTime = dateTime();
        return dateTime < DATE_TIME_END ? dateTime - UNIX_EPOCH : -1;
    }

    /// Whether the time is written as old versions of Sierra Chart did: days since 1899-12-30 as a float64.
    boolean hasLegacyTime() {
        double days = Double.longBitsToDouble(dateTime());
        return dateTime() >= DATE_TIME_END && days > 1 && days < LEGACY_DAYS_MAX;
    }

    int openBits() {
        return block.getInt(at + 8);
    }

    int highBits() {
        return block.getInt(at + 12);
    }

    int lowBits() {
        return block.getInt(at + 16);
    }

    int closeBits() {
        return block.getInt(at + 20);
    }

    long trades() {
        return count(24);
    }

    long volume() {
        return count(28);
    }

    long bidVolume() {
        return count(32);
    }

    long askVolume() {
        return count(36);
    }

    /// Counts beyond INT_MAX are damage and read as zero, as Sierra Chart itself does.
    private long count(int offset) {
        return Math.max(block.getInt(at + offset), 0);
    }

    MarketRecord.Kind kind() {
        boolean isOpenZero = isZero(openBits());
        if (isOpenZero && volume() == 0) {
            if (isZero(highBits()) && isZero(lowBits())) {
                return MarketRecord.Kind.INDEX;
            }
            if (trades() == 1 && !isZero(highBits()) && !isZero(lowBits())) {
                return MarketRecord.Kind.QUOTE;
            }
        }
        boolean isMarked = isOpenZero || openBits() == FIRST_SUB_TRADE || openBits() == LAST_SUB_TRADE;
        return trades() == 1 && isMarked ? MarketRecord.Kind.TICK : MarketRecord.Kind.BAR;
    }

    /// What the markers in Open say; they bracket the fills of one aggressive order.
    Trade.Part part() {
        return switch (openBits()) {
            case FIRST_SUB_TRADE -> Trade.Part.FIRST;
            case LAST_SUB_TRADE -> Trade.Part.LAST;
            default -> Trade.Part.UNMARKED;
        };
    }

    /// What stands in the file, for a person to judge.
    @Override
    public String toString() {
        return "time=" + dateTime() + " open=" + Float.intBitsToFloat(openBits()) + " high="
                + Float.intBitsToFloat(highBits()) + " low=" + Float.intBitsToFloat(lowBits()) + " close="
                + Float.intBitsToFloat(closeBits()) + " trades=" + trades() + " volume=" + volume();
    }

    private static boolean isZero(int floatBits) {
        return floatBits << 1 == 0;
    }
}
