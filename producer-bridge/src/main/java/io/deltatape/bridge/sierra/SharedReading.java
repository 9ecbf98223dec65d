package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.TradeDates;

/// What all files share that one thread reads: the read buffer, the cached trade date and the totals. Owned by the
/// market thread.
public final class SharedReading {
    private final ReadBlock block = new ReadBlock();
    private final TradeDates tradeDates = new TradeDates();
    private final ReadTally tally = new ReadTally();

    ReadBlock block() {
        return block;
    }

    TradeDates tradeDates() {
        return tradeDates;
    }

    public ReadTally tally() {
        return tally;
    }
}
