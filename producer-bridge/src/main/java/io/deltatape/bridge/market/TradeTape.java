package io.deltatape.bridge.market;

import java.io.IOException;

/// The trades of one file, by the offsets of their records, so that who publishes them can go on at any of them.
///
/// An offset stands before a record. What lies before [#end] was proven to belong to the file's present incarnation and
/// will not change in it. Owned by the market thread.
public interface TradeTape {
    /// Takes a trade; the record is valid during the call.
    interface Sink {
        void trade(MarketRecord record, long offset, long nextOffset);
    }

    /// The file's incarnation; 0 while it could not be read yet.
    long generation();

    /// Where the file's first record begins.
    long firstOffset();

    /// Where the session that runs begins.
    long sessionOffset();

    /// Up to where there are trades to pass.
    long end();

    /// The first record whose time is not before a moment, as far as the file is in order; [#end] where there is none.
    long offsetOf(long timeUs) throws IOException;

    /// The time of the first record from an offset on that has one, in microseconds since 1970; `otherwise` where
    /// there is none near.
    long timeUs(long offset, long otherwise) throws IOException;

    /// Passes the trades among the next `records` records that begin at an offset or after it; gives the offset
    /// after the last record looked at.
    long pass(long from, int records, Sink sink) throws IOException;
}
