package io.deltatape.bridge.publish;

import io.deltatape.contract.FileCursor;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Symbol;

/// A symbol's state that is to be published: a snapshot without its place in the bridge's order, which it gets when it
/// is sent. Immutable.
///
/// `seenUs`: when the earliest change in it was noticed, in microseconds since 1970.
public record Draft(Symbol symbol, long generation, String source, long seenUs, FileCursor cursor, MarketState state) {
    Draft seenSince(long earlierUs) {
        return new Draft(symbol, generation, source, Math.min(seenUs, earlierUs), cursor, state);
    }
}
