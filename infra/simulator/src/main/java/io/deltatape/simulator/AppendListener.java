package io.deltatape.simulator;

/// Hears of every write that makes records whole in a file. Called by the thread that writes, right before the write
/// call, so a measurement that starts here counts the write itself; what a listener does delays the write, so it must
/// be quick.
@FunctionalInterface
public interface AppendListener {
    /// Takes no notice.
    AppendListener NONE = (symbol, firstRecordIndex, records, appendedNanos) -> {};

    /// `records` records, the first of them number `firstRecordIndex` of the file (from 0), become whole by the write
    /// about to begin. A record written in two pieces is reported with its second piece. Of [Misdeeds] nothing is
    /// heard, so after one that shortens the file a number comes again.
    void appended(String symbol, long firstRecordIndex, int records, long appendedNanos);

    /// The next record of the symbol's file is taken up, and will be part of a write to come. It was due at `dueNanos`
    /// of the same clock, however late that is by now: a measurement that starts there leaves out no stall.
    default void takenUp(String symbol, long dueNanos) {}
}
