package io.deltatape.client;

import io.deltatape.contract.Symbol;

/// Who is told of updates; called on the feed thread, one call at a time.
///
/// A call that blocks holds up the whole feed, and the states with it: hand long work to a thread of your own. A call
/// that throws ends the subscription, which is logged and counted.
@FunctionalInterface
public interface MarketListener {
    /// Positions of a symbol strictly increase from call to call.
    void updated(MarketUpdate update);

    /// The symbol ended (a contract expired). Should it come back, it begins with a full state.
    default void retired(Symbol symbol) {}

    /// What came together was told, perhaps nothing: the moment to pass on what was collected.
    default void batchEnded() {}
}
