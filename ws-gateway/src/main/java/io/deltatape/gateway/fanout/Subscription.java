package io.deltatape.gateway.fanout;

import io.deltatape.contract.StreamPosition;

/// What one connection asked for: a symbol, in which form, and the position that it already holds
/// ([StreamPosition#NONE] if none). The symbol may be any text that a client sent.
public record Subscription(String symbol, Form form, StreamPosition resume) {
    /// What a message with a change contains.
    public enum Form {
        /// The change.
        CHANGES,
        /// The change and the full state, for clients that keep none.
        CHANGES_AND_STATE
    }
}
