package io.deltatape.contract;

/// What a record of `market.instruments` turns out to be when it is read: an [Instrument], or malformed.
public sealed interface InstrumentRecord permits Instrument, InstrumentRecord.Malformed {
    Symbol symbol();

    /// A record that cannot be read, and why.
    record Malformed(Symbol symbol, String reason) implements InstrumentRecord {}
}
