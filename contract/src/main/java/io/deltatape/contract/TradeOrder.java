package io.deltatape.contract;

/// The rule of a reader of `market.trades`: takes what is above the position last taken of a symbol, and drops what is
/// not, since after a restart a record may come twice. Belongs to one thread; holds one symbol.
public final class TradeOrder {
    private long generation = -1;
    private long offset = -1;

    /// Whether a record is new; it counts as taken then.
    public boolean take(TradeRecord record) {
        return switch (record) {
            case Trade trade -> advance(trade.generation(), trade.offset());
            case TradesBegin begin -> advance(begin.generation(), 0);
            case TradeRecord.Malformed _ -> false;
        };
    }

    private boolean advance(long newGeneration, long newOffset) {
        if (newGeneration < generation || (newGeneration == generation && newOffset <= offset)) {
            return false;
        }
        generation = newGeneration;
        offset = newOffset;
        return true;
    }

    /// The generation last taken; -1 before the first record.
    public long generation() {
        return generation;
    }

    /// The offset last taken; -1 before the first record.
    public long offset() {
        return offset;
    }
}
