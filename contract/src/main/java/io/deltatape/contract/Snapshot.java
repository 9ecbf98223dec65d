package io.deltatape.contract;

/// The full state of a symbol as a bridge publishes it, with its place in the bridge's order and in the file.
///
/// `own` is the bridge's incarnation and `sequence` strictly increases within it: what is not above the pair already
/// seen is dropped. `generation` grows whenever the state is no longer made of the files that the one before was made
/// of: one is another incarnation, or another takes the lead; a change of it begins a new epoch. `source` names the
/// kinds of file that it was made of (`scid`, `scid+depth`, …), the leading one first, or is `canary`.
///
/// `trades` is the offset in the cursor's file, in its incarnation, before which every trade has been acknowledged in
/// `market.trades`; zero where none has. In a canary it is the offset in the canary's partition of `market.trades`
/// before which no record is newer than what the snapshots before this canary say.
public record Snapshot(
        Symbol symbol,
        long own,
        long sequence,
        long generation,
        String source,
        HopStamps stamps,
        FileCursor cursor,
        long trades,
        MarketState state)
        implements SnapshotRecord {
    /// Whether this one comes after another in the bridges' order.
    public boolean isAfter(Snapshot other) {
        return own != other.own ? own > other.own : sequence > other.sequence;
    }
}
