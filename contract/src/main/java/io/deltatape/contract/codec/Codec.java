package io.deltatape.contract.codec;

import io.deltatape.contract.MarketState;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.SnapshotRecord;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;

/// One wire format of the records that Kafka holds. Decoding what was encoded gives the same value.
///
/// Instances keep buffers and belong to one thread. Decoding never throws on bad bytes: it answers
/// [Update.Malformed] with the reason.
public interface Codec {
    byte[] encode(Update.Keyframe keyframe);

    /// Encodes a delta; `base` is the state at its base version.
    byte[] encode(Update.Delta delta, MarketState base);

    byte[] encode(Snapshot snapshot);

    /// Decodes a record of `market.deltas` for a reader that holds `state` at `held`: a packed delta of one version
    /// is a set of differences to the state before, and can only be resolved by who holds that.
    Update decodeUpdate(Symbol symbol, byte[] bytes, StreamPosition held, MarketState state);

    SnapshotRecord decodeSnapshot(Symbol symbol, byte[] bytes);
}
