package io.deltatape.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The rules of a reader (PROTOCOL, "Deltas in a compacted topic"), one by one.
final class SymbolTrackerTest {
    private static final Symbol SYMBOL = new Symbol("NQU25-CME");
    private static final long EPOCH = 1_754_305_425_000_000L;
    private static final HopStamps STAMPS = new HopStamps(1, 2, 3);

    private final SymbolTracker tracker = new SymbolTracker(SYMBOL);

    private static MarketState volume(long volume) {
        return MarketState.builder().set(Field.VOLUME, volume).build();
    }

    private static StreamPosition at(long epoch, long version) {
        return new StreamPosition(epoch, version);
    }

    private static Update keyframe(long epoch, long version, long volume) {
        return Update.Keyframe.of(SYMBOL, at(epoch, version), STAMPS, volume(volume));
    }

    private static Update merged(long epoch, long base, long version, long volume) {
        StateDelta change = StateDelta.builder().set(Field.VOLUME, volume).build();
        return new Update.Delta(SYMBOL, at(epoch, version), base, STAMPS, change);
    }

    private static Update delta(long epoch, long version, long volume) {
        return merged(epoch, version - 1, version, volume);
    }

    private static Update unresolved(long epoch, long version) {
        return new Update.UnresolvedDelta(SYMBOL, at(epoch, version).epochLow(), version, version - 1);
    }

    private void assertHolds(long epoch, long version, long volume) {
        assertThat(tracker.position()).isEqualTo(at(epoch, version));
        assertThat(tracker.state()).isEqualTo(volume(volume));
        assertThat(tracker.hasState()).isTrue();
    }

    @Test
    void beginsWithNothingAndInAGap() {
        assertThat(tracker.position()).isEqualTo(StreamPosition.NONE);
        assertThat(tracker.state()).isEqualTo(MarketState.EMPTY);
        assertThat(tracker.hasState()).isFalse();
        assertThat(tracker.isInGap()).isTrue();
    }

    @Test
    void aDeltaBeforeTheFirstKeyframeIsAGapWhateverItsEpoch() {
        assertThat(tracker.offer(delta(EPOCH, 2, 1))).isEqualTo(ApplyOutcome.GAP);
        assertThat(tracker.offer(delta(0, 1, 1))).isEqualTo(ApplyOutcome.GAP);
        assertThat(tracker.offer(unresolved(EPOCH, 2))).isEqualTo(ApplyOutcome.GAP);
        assertThat(tracker.hasState()).isFalse();
    }

    @Test
    void aKeyframeIsAdoptedAndTheNextVersionApplied() {
        assertThat(tracker.offer(keyframe(EPOCH, 33, 5))).isEqualTo(ApplyOutcome.ADOPTED);
        assertThat(tracker.isInGap()).isFalse();
        assertThat(tracker.offer(delta(EPOCH, 34, 6))).isEqualTo(ApplyOutcome.APPLIED);
        assertHolds(EPOCH, 34, 6);
        assertThat(tracker.stamps()).isEqualTo(STAMPS);
    }

    @Test
    void aVersionNotAboveTheHeldOneIsOld() {
        tracker.offer(keyframe(EPOCH, 33, 5));

        assertThat(tracker.offer(delta(EPOCH, 33, 6))).isEqualTo(ApplyOutcome.OLD);
        assertThat(tracker.offer(delta(EPOCH, 2, 6))).isEqualTo(ApplyOutcome.OLD);
        assertThat(tracker.offer(merged(EPOCH, 30, 33, 6))).isEqualTo(ApplyOutcome.OLD);
        assertThat(tracker.offer(keyframe(EPOCH, 32, 6))).isEqualTo(ApplyOutcome.OLD);
        assertThat(tracker.offer(unresolved(EPOCH, 33))).isEqualTo(ApplyOutcome.OLD);
        assertHolds(EPOCH, 33, 5);
        assertThat(tracker.isInGap()).isFalse();
    }

