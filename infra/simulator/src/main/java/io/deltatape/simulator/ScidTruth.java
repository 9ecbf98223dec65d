package io.deltatape.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What a .scid file holds by what was asked of its writer, never by reading the file, so that the two can be
/// compared.
///
/// The thread that writes calls everything; [#records] may be called by any. `written` is guarded by this.
final class ScidTruth {
    private final boolean isKept;
    private final Deque<SimulatedRecord> waiting = new ArrayDeque<>();
    private final List<SimulatedRecord> written = new ArrayList<>();

    ScidTruth(boolean isKept) {
        this.isKept = isKept;
    }

    boolean isKept() {
        return isKept;
    }

    /// A record was taken up and waits for its write.
    void taken(SimulatedRecord record) {
        if (isKept) {
            waiting.add(record);
        }
    }

    /// The record taken up last will not be written.
    void dropped() {
        if (isKept) {
            waiting.removeLast();
        }
    }

    /// The next `count` that wait became whole, from number `first` on; they may lie over others.
    synchronized void becameWhole(long first, long count) {
        if (!isKept) {
            return;
        }
        for (long index = first; index < first + count; index++) {
            put(index, waiting.remove());
        }
    }

    /// The file was found to end with this record.
    synchronized void add(SimulatedRecord record) {
        put(written.size(), record);
    }

    synchronized void put(long index, SimulatedRecord record) {
        if (!isKept) {
            return;
        }
        if (index == written.size()) {
            written.add(record);
        } else {
            written.set((int) index, record);
        }
    }

    synchronized void truncate(long records) {
        if (isKept) {
            written.subList((int) records, written.size()).clear();
        }
    }

    synchronized List<SimulatedRecord> records() {
        if (!isKept) {
            throw new IllegalStateException("the truth was not kept; ask for it with the options' withTruth()");
        }
        return List.copyOf(written);
    }
}
