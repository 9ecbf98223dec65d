package io.deltatape.bridge.sierra;

import java.math.BigDecimal;
import java.util.function.LongSupplier;

/// Checks the records of one instrument and turns their prices into nanos; is itself the [MarketRecord] last decoded.
///
/// Makes no garbage. Not thread-safe.
final class RecordDecoder extends DecodedRecord {
    /// What a record turned out to be.
    enum Verdict {
        GOOD,
        /// Good, but for a bid or ask that is not finite: left out.
        BAD_QUOTE,
        /// A price is zero, not finite, or beyond what a price can be.
        BAD_PRICE,
        /// Before 1970, or later than can be.
        BAD_TIME;

        /// Whether the record counts.
        boolean isTrade() {
            return this == GOOD || this == BAD_QUOTE;
        }
    }

    private final FloatPrices prices;
    private final LongSupplier latestUs;

    /// `latestUs` gives the time, in microseconds since 1970, behind which a record's time cannot be one.
    RecordDecoder(BigDecimal multiplier, LongSupplier latestUs) {
        this.prices = new FloatPrices(multiplier);
        this.latestUs = latestUs;
    }

    Verdict decode(ScidRecord record) {
        timeUs = record.timeUs();
        if (timeUs < 0 || timeUs > latestUs.getAsLong()) {
            return Verdict.BAD_TIME;
        }
        kind = record.kind();
        trades = record.trades();
        part = record.part();
        volume = record.volume();
        bidVolume = record.bidVolume();
        askVolume = record.askVolume();
        high = prices.nanos(record.highBits());
        low = prices.nanos(record.lowBits());
        return switch (kind) {
            case QUOTE -> decodeQuote();
            case BAR -> decodeBar(record);
            case TICK, INDEX -> decodeTrade(record);
        };
    }

    private Verdict decodeQuote() {
        ask = high;
        bid = low;
        close = ABSENT;
        return bid == ABSENT || ask == ABSENT ? Verdict.BAD_PRICE : Verdict.GOOD;
    }

    private Verdict decodeBar(ScidRecord record) {
        open = prices.nanos(record.openBits());
        close = prices.nanos(record.closeBits());
        bid = ABSENT;
        ask = ABSENT;
        boolean whole = open != ABSENT && high != ABSENT && low != ABSENT && close != ABSENT;
        return whole ? Verdict.GOOD : Verdict.BAD_PRICE;
    }

    private Verdict decodeTrade(ScidRecord record) {
        close = prices.nanos(record.closeBits());
        ask = high;
        bid = low;
        open = close;
        high = close;
        low = close;
        if (close == ABSENT) {
            return Verdict.BAD_PRICE;
        }
        boolean isQuoteBad = isUnusable(record.highBits(), ask) || isUnusable(record.lowBits(), bid);
        return isQuoteBad ? Verdict.BAD_QUOTE : Verdict.GOOD;
    }

    /// A quote of zero says that there is none; anything else without a price is damage.
    private static boolean isUnusable(int floatBits, long price) {
        return price == ABSENT && floatBits << 1 != 0;
    }
}
