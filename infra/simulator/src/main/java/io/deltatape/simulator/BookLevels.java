package io.deltatape.simulator;

import java.util.List;

/// An order book at one moment, each side with its best level first. Immutable.
public record BookLevels(List<DepthLevel> bids, List<DepthLevel> asks) {
    public BookLevels {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
