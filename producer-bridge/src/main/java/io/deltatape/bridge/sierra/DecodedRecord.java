package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.contract.Trade;

/// The values of the record that a decoder decoded last. Makes no garbage. Not thread-safe.
abstract sealed class DecodedRecord implements MarketRecord permits RecordDecoder, BarDecoder {
    Kind kind = Kind.QUOTE;
    long timeUs;
    long open;
    long high;
    long low;
    long close;
    long bid;
    long ask;
    long volume;
    long bidVolume;
    long askVolume;
    long trades;
    Trade.Part part = Trade.Part.UNMARKED;

    @Override
    public final Kind kind() {
        return kind;
    }

    @Override
    public final long timeUs() {
        return timeUs;
    }

    @Override
    public final long open() {
        return open;
    }

    @Override
    public final long high() {
        return high;
    }

    @Override
    public final long low() {
        return low;
    }

    @Override
    public final long close() {
        return close;
    }

    @Override
    public final long bid() {
        return bid;
    }

    @Override
    public final long ask() {
        return ask;
    }

    @Override
    public final long volume() {
        return volume;
    }

    @Override
    public final long bidVolume() {
        return bidVolume;
    }

    @Override
    public final long askVolume() {
        return askVolume;
    }

    @Override
    public final long trades() {
        return trades;
    }

    @Override
    public final Trade.Part part() {
        return part;
    }
}
