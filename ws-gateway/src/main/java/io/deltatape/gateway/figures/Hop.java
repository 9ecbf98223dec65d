package io.deltatape.gateway.figures;

import java.util.Locale;

/// A part of the way from the exchange to a client's socket whose duration is measured.
public enum Hop {
    /// The exchange's time of the event to the bridge noticing it in the file; only meaningful live.
    EVENT_TO_SEEN,
    SEEN_TO_SENT,
    SENT_TO_COMPUTED,
    COMPUTED_TO_GATEWAY,
    /// The three before it in one: from the bridge noticing a change to the gateway holding it.
    SEEN_TO_GATEWAY,
    /// Until the kernel has taken the frame of one connection.
    GATEWAY_TO_WRITTEN,
    /// From a bridge's canary to the gateway: proof that the way is alive, however quiet the market.
    CANARY_TO_GATEWAY;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
