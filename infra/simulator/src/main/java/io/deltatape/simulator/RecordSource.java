package io.deltatape.simulator;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/// Where the simulator's records come from: which symbols, which records, and when each is due. Immutable; what
/// [#begin] returns belongs to the thread that asked for it.
public interface RecordSource {

    /// The symbols, each once; [Scheduled#symbol] counts in this list.
    List<String> symbols();

    /// The records in the order in which they are due, from the first one. `now` is the time at which a run begins; the
    /// iterator throws
    /// [java.io.UncheckedIOException] when its file can't be read.
    Iterator<Scheduled> begin(Instant now);

    /// A record and the time, counted from the start of the run, at which it is to be appended.
    record Scheduled(long dueNanos, int symbol, SimulatedRecord record) {
        /// Due as soon as there is time for it.
        public static final long AT_ONCE = Long.MIN_VALUE;
    }
}
