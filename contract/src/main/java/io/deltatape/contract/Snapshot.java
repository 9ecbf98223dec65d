package io.deltatape.contract;

/// The full state of a symbol as a bridge publishes it, with its place in the bridge's order and in the file.
///
/// `own` is the bridge's incarnation and `sequence` strictly increases within it: what is not above the pair already
/// seen is dropped. `generation` is the file's incarnation; a change of it begins a new epoch. `source` names the kind
/// of file (`scid`, or `canary`).
public record Snapshot(
        Symbol symbol,
        long own,
        long sequence,
        long generation,
        String source,
        HopStamps stamps,
        FileCursor cursor,
        MarketState state)
        implements SnapshotRecord {
    /// Whether this one comes after another in the bridges' order.
    public boolean isAfter(Snapshot other) {
        return own != other.own ? own > other.own : sequence > other.sequence;
    }
}
