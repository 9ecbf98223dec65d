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

    /// What is known of each instrument beside its prices; key: symbol.
    public String instruments() {
        return prefix + "market.instruments";
    }

    /// Every trade record, in the order of its file; key: symbol.
    public String trades() {
        return prefix + "market.trades";
    }

    /// Health and figures of each running component; key: the component's id.
    public String status() {
        return prefix + "bridge.status";
    }
}
