package io.deltatape.gateway;

import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.kafka.DeltaFollower;
import io.deltatape.gateway.feed.FeedSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A source of updates that the test drives by hand, in place of Kafka: the test's thread is the feed thread.
final class HandFeed implements FeedSource, FeedSource.Factory {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RecordReader reader = new RecordReader();
    private final Map<Symbol, SymbolTracker> trackers = new HashMap<>();
    private DeltaFollower.@Nullable Listener listener;
    private volatile boolean caughtUp = true;
    private @Nullable RuntimeException fault;

    @Override
    public FeedSource create(DeltaFollower.Listener given) {
        listener = given;
        return this;
    }

    @Override
    public void run() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (fault != null) {
            throw fault;
        }
    }

    @Override
    public boolean isCaughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    void setCaughtUp(boolean value) {
        caughtUp = value;
    }

    /// Makes the feed thread end by a fault.
    void fail(RuntimeException with) {
        fault = with;
        close();
    }

    /// A record of the topic, as the follower would take it.
    ApplyOutcome record(Symbol symbol, byte[] bytes) {
        SymbolTracker tracker = trackers.computeIfAbsent(symbol, SymbolTracker::new);
        Update update = reader.update(tracker, bytes);
        ApplyOutcome outcome = tracker.offer(update);
        listener().updated(tracker, update, outcome, bytes);
        return outcome;
    }

    /// A record whose key names no symbol.
    void rejected() {
        listener().rejected();
    }

    void retire(Symbol symbol) {
        trackers.remove(symbol);
        listener().retired(symbol);
    }

    /// A partition is read again from its beginning.
    void restart() {
        caughtUp = false;
        listener().restarting();
    }

    void polled() {
        listener().polled();
    }

    private DeltaFollower.Listener listener() {
        if (listener == null) {
            throw new IllegalStateException("the gateway has not started");
        }
        return listener;
    }
}
