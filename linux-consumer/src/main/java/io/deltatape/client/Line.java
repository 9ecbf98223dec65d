package io.deltatape.client;

import io.deltatape.client.cache.Held;
import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Update;

/// What one symbol's subscribers have been told. Belongs to the feed thread.
final class Line {
    private Held held;
    private StreamPosition delivered = StreamPosition.NONE;
    /// Whether subscribers were told that the symbol ended, and nothing since.
    private boolean endTold;
    /// Whether the next delivery must stand on its own.
    private boolean broken = true;

    boolean inGap;

    Line(Held held) {
        this.held = held;
    }

    Held held() {
        return held;
    }

    /// Whether a tracker's state is newer than what is held: a reading from the beginning passes through old ones.
    boolean isBehind(Held next, ApplyOutcome outcome) {
        int order = next.position().compareTo(held.position());
        return order > 0 || (order == 0 && outcome == ApplyOutcome.HEALED);
    }

    void hold(Held next) {
        broken |= next.position().equals(held.position()) && !next.state().equals(held.state());
        held = next;
    }

    /// The symbol ended; if it comes back, then from a full state, and not below what was delivered.
    void end() {
        broken = true;
        inGap = false;
        endTold = true;
    }

    void beginAgain(Held next) {
        held = next;
    }

    /// Whether subscribers are behind; after an end they are told again of what they had.
    boolean isDue() {
        int order = held.position().compareTo(delivered);
        return order > 0 || (endTold && order == 0);
    }

    /// The delivery of what is held, after an update that led to it.
    MarketUpdate deliver(Update update) {
        boolean continues = !broken
                && update instanceof Update.Delta delta
                && delta.position().epoch() == delivered.epoch()
                && delta.baseVersion() <= delivered.version();
        MarketUpdate delivery = continues
                ? MarketUpdate.Changed.of(held, ((Update.Delta) update).change())
                : MarketUpdate.Full.of(held);
        return told(delivery);
    }

    MarketUpdate deliverFull() {
        return told(MarketUpdate.Full.of(held));
    }

    private MarketUpdate told(MarketUpdate delivery) {
        delivered = held.position();
        broken = false;
        endTold = false;
        return delivery;
    }
}
