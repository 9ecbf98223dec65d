package io.deltatape.contract;

/// A record of `market.trades`, or why it is none.
///
/// What is readable stands at a position: the file's incarnation and a byte offset in it. Within a symbol
/// positions only grow; whoever reads drops what is not above its last one ([TradeOrder]).
public sealed interface TradeRecord permits Trade, TradesBegin, TradeRecord.Malformed {
    Symbol symbol();

    /// A record that cannot be read, and why.
    record Malformed(Symbol symbol, String reason) implements TradeRecord {}
}
