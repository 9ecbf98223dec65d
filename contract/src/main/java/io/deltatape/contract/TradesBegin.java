package io.deltatape.contract;

/// Says that the trades of a symbol come from another incarnation of its file from here on, at offset 0 of it.
/// Immutable.
///
/// `firstOffset` is where its trades begin. `replacesFromUs` is the event time of the first of them: what was published
/// of lower generations from that time on is replaced; zero where nothing was published before.
public record TradesBegin(Symbol symbol, long generation, long firstOffset, long replacesFromUs)
        implements TradeRecord {}
