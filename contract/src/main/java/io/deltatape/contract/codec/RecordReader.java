package io.deltatape.contract.codec;

import io.deltatape.contract.MarketState;
import io.deltatape.contract.SnapshotRecord;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;

/// Reads records of either format: the first byte tells them apart, so a topic may hold both.
///
/// Belongs to one thread.
public final class RecordReader {
    private final Codec json = new JsonCodec();
    private final Codec packed = new PackedCodec();

    /// Decodes a record of `market.deltas` for the tracker of its symbol; the tracker is not changed.
    public Update update(SymbolTracker tracker, byte[] bytes) {
        return update(tracker.symbol(), bytes, tracker.position(), tracker.state());
    }

    public Update update(Symbol symbol, byte[] bytes, StreamPosition held, MarketState state) {
        return codecOf(bytes).decodeUpdate(symbol, bytes, held, state);
    }

    public SnapshotRecord snapshot(Symbol symbol, byte[] bytes) {
        return codecOf(bytes).decodeSnapshot(symbol, bytes);
    }

    private Codec codecOf(byte[] bytes) {
        return PackedCodec.isPacked(bytes) ? packed : json;
    }
}
