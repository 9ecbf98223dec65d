package io.deltatape.contract;

import io.deltatape.contract.codec.Codec;
import io.deltatape.contract.codec.WireFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Writes one symbol's stream into a log as delta-streams does, and remembers what was true at every position.
///
/// The size of the ring is a parameter, so that a test can show what a ring too small would break.
final class RingWriter {
    private final Symbol symbol;
    private final RandomStates states;
    private final Codec codec;
    private final CompactedLog log;
    private final int slots;
    private final Map<StreamPosition, MarketState> truth;
    private StreamPosition position = StreamPosition.NONE;
    private MarketState state;
    private int sinceKeyframe;
    private boolean keyframeIsDue;

    /// Several writers of one symbol share `truth`: no position may ever mean two states.
    RingWriter(
            Symbol symbol,
            RandomStates states,
            WireFormat format,
            CompactedLog log,
            int slots,
            Map<StreamPosition, MarketState> truth) {
        this.symbol = symbol;
        this.states = states;
        this.codec = format.codec();
        this.log = log;
        this.slots = slots;
        this.truth = truth;
        this.state = states.walk(1).getFirst();
    }

    static Map<StreamPosition, MarketState> truth() {
        return new HashMap<>(Map.of(StreamPosition.NONE, MarketState.EMPTY));
    }

    Symbol symbol() {
        return symbol;
    }

    StreamPosition position() {
        return position;
    }

    MarketState state() {
        return state;
    }

    /// Begins an epoch, after those that the writer has seen in the log, with a keyframe at version 1.
    void beginEpoch(long lastInOutput) {
        long own = position.epoch();
        long now = own + states.random().nextLong(1, 100_000);
        position = new StreamPosition(StreamPosition.taskEpoch(now, lastInOutput, own), 1);
        remember();
        writeKeyframe();
    }

    /// Writes one record: the delta to the next version, or the keyframe that follows a delta.
    void step() {
        if (keyframeIsDue) {
            writeKeyframe();
            return;
        }
        MarketState next = states.next(state);
        var delta = new Update.Delta(
                symbol,
                new StreamPosition(position.epoch(), position.version() + 1),
                position.version(),
                states.stamps(),
                StateDelta.between(state, next));
        byte[] bytes = codec.encode(delta, state);
        state = next;
        position = delta.position();
        remember();
        log.append(SlotKey.slot(symbol, (int) (position.version() % slots)), bytes);
        sinceKeyframe++;
        keyframeIsDue = sinceKeyframe == SlotKey.KEYFRAME_EVERY;
    }

    /// Writes the state as it is: when due, and whenever time has passed.
    void writeKeyframe() {
        log.append(
                SlotKey.keyframe(symbol), codec.encode(Update.Keyframe.of(symbol, position, states.stamps(), state)));
        sinceKeyframe = 0;
        keyframeIsDue = false;
    }

    private void remember() {
        MarketState before = truth.put(position, state);
        if (before != null && !Objects.equals(before, state)) {
            throw new AssertionError("the test itself is wrong: two states at " + position);
        }
    }
}
