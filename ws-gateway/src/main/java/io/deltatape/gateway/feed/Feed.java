package io.deltatape.gateway.feed;

import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.Field;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import io.deltatape.contract.kafka.DeltaFollower;
import io.deltatape.gateway.figures.Count;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.figures.GatewayClock;
import io.deltatape.gateway.figures.Hop;
import io.deltatape.gateway.figures.Latencies;
import io.deltatape.gateway.state.StateTable;
import io.deltatape.gateway.state.SymbolLog;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Puts what the follower reads into the state table, and passes on which symbols changed: once per poll, and only
/// while all that stood in the topic has been read, so that nobody is shown a state of the past as the present one.
///
/// Owned by the feed thread, except for the readings at the end.
public final class Feed implements DeltaFollower.Listener {
    private final StateTable table;
    private final Consumer<Set<SymbolLog>> changed;
    private final BooleanSupplier caughtUp;
    private final Counts counts;
    private final Latencies latencies;
    private final GatewayClock clock;
    private final CountDownLatch ready = new CountDownLatch(1);
    /// Bounded by the number of symbols.
    private Set<SymbolLog> touched = new LinkedHashSet<>();
    /// Symbols that ended since everything was read: when the topic was made anew, they are back before anyone looks.
    private final Set<SymbolLog> ended = new LinkedHashSet<>();
    private boolean live;
    private boolean anyRecord;
    private volatile long lastRecordNanos;

    /// `changed` gets each set for itself; `caughtUp` is asked on the feed thread.
    public Feed(
            StateTable table,
            Consumer<Set<SymbolLog>> changed,
            BooleanSupplier caughtUp,
            Counts counts,
            Latencies latencies,
            GatewayClock clock) {
        this.table = table;
        this.changed = changed;
        this.caughtUp = caughtUp;
        this.counts = counts;
        this.latencies = latencies;
        this.clock = clock;
        this.lastRecordNanos = clock.nowNanos();
    }

    @Override
    public void updated(SymbolTracker tracker, Update update, ApplyOutcome outcome, byte[] record) {
        anyRecord = true;
        count(outcome);
        if (!outcome.changedState()) {
            if (!tracker.symbol().isReserved()) {
                noteGap(tracker, update, outcome);
            }
            return;
        }
        long nowUs = clock.nowUs();
        if (tracker.symbol().isReserved()) {
            if (live) {
                latencies.recordUs(
                        Hop.CANARY_TO_GATEWAY, nowUs - tracker.stamps().seenUs());
            }
            return;
        }
        SymbolLog log = table.log(tracker.symbol());
        if (log.append(tracker, update, outcome, nowUs, clock.nowNanos())) {
            counts.increment(Count.UPDATES);
            log.show();
            touched.add(log);
            if (live && outcome == ApplyOutcome.APPLIED) {
                recordHops(tracker, nowUs);
            }
        }
    }

    /// A state that the reading from the beginning met with a gap behind it is not shown until the next keyframe. What
    /// is shown already stays.
    private void noteGap(SymbolTracker tracker, Update update, ApplyOutcome outcome) {
        Symbol symbol = tracker.symbol();
        if (outcome == ApplyOutcome.GAP) {
            if (!tracker.hasState() && update instanceof Update.Delta delta) {
                table.log(symbol).lead(delta);
            }
            if (!live) {
                table.begun(symbol).ifPresent(SymbolLog::hide);
            }
        } else if (outcome == ApplyOutcome.CONFIRMED) {
            table.begun(symbol).filter(SymbolLog::show).ifPresent(touched::add);
        }
    }

    @Override
    public void rejected() {
        counts.increment(Count.RECORDS);
        counts.increment(Count.MALFORMED);
    }

    private void count(ApplyOutcome outcome) {
        counts.increment(Count.RECORDS);
        switch (outcome) {
            case GAP -> counts.increment(Count.GAPS);
            case HEALED -> counts.increment(Count.HEALED);
            case MALFORMED -> counts.increment(Count.MALFORMED);
            case OLD -> counts.increment(Count.RECORDS_OLD);
            case ADOPTED, APPLIED, CONFIRMED -> {}
        }
    }

    private void recordHops(SymbolTracker tracker, long nowUs) {
        HopStamps stamps = tracker.stamps();
        if (tracker.state().has(Field.TS_EVENT)) {
            latencies.recordUs(
                    Hop.EVENT_TO_SEEN, stamps.seenUs() - tracker.state().value(Field.TS_EVENT));
        }
        latencies.recordUs(Hop.SEEN_TO_SENT, stamps.sentUs() - stamps.seenUs());
        latencies.recordUs(Hop.SENT_TO_COMPUTED, stamps.computedUs() - stamps.sentUs());
        latencies.recordUs(Hop.COMPUTED_TO_GATEWAY, nowUs - stamps.computedUs());
        latencies.recordUs(Hop.SEEN_TO_GATEWAY, nowUs - stamps.seenUs());
    }

    @Override
    public void restarting() {
        live = false;
        table.setComplete(false);
    }

    @Override
    public void retired(Symbol symbol) {
        if (!symbol.isReserved()) {
            SymbolLog log = table.log(symbol);
            log.end();
            ended.add(log);
        }
    }

    @Override
    public void polled() {
        long nowNanos = clock.nowNanos();
        if (anyRecord) {
            anyRecord = false;
            lastRecordNanos = nowNanos;
        }
        latencies.rotate(nowNanos);
        live = caughtUp.getAsBoolean();
        table.setComplete(live);
        if (live) {
            ready.countDown();
            retireEnded();
            if (!touched.isEmpty()) {
                Set<SymbolLog> passed = touched;
                touched = new LinkedHashSet<>();
                changed.accept(passed);
            }
        }
    }

    private void retireEnded() {
        for (SymbolLog log : ended) {
            log.retireIfEnded();
            if (log.isRetired()) {
                touched.add(log);
            }
        }
        ended.clear();
    }

    /// Waits until the feed has caught up for the first time; from any thread.
    public boolean awaitCaughtUp(long nanos) throws InterruptedException {
        return ready.await(nanos, TimeUnit.NANOSECONDS);
    }

    /// How long ago the last record came, a canary perhaps; from any thread.
    public long silenceNanos() {
        return clock.nowNanos() - lastRecordNanos;
    }
}