    @Test
    void aMissingVersionIsAGapUntilTheNextKeyframe() {
        tracker.offer(keyframe(EPOCH, 33, 5));

        assertThat(tracker.offer(delta(EPOCH, 35, 7))).isEqualTo(ApplyOutcome.GAP);
        assertHolds(EPOCH, 33, 5);
        assertThat(tracker.isInGap()).isTrue();
        assertThat(tracker.offer(delta(EPOCH, 36, 8))).isEqualTo(ApplyOutcome.GAP);
        assertThat(tracker.offer(keyframe(EPOCH, 36, 8))).isEqualTo(ApplyOutcome.ADOPTED);
        assertHolds(EPOCH, 36, 8);
        assertThat(tracker.isInGap()).isFalse();
    }

    @Test
    void aPackedDeltaBeyondTheNextVersionIsAGapAndOneOfAnotherEpochIsNot() {
        tracker.offer(keyframe(EPOCH, 33, 5));

        assertThat(tracker.offer(unresolved(EPOCH + 1, 35))).isEqualTo(ApplyOutcome.OLD);
        assertThat(tracker.isInGap()).isFalse();
        assertThat(tracker.offer(unresolved(EPOCH, 35))).isEqualTo(ApplyOutcome.GAP);
        assertThat(tracker.isInGap()).isTrue();
    }

    @Test
    void aMergedDeltaIsAppliedFromItsBaseUpToBeforeItsVersionAndNowhereElse() {
        for (long held = 30; held <= 36; held++) {
            var reader = new SymbolTracker(SYMBOL);
            reader.offer(keyframe(EPOCH, held, 5));
            ApplyOutcome expected = held < 32 ? ApplyOutcome.GAP : held < 35 ? ApplyOutcome.APPLIED : ApplyOutcome.OLD;

            assertThat(reader.offer(merged(EPOCH, 32, 35, 9)))
                    .as("held %d", held)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aHigherEpochIsAdoptedFromAKeyframeOnly() {
        tracker.offer(keyframe(EPOCH, 33, 5));

        assertThat(tracker.offer(delta(EPOCH + 1, 34, 6))).isEqualTo(ApplyOutcome.GAP);
        assertThat(tracker.offer(merged(EPOCH + 1, 0, 34, 6))).isEqualTo(ApplyOutcome.GAP);
        assertHolds(EPOCH, 33, 5);
        assertThat(tracker.offer(keyframe(EPOCH + 1, 1, 7))).isEqualTo(ApplyOutcome.ADOPTED);
        assertHolds(EPOCH + 1, 1, 7);
    }

    @Test
    void nothingOfALowerEpochIsTaken() {
        tracker.offer(keyframe(EPOCH, 3, 5));

        assertThat(tracker.offer(keyframe(EPOCH - 1, 99, 6))).isEqualTo(ApplyOutcome.OLD);
        assertThat(tracker.offer(delta(EPOCH - 1, 4, 6))).isEqualTo(ApplyOutcome.OLD);
        assertThat(tracker.offer(unresolved(EPOCH - 1, 4))).isEqualTo(ApplyOutcome.OLD);
        assertHolds(EPOCH, 3, 5);
        assertThat(tracker.isInGap()).isFalse();
    }

    @Test
    void aKeyframeOfTheHeldVersionConfirmsOrHeals() {
        tracker.offer(keyframe(EPOCH, 33, 5));

        assertThat(tracker.offer(keyframe(EPOCH, 33, 5))).isEqualTo(ApplyOutcome.CONFIRMED);
        assertThat(tracker.offer(keyframe(EPOCH, 33, 6))).isEqualTo(ApplyOutcome.HEALED);
        assertHolds(EPOCH, 33, 6);
    }

    @Test
    void aMalformedRecordChangesNothing() {
        tracker.offer(keyframe(EPOCH, 33, 5));

        assertThat(tracker.offer(new Update.Malformed(SYMBOL, "bad"))).isEqualTo(ApplyOutcome.MALFORMED);
        assertHolds(EPOCH, 33, 5);
        assertThat(tracker.isInGap()).isFalse();
    }

    @Test
    void onlyTakenUpdatesCountAsAChangeOfState() {
        assertThat(ApplyOutcome.values())
                .filteredOn(ApplyOutcome::changedState)
                .containsExactly(ApplyOutcome.ADOPTED, ApplyOutcome.APPLIED, ApplyOutcome.HEALED);
    }
}
