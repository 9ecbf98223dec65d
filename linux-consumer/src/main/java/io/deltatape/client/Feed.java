package io.deltatape.client;

import io.deltatape.client.cache.Held;
import io.deltatape.client.cache.TtlCache;
import io.deltatape.client.transport.Transport;
import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Turns what a transport tells into the cache's states and proofs, and into deliveries to subscribers.
///
/// Owned by the feed thread, but for the counters, `ready` and `waitingFor`. Two rules carry it. Subscribers see
/// positions that strictly increase: a reading from the beginning passes through old states, which neither they nor
/// the cache are shown. And proof of being the newest comes from the source only: a keyframe that delta-streams repeats
/// each minute proves nothing, and history proves no more than that its state was the newest when the bridge saw it.
final class Feed implements Transport.Listener {
    /// Ended symbols whose position is remembered, so that no subscriber is taken back should they return.
    private static final int ENDED_MAX = 10_000;

    private final TtlCache cache;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final Subscriptions subscriptions;
    private final Map<Symbol, Line> lines = new HashMap<>();
    private final Map<Symbol, Line> ended = new LinkedHashMap<>();
    private boolean caughtUp;

    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile String waitingFor = "the feed to start";
    private final LongAdder updates = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private final LongAdder healed = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder bootstraps = new LongAdder();

    Feed(TtlCache cache, Subscriptions subscriptions, InstantSource clock, LongSupplier ticker) {
        this.cache = cache;
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public void waiting(String what) {
        waitingFor = what;
    }

    @Override
    public void reading() {
        bootstraps.increment();
        caughtUp = false;
    }

    @Override
    public void caughtUp() {
        caughtUp = true;
        for (Line line : lines.values()) {
            deliverFullIfDue(line);
        }
        ready.countDown();
    }

    @Override
    public void offered(
            int lane, Transport.Arrival arrival, SymbolTracker tracker, Update update, ApplyOutcome outcome) {
        cache.heard(ticker.getAsLong());
        count(outcome);
        Symbol symbol = tracker.symbol();
        if (symbol.isReserved()) {
            if (outcome.changedState()) {
                cache.confirmLane(lane, provedNanos(tracker.stamps(), arrival, outcome));
            }
        } else if (tracker.hasState()) {
            switch (outcome) {
                case ADOPTED, APPLIED, HEALED -> take(lane, arrival, tracker, update, outcome);
                case CONFIRMED -> endGap(symbol);
                case GAP -> beginGap(symbol);
                case MALFORMED -> cache.doubt(symbol);
                case OLD -> {}
            }
        }
    }

    @Override
    public void rejected() {
        malformed.increment();
    }

    private void count(ApplyOutcome outcome) {
        if (outcome == ApplyOutcome.HEALED) {
            healed.increment();
        } else if (outcome == ApplyOutcome.MALFORMED) {
            malformed.increment();
        }
    }

    /// When the state was the newest: now, if a delta led to it that is the last of its lane by now; otherwise, in the
    /// history and in a backlog, when the bridge saw it, by the bridge's clock.
    private long provedNanos(HopStamps stamps, Transport.Arrival arrival, ApplyOutcome outcome) {
        long now = ticker.getAsLong();
        if (caughtUp && arrival == Transport.Arrival.PRESENT && outcome == ApplyOutcome.APPLIED) {
            return now;
        }
        long agoUs = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()) - stamps.seenUs();
        return now - Math.clamp(agoUs, 0, TtlCache.LONG_AGO_NANOS / 1_000) * 1_000;
    }

    private void take(int lane, Transport.Arrival arrival, SymbolTracker tracker, Update update, ApplyOutcome outcome) {
        Held next = Held.of(tracker);
        Line line = lines.get(next.symbol());
        if (line == null) {
            line = begin(next);
        } else if (line.isBehind(next, outcome)) {
            line.hold(next);
        } else {
            if (next.position().equals(line.held().position())) {
                endGap(next.symbol());
            }
            return;
        }
        line.inGap = false;
        cache.put(next, lane, provedNanos(next.stamps(), arrival, outcome));
        if (caughtUp && line.isDue()) {
            deliver(line.deliver(update));
        }
    }

    private Line begin(Held first) {
        Line before = ended.remove(first.symbol());
        Line line = before == null ? new Line(first) : before;
        line.beginAgain(first);
        lines.put(first.symbol(), line);
        return line;
    }

    private void beginGap(Symbol symbol) {
        cache.doubt(symbol);
        Line line = lines.get(symbol);
        if (line != null && !line.inGap) {
            line.inGap = true;
            gaps.increment();
        }
    }

    private void endGap(Symbol symbol) {
        cache.trust(symbol);
        Line line = lines.get(symbol);
        if (line != null) {
            line.inGap = false;
            if (caughtUp) {
                deliverFullIfDue(line);
            }
        }
    }

    /// A state that is known to be behind, from a reading of the topic, is told only when it is made up for.
    private void deliverFullIfDue(Line line) {
        if (line.isDue() && !line.inGap) {
            deliver(line.deliverFull());
        }
    }

    private void deliver(MarketUpdate update) {
        updates.increment();
        subscriptions.update(update);
    }

    @Override
    public void retired(Symbol symbol) {
        Line line = lines.remove(symbol);
        if (line == null) {
            return;
        }
        cache.remove(symbol);
        line.end();
        ended.put(symbol, line);
        if (ended.size() > ENDED_MAX) {
            ended.remove(ended.keySet().iterator().next());
        }
        subscriptions.retire(symbol);
    }

    @Override
    public void batchEnded() {
        subscriptions.purge();
        if (caughtUp) {
            subscriptions.beginNew(this::states);
            subscriptions.endBatch();
        }
    }

    private Iterator<MarketUpdate> states() {
        List<MarketUpdate> states = new ArrayList<>(lines.size());
        for (Line line : lines.values()) {
            if (!line.inGap || !line.isDue()) {
                states.add(MarketUpdate.Full.of(line.held()));
            }
        }
        return states.iterator();
    }

    CountDownLatch ready() {
        return ready;
    }

    /// What the feed waits for, for a person to read.
    String waitingFor() {
        return waitingFor;
    }

    ClientFigures figures() {
        return new ClientFigures(
                updates.sum(),
                gaps.sum(),
                healed.sum(),
                malformed.sum(),
                bootstraps.sum(),
                cache.hits(),
                cache.misses(),
                subscriptions.failures());
    }
}
