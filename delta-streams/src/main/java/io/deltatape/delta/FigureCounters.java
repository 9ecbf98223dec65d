package io.deltatape.delta;

import java.util.concurrent.atomic.LongAdder;

/// Counts what the tasks of one application do. Thread-safe: written by the stream threads, read by anyone.
final class FigureCounters {
    /// Records read from `market.snapshots`, whatever became of them.
    final LongAdder snapshots = new LongAdder();
    final LongAdder deltas = new LongAdder();
    final LongAdder keyframes = new LongAdder();
    /// Snapshots that changed no field.
    final LongAdder unchanged = new LongAdder();
    /// Snapshots not above the (own, sequence) already taken.
    final LongAdder droppedOld = new LongAdder();
    final LongAdder malformed = new LongAdder();
    /// Symbols ended by a tombstone.
    final LongAdder retired = new LongAdder();
    /// Epochs begun: one per task start, one per change of a file's incarnation, retired symbol and failure.
    final LongAdder epochsBegun = new LongAdder();
    /// Records or punctuations that ended in an exception and were passed over.
    final LongAdder failures = new LongAdder();
    final LongAdder threadsReplaced = new LongAdder();
    /// Symbols held now, over all tasks.
    final LongAdder symbols = new LongAdder();

    Figures read() {
        return new Figures(
                snapshots.sum(),
                deltas.sum(),
                keyframes.sum(),
                unchanged.sum(),
                droppedOld.sum(),
                malformed.sum(),
                retired.sum(),
                epochsBegun.sum(),
                failures.sum(),
                threadsReplaced.sum(),
                symbols.sum());
    }
}
