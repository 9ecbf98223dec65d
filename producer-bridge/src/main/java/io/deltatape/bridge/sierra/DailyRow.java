package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;

/// One day of a daily file: its date in days since 1970-01-01, its close (the settlement, where the exchange has one)
/// in nanos, and its open interest, [MarketRecord#ABSENT] where the file has none. Immutable.
public record DailyRow(long epochDay, long close, long openInterest) {
    public boolean hasOpenInterest() {
        return openInterest != MarketRecord.ABSENT;
    }

    /// What the row says to the session after it.
    public MarketState state() {
        var state = MarketState.builder().set(Field.PREV_CLOSE, close);
        if (hasOpenInterest()) {
            state.set(Field.OPEN_INTEREST, openInterest);
        }
        return state.build();
    }
}
