package io.deltatape.bridge.market;

import io.deltatape.contract.Trade;

/// One record of an instrument, read and checked, whatever file it came from. Prices are in nanos, times in
/// microseconds since 1970.
///
/// An implementation may be a view that is moved on to the next record: it is valid only during the call it is
/// handed to.
public interface MarketRecord {
    /// Stands for a price that the record does not have.
    long ABSENT = Long.MIN_VALUE;

    /// What a record says.
    enum Kind {
        /// One trade, with the quote at that moment.
        TICK,
        /// Several trades as open, high, low and close; without a quote.
        BAR,
        /// A change of bid and ask without a trade.
        QUOTE,
        /// The value of an index: a price without volume and quote.
        INDEX
    }

    Kind kind();

    long timeUs();

    /// The last trade; never absent but in a quote.
    long close();

    /// Equal to [#close] unless the record is a bar; so are [#high] and [#low].
    long open();

    long high();

    long low();

    long bid();

    long ask();

    long volume();

    long bidVolume();

    long askVolume();

    long trades();

    /// Which part of an aggressive order it is, where the exchange reported its fills one by one.
    Trade.Part part();
}
