package io.deltatape.client;

import io.deltatape.contract.Symbol;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The subscriptions of a client, at most [#COUNT_MAX].
///
/// Any thread adds; the feed thread delivers. A listener that throws loses its subscription: the others and the feed
/// go on.
final class Subscriptions {
    static final int COUNT_MAX = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final List<Subscription> all = new CopyOnWriteArrayList<>();
    private final LongAdder failures = new LongAdder();

    void add(Subscription subscription) {
        if (all.size() >= COUNT_MAX) {
            throw new IllegalStateException("this client has " + all.size()
                    + " subscriptions, expected at most that many: close those that are no longer used");
        }
        all.add(subscription);
    }

    void update(MarketUpdate update) {
        for (Subscription each : all) {
            if (each.isBegun() && each.wants(update.symbol())) {
                call(each, listener -> listener.updated(update));
            }
        }
    }

    void retire(Symbol symbol) {
        for (Subscription each : all) {
            if (each.isBegun() && each.wants(symbol)) {
                call(each, listener -> listener.retired(symbol));
            }
        }
    }

    /// Begins those that were added since the last time, each with these states.
    void beginNew(Iterable<MarketUpdate> states) {
        for (Subscription each : all) {
            if (!each.isBegun()) {
                each.begin();
                for (MarketUpdate state : states) {
                    if (each.wants(state.symbol())) {
                        call(each, listener -> listener.updated(state));
                    }
                }
            }
        }
    }

    /// Forgets those that were closed.
    void purge() {
        all.removeIf(Subscription::isClosed);
    }

    void endBatch() {
        for (Subscription each : all) {
            if (each.isBegun()) {
                call(each, MarketListener::batchEnded);
            }
        }
    }

    private void call(Subscription subscription, Consumer<MarketListener> call) {
        if (subscription.isClosed()) {
            return;
        }
        try {
            call.accept(subscription.listener());
        } catch (RuntimeException e) {
            subscription.close();
            failures.increment();
            LOG.error(
                    "a listener threw, its subscription is ended listener={}",
                    subscription.listener().getClass().getName(),
                    e);
        }
    }

    /// Listeners that threw.
    long failures() {
        return failures.sum();
    }
}
