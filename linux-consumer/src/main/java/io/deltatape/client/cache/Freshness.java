package io.deltatape.client.cache;

/// How far a state can be trusted to be the newest; three different things, never one.
public enum Freshness {
    /// Proved to be the newest within the time-to-live, however quiet the market.
    LIVE,
    /// Connected, but the last proof is older than the time-to-live.
    STALE,
    /// Nothing at all came for a while, of no symbol.
    DISCONNECTED
}
