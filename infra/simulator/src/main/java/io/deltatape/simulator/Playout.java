package io.deltatape.simulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Moves records from a source into the writers as they fall due. Knows no clock: the caller says how much time has
/// gone by. Open loop: a
/// late caller finds everything that is due meanwhile, in order, and nothing is skipped. One flush timer serves all
/// files, as Sierra Chart
/// has one setting for all. What no flush has written by the end, closing the writers does.
///
/// Owned by the simulator thread.
final class Playout {
    /// What [#step] returns when there is nothing more to come.
    static final long FINISHED = Long.MAX_VALUE;

    private final Iterator<RecordSource.Scheduled> source;
    private final List<ScidWriter> writers;
    private final SimulatorOptions options;
    private final long flushIntervalNanos;
    private final long durationNanos;
    private final long startNanos;
    private final List<ScidWriter> unflushed = new ArrayList<>();

    private RecordSource.@Nullable Scheduled next;
    private long taken;
    private long nextFlushNanos;
    private long latenessNanos;

    /// `startNanos`: when the run begins, on the clock of the writers' listeners.
    Playout(
            Iterator<RecordSource.Scheduled> source,
            List<ScidWriter> writers,
            SimulatorOptions options,
            long startNanos) {
        this.source = source;
        this.writers = writers;
        this.options = options;
        this.flushIntervalNanos = options.flushInterval().toNanos();
        this.startNanos = startNanos;
        this.durationNanos = options.durationMax().toNanos();
        this.nextFlushNanos = flushIntervalNanos;
        advance();
    }

    /// Appends what is due, one batch at most, and flushes when it is time. Returns when to come again, counted like
    /// `elapsedNanos` from
    /// the start, or [#FINISHED].
    long step(long elapsedNanos) throws IOException {
        if (flushIntervalNanos > 0 && elapsedNanos >= nextFlushNanos) {
            flush();
            nextFlushNanos = elapsedNanos - elapsedNanos % flushIntervalNanos + flushIntervalNanos;
        }
        appendDue(elapsedNanos);
        if (flushIntervalNanos == 0) {
            flush();
        }
        return nextStepNanos();
    }

    /// How late the last record taken up was; 0 for a source that keeps no time.
    long latenessNanos() {
        return latenessNanos;
    }

    private long nextStepNanos() {
        if (next == null) {
            return FINISHED;
        }
        boolean timerRuns = flushIntervalNanos > 0 && !unflushed.isEmpty();
        return timerRuns ? Math.min(next.dueNanos(), nextFlushNanos) : next.dueNanos();
    }

    private void appendDue(long elapsedNanos) throws IOException {
        for (int batch = 0; batch < options.batchRecordsMax(); batch++) {
            RecordSource.Scheduled due = next;
            if (due == null || due.dueNanos() > elapsedNanos) {
                return;
            }
            ScidWriter writer = writers.get(due.symbol());
            if (!writer.holdsBytes()) {
                unflushed.add(writer);
            }
            latenessNanos = due.dueNanos() == RecordSource.Scheduled.AT_ONCE ? 0 : elapsedNanos - due.dueNanos();
            writer.append(due.record(), startNanos + elapsedNanos - latenessNanos);
            advance();
        }
    }

    private void advance() {
        next = taken++ < options.recordsMax() && source.hasNext() ? source.next() : null;
        if (next != null && next.dueNanos() >= durationNanos) {
            next = null;
        }
    }

    /// A writer that kept part of a record back stays on the list: the rest goes out with the next flush.
    private void flush() throws IOException {
        for (ScidWriter writer : unflushed) {
            writer.flush();
        }
        unflushed.removeIf(writer -> !writer.holdsBytes());
    }
}
