package io.deltatape.client.cli;

import io.deltatape.client.cache.Freshness;
import io.deltatape.client.cache.Reading;
import io.deltatape.contract.Field;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import io.deltatape.contract.Side;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import java.time.Duration;

/// A small fixed market to be written out.
final class Readings {
    static final StreamPosition POSITION = new StreamPosition(1_754_305_425_000_000L, 129);
    static final HopStamps STAMPS =
            new HopStamps(1_754_305_425_100_000L, 1_754_305_425_101_000L, 1_754_305_425_102_500L);

    private Readings() {}

    static MarketState nasdaq() {
        return MarketState.builder()
                .set(Field.LAST_PRICE, Price.parse("23265.5"))
                .set(Field.LAST_SIDE, Side.BUYER.code())
                .set(Field.BID, Price.parse("23265.25"))
                .set(Field.ASK, Price.parse("23265.5"))
                .set(Field.HIGH, Price.parse("23300"))
                .set(Field.LOW, Price.parse("23100.75"))
                .set(Field.VOLUME, 1_234_567)
                .set(Field.TRADES, 345_678)
                .set(Field.PREV_CLOSE, Price.parse("23200"))
                .set(Field.SESSION_DATE, 20_304)
                .set(Field.TS_EVENT, 1_754_305_425_099_000L)
                .side(Field.BIDS, Price.parse("23265.25"), 4, Price.parse("23265"), 15)
                .build();
    }

    static Reading live() {
        return reading("NQZ26-CME", nasdaq(), Duration.ofMillis(340), Freshness.LIVE);
    }

    static Reading stale() {
        MarketState state = MarketState.builder()
                .set(Field.LAST_PRICE, Price.parse("0.00685"))
                .set(Field.PREV_CLOSE, Price.parse("0.0069"))
                .build();
        return reading("6J", state, Duration.ofSeconds(3_725), Freshness.STALE);
    }

    static Reading disconnected() {
        return reading("ZB-EMPTY", MarketState.EMPTY, Duration.ofDays(400), Freshness.DISCONNECTED);
    }

    private static Reading reading(String name, MarketState state, Duration age, Freshness freshness) {
        return new Reading(new Symbol(name), state, POSITION, STAMPS, age, Duration.ofMillis(120), freshness);
    }
}
