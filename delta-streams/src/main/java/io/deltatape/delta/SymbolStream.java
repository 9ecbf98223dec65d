package io.deltatape.delta;

import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.SlotKey;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;

/// What a task holds of one symbol: the state last taken, where it stands in the bridge's order, and how far its
/// output has got.
///
/// A stream is *begun* once it has an epoch and the keyframe that opens it; until then no delta may be written.
/// Owned by the task's stream thread.
final class SymbolStream {
    private static final long NOT_BEGUN = 0;

    private final Symbol symbol;
    private final String[] slotKeys = new String[SlotKey.SLOTS];
    private long own;
    private long sequence;
    private long generation;
    private MarketState state;
    private HopStamps stamps;

    private long epoch = NOT_BEGUN;
    private long version = NOT_BEGUN;
    private long keyframeVersion;
    private long keyframeUs;
    private int keyframeBytes;

    SymbolStream(Snapshot first, HopStamps stamps) {
        this.symbol = first.symbol();
        this.own = first.own();
        this.sequence = first.sequence();
        this.generation = first.generation();
        this.state = first.state();
        this.stamps = stamps;
    }

    Symbol symbol() {
        return symbol;
    }

    /// Of the snapshot last taken.
    MarketState state() {
        return state;
    }

    /// Of the update that led to the state.
    HopStamps stamps() {
        return stamps;
    }

    StreamPosition position() {
        return new StreamPosition(epoch, version);
    }

    /// The epoch in which the symbol was last written by this task; 0 if it never was.
    long epoch() {
        return epoch;
    }

    boolean isBegun() {
        return version != NOT_BEGUN;
    }

    /// Whether a snapshot comes after the one last taken, in the order of the bridges.
    boolean isBefore(Snapshot snapshot) {
        return snapshot.own() != own ? snapshot.own() > own : snapshot.sequence() > sequence;
    }

    boolean isOfGeneration(long other) {
        return generation == other;
    }

    /// Notes a snapshot that changes nothing but its place in the order.
    void moveOn(Snapshot snapshot) {
        own = snapshot.own();
        sequence = snapshot.sequence();
        generation = snapshot.generation();
    }

    /// Takes a snapshot's state, not yet written.
    void take(Snapshot snapshot, HopStamps next) {
        moveOn(snapshot);
        state = snapshot.state();
        stamps = next;
    }

    /// Begins an epoch: the state held is its version 1.
    void begin(long nextEpoch) {
        epoch = nextEpoch;
        version = 1;
    }

    /// The chain of versions can no longer be vouched for: the next thing written is a keyframe of a later epoch.
    void end() {
        version = NOT_BEGUN;
    }

    /// A delta to the next version was written.
    void advance() {
        version++;
    }

    /// The key of the delta that leads to the next version.
    String nextSlotKey() {
        int slot = (int) ((version + 1) % SlotKey.SLOTS);
        String key = slotKeys[slot];
        if (key == null) {
            key = SlotKey.slot(symbol, slot);
            slotKeys[slot] = key;
        }
        return key;
    }

    /// A keyframe of the version was written.
    void noteKeyframe(long nowUs, int bytes) {
        keyframeVersion = version;
        keyframeUs = nowUs;
        keyframeBytes = bytes;
    }

    long versionsSinceKeyframe() {
        return version - keyframeVersion;
    }

    long keyframeUs() {
        return keyframeUs;
    }

    int keyframeBytes() {
        return keyframeBytes;
    }
}
