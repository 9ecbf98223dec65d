package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.SlotKey;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.RecordReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A reader of the output that also checks, with every record, the rules that a writer must keep: an epoch opens with a
/// keyframe at version 1, versions are contiguous, each stands in its slot, keyframes are frequent enough.
final class StrictReader {
    /// A record, as it was read; `update` is absent for a tombstone.
    record Seen(String key, @Nullable Update update, ApplyOutcome outcome) {
        boolean isKeyframe() {
            return update instanceof Update.Keyframe;
        }

        boolean isDelta() {
            return update instanceof Update.Delta;
        }

        boolean isTombstone() {
            return update == null;
        }

        StreamPosition position() {
            return switch (update) {
                case Update.Keyframe keyframe -> keyframe.position();
                case Update.Delta delta -> delta.position();
                case null, default -> throw new AssertionError("no position: " + this);
            };
        }
    }

    private final RecordReader records = new RecordReader();
    private final Map<String, SymbolTracker> trackers = new HashMap<>();
    private final Map<String, Long> keyframeVersions = new HashMap<>();
    private final Map<String, Instant> keyframeTimes = new HashMap<>();
    private long highestEpoch;

    Seen read(String key, byte @Nullable [] value, Instant now) {
        String name = SlotKey.symbolName(key);
        if (value == null) {
            if (SlotKey.isKeyframe(key)) {
                trackers.remove(name);
                keyframeTimes.remove(name);
            }
            return new Seen(key, null, ApplyOutcome.OLD);
        }
        var tracker = trackers.computeIfAbsent(name, n -> new SymbolTracker(new Symbol(n)));
        StreamPosition held = tracker.position();
        Update update = records.update(tracker, value);
        switch (update) {
            case Update.Keyframe keyframe -> checkKeyframe(key, keyframe, held, now);
            case Update.Delta delta -> checkDelta(key, delta, held);
            case Update.UnresolvedDelta _, Update.Malformed _ ->
                throw new AssertionError("held " + held + ", got " + update);
        }
        ApplyOutcome outcome = tracker.offer(update);
        assertThat(outcome).as("%s", update).isIn(ApplyOutcome.ADOPTED, ApplyOutcome.APPLIED, ApplyOutcome.CONFIRMED);
        return new Seen(key, update, outcome);
    }

    private void checkKeyframe(String key, Update.Keyframe keyframe, StreamPosition held, Instant now) {
        StreamPosition position = keyframe.position();
        assertThat(key).isEqualTo(SlotKey.keyframe(keyframe.symbol()));
        assertThat(keyframe.isIntact()).isTrue();
        if (position.epoch() == held.epoch()) {
            assertThat(position).as("keyframe beside its delta").isEqualTo(held);
        } else {
            assertThat(position.epoch()).as("epoch after %s", held).isGreaterThan(held.epoch());
            assertThat(position.version()).as("version that opens an epoch").isEqualTo(1);
            assertThat(position.epochLow()).as("low bits after %s", held).isNotEqualTo(held.epochLow());
        }
        highestEpoch = Math.max(highestEpoch, position.epoch());
        keyframeVersions.put(key, position.version());
        keyframeTimes.put(key, now);
    }

    private void checkDelta(String key, Update.Delta delta, StreamPosition held) {
        assertThat(delta.position()).isEqualTo(new StreamPosition(held.epoch(), held.version() + 1));
        assertThat(delta.isSingle()).isTrue();
        assertThat(delta.change().isEmpty()).isFalse();
        assertThat(key).isEqualTo(SlotKey.delta(delta.symbol(), delta.position().version()));
        long keyframeVersion = keyframeVersions.getOrDefault(delta.symbol().name(), 0L);
        assertThat(delta.position().version() - keyframeVersion)
                .as("versions since the keyframe")
                .isLessThanOrEqualTo(SlotKey.KEYFRAME_EVERY);
    }

    /// The longest time for which a symbol has now been without a keyframe.
    Duration longestWithoutKeyframe(Instant now) {
        return keyframeTimes.values().stream()
                .map(at -> Duration.between(at, now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    long highestEpoch() {
        return highestEpoch;
    }

    boolean knows(Symbol symbol) {
        return trackers.containsKey(symbol.name());
    }

    MarketState state(Symbol symbol) {
        var tracker = trackers.get(symbol.name());
        return tracker == null ? MarketState.EMPTY : tracker.state();
    }
}
