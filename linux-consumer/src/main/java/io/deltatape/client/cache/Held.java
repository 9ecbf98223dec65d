package io.deltatape.client.cache;

import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;

/// What a tracker held at one moment: a state with the position and the stamps that belong to it. Immutable.
public record Held(Symbol symbol, StreamPosition position, MarketState state, HopStamps stamps) {
    public static Held of(SymbolTracker tracker) {
        return new Held(tracker.symbol(), tracker.position(), tracker.state(), tracker.stamps());
    }
}
