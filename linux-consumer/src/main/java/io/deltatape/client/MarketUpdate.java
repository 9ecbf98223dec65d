package io.deltatape.client;

import io.deltatape.client.cache.Held;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;

/// A symbol's new state, and how it differs from the one delivered before. Immutable.
public sealed interface MarketUpdate {
    Symbol symbol();

    StreamPosition position();

    /// The whole state at the position.
    MarketState state();

    HopStamps stamps();

    /// The state stands on its own: the first of a symbol, the first of an epoch, or the first after a gap.
    record Full(Symbol symbol, StreamPosition position, MarketState state, HopStamps stamps) implements MarketUpdate {
        static Full of(Held held) {
            return new Full(held.symbol(), held.position(), held.state(), held.stamps());
        }
    }

    /// The state follows from the one delivered before by a change.
    record Changed(Symbol symbol, StreamPosition position, MarketState state, HopStamps stamps, StateDelta change)
            implements MarketUpdate {
        static Changed of(Held held, StateDelta change) {
            return new Changed(held.symbol(), held.position(), held.state(), held.stamps(), change);
        }
    }
}
