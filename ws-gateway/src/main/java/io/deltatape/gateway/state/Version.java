package io.deltatape.gateway.state;

import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.StreamPosition;

/// A symbol's state at one position, with when it passed each hop. Immutable.
///
/// `index` is this gateway's own count of the symbol's versions: it goes on across epochs, so that what a connection
/// was sent last is one number. `gatewayUs` is when the feed took it, `gatewayNanos` the same on the gateway's ticker.
public record Version(
        long index, StreamPosition position, HopStamps stamps, long gatewayUs, long gatewayNanos, MarketState state) {
    /// Before the first: nothing known.
    public static final Version NONE =
            new Version(0, StreamPosition.NONE, new HopStamps(0, 0, 0), 0, 0, MarketState.EMPTY);

    public boolean isNone() {
        return index == 0;
    }
}
