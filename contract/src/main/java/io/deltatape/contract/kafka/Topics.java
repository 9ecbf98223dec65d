package io.deltatape.contract.kafka;

/// The names of the topics, behind a common prefix.
public record Topics(String prefix) {
    /// Full states as the bridges publish them; key: symbol.
    public String snapshots() {
        return prefix + "market.snapshots";
    }

    /// Keyframes and the ring of deltas; key: see [io.deltatape.contract.SlotKey].
    public String deltas() {
        return prefix + "market.deltas";
    }
}
