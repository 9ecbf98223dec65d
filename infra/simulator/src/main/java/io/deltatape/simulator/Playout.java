package io.deltatape.simulator;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Moves records from a source into the files as they fall due, and commits misdeeds between them. Knows no clock:
/// the caller says how much time has gone by. Open loop: a late caller finds everything that is due meanwhile, in
/// order, and nothing is skipped; so what the files hold in the end does not depend on how late it was. One flush
/// timer serves all files, as Sierra Chart has one setting for all. What no flush has written by the end, closing the
/// files does.
///
/// Owned by the simulator thread.
final class Playout {
    /// What [#step] returns when there is nothing more to come.
    static final long FINISHED = Long.MAX_VALUE;

    private final Iterator<RecordSource.Scheduled> source;
    private final List<SymbolFiles> files;
    private final SimulatorOptions options;
    private final MisdeedSchedule misdeeds;
    private final long flushIntervalNanos;
    private final long durationNanos;
    private final Set<SymbolFiles> unflushed = new LinkedHashSet<>();
    private final long startNanos;

    private RecordSource.@Nullable Scheduled next;
    private long taken;
    private long nextFlushNanos;
    private long latenessNanos;

    /// `startNanos`: when the run begins, on the clock of the writers' listeners.
    Playout(
            Iterator<RecordSource.Scheduled> source,
            List<SymbolFiles> files,
            SimulatorOptions options,
            long startNanos) {
        this.source = source;
        this.files = files;
        this.options = options;
        this.misdeeds = new MisdeedSchedule(options.misdeeds(), files);
        this.flushIntervalNanos = options.flushInterval().toNanos();
        this.startNanos = startNanos;
        this.durationNanos = options.durationMax().toNanos();
        this.nextFlushNanos = flushIntervalNanos;
        advance();
    }

    /// Appends what is due, one batch at most, and flushes when it is time. Returns when to come again, counted like
    /// `elapsedNanos` from the start, or [#FINISHED].
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
        long wakeNanos = Math.min(next.dueNanos(), misdeeds.dueNanos());
        return timerRuns ? Math.min(wakeNanos, nextFlushNanos) : wakeNanos;
    }

    private void appendDue(long elapsedNanos) throws IOException {
        for (int batch = 0; batch < options.batchRecordsMax(); batch++) {
            RecordSource.Scheduled due = next;
            if (due == null) {
                return;
            }
            boolean hasTime = due.dueNanos() != RecordSource.Scheduled.AT_ONCE;
            misdeeds.commitDue(hasTime ? Math.min(due.dueNanos(), elapsedNanos) : elapsedNanos);
            if (due.dueNanos() > elapsedNanos) {
                return;
            }
            latenessNanos = hasTime ? elapsedNanos - due.dueNanos() : 0;
            SymbolFiles file = files.get(due.symbol());
            file.take(due.record(), startNanos + elapsedNanos - latenessNanos);
            unflushed.add(file);
            advance();
        }
    }

    private void advance() {
        next = taken++ < options.recordsMax() && source.hasNext() ? source.next() : null;
        if (next != null && next.dueNanos() >= durationNanos) {
            next = null;
        }
    }

    /// A file that kept part of a record back stays on the list: the rest goes out with the next flush.
    private void flush() throws IOException {
        for (SymbolFiles file : unflushed) {
            file.flush();
        }
        unflushed.removeIf(file -> !file.holdsBytes());
    }
}
