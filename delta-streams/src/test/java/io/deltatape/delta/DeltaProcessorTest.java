package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import io.deltatape.contract.SlotKey;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeltaProcessorTest {
    private static final Symbol NQ = new Symbol("NQZ26-CME");
    private static final Symbol ES = new Symbol("ESZ26-CME");
    private static final long OWN = 7;

    private final Pipeline pipeline = new Pipeline(WireFormat.JSON);
    private long sequence;

    @AfterEach
    void close() {
        pipeline.assertNoFailures();
        pipeline.close();
    }

    private static MarketState priced(long quarters) {
        return MarketState.builder()
                .set(Field.LAST_PRICE, quarters * Price.ONE / 4)
                .set(Field.OPEN, Price.ONE)
                .set(Field.SESSION_DATE, 20_000)
                .build();
    }

    private Snapshot snapshot(Symbol symbol, long price) {
        return snapshot(symbol, OWN, ++sequence, 1, priced(price));
    }

    private static Snapshot snapshot(Symbol symbol, long own, long sequence, long generation, MarketState state) {
        return new Snapshot(
                symbol, own, sequence, generation, "scid", new HopStamps(1_000, 1_200, 0), FileCursor.NONE, 0, state);
    }

    @Test
    void firstSnapshotOfASymbolBecomesAKeyframeAtVersionOneAndNoDelta() {
        var seen = pipeline.pipe(snapshot(NQ, 4));

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().isKeyframe()).isTrue();
        assertThat(seen.getFirst().position().version()).isEqualTo(1);
    }

    @Test
    void deltaSaysOnlyWhatChangedAndWhenItWasComputed() {
        pipeline.pipe(snapshot(NQ, 4));

        var seen = pipeline.pipe(snapshot(NQ, 5));

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().key()).isEqualTo("NQZ26-CME|2");
        assertThat(seen.getFirst().update()).isInstanceOfSatisfying(Update.Delta.class, delta -> {
            assertThat(delta.change().changed()).isEqualTo(Field.LAST_PRICE.bit());
            long nowUs = pipeline.now().toEpochMilli() * 1_000;
            assertThat(delta.stamps()).isEqualTo(new HopStamps(1_000, 1_200, nowUs));
        });
    }

    @Test
    void keyframeFollowsEveryThirtySecondDeltaAtTheSameVersion() {
        var keyframes = IntStream.rangeClosed(1, 130)
                .mapToObj(price -> pipeline.pipe(snapshot(NQ, price)))
                .flatMap(List::stream)
                .filter(StrictReader.Seen::isKeyframe)
                .map(seen -> seen.position().version());

        assertThat(keyframes).containsExactly(1L, 33L, 65L, 97L, 129L);
    }

    @Test
    void quietSymbolGetsAKeyframeAMinuteAndNoDelta() {
        pipeline.pipe(snapshot(NQ, 4));
        pipeline.pipe(snapshot(NQ, 5));
        pipeline.advance(Pipeline.KEYFRAME_INTERVAL);

        var seen = pipeline.advance(Duration.ofMinutes(5));

        assertThat(seen).allMatch(StrictReader.Seen::isKeyframe).hasSizeBetween(5, 6);
        assertThat(seen).allMatch(keyframe -> keyframe.position().version() == 2);
    }

    @Test
    void deltaLargerThanTheStateIsFollowedByAKeyframe() {
        var bids = IntStream.range(0, 80)
                .mapToLong(i -> i % 2 == 0 ? (100 + i) * Price.ONE : 3)
                .toArray();
        pipeline.pipe(snapshot(NQ, 4));

        var seen = pipeline.pipe(snapshot(
                NQ,
                OWN,
                ++sequence,
                1,
                MarketState.builder().side(Field.BIDS, bids).build()));

        assertThat(seen).extracting(StrictReader.Seen::isKeyframe).containsExactly(false, true);
    }

    @Test
    void repeatedAndOlderSnapshotsAreDroppedAndCounted() {
        pipeline.pipe(snapshot(NQ, OWN, 10, 1, priced(4)));

        assertThat(pipeline.pipe(snapshot(NQ, OWN, 10, 1, priced(5)))).isEmpty();
        assertThat(pipeline.pipe(snapshot(NQ, OWN, 9, 1, priced(6)))).isEmpty();
        assertThat(pipeline.pipe(snapshot(NQ, OWN - 1, 99, 2, priced(7)))).isEmpty();

        assertThat(pipeline.figures.read().droppedOld()).isEqualTo(3);
        assertThat(pipeline.shown(NQ)).isEqualTo(priced(4));
    }

    @Test
    void higherIncarnationOfABridgeIsAcceptedWhateverItsSequence() {
        pipeline.pipe(snapshot(NQ, OWN, 10, 1, priced(4)));

        assertThat(pipeline.pipe(snapshot(NQ, OWN + 1, 1, 1, priced(5)))).hasSize(1);
        assertThat(pipeline.shown(NQ)).isEqualTo(priced(5));
    }

    @Test
    void snapshotThatChangesNothingWritesNothingButMovesTheOrderOn() {
        pipeline.pipe(snapshot(NQ, OWN, 10, 1, priced(4)));

        assertThat(pipeline.pipe(snapshot(NQ, OWN, 12, 1, priced(4)))).isEmpty();
        assertThat(pipeline.pipe(snapshot(NQ, OWN, 11, 1, priced(5)))).isEmpty();

        assertThat(pipeline.figures.read().unchanged()).isEqualTo(1);
        assertThat(pipeline.figures.read().droppedOld()).isEqualTo(1);
    }

    @Test
    void changedFileBeginsAnEpochForItsSymbolOnly() {
        long epoch = pipeline.pipe(snapshot(NQ, 4)).getFirst().position().epoch();
        pipeline.pipe(snapshot(ES, 4));

        var seen = pipeline.pipe(snapshot(NQ, OWN, ++sequence, 2, priced(4)));

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().isKeyframe()).isTrue();
        assertThat(seen.getFirst().position().version()).isEqualTo(1);
        assertThat(seen.getFirst().position().epoch()).isGreaterThan(epoch);
        var other = pipeline.pipe(snapshot(ES, 5)).getFirst();
        assertThat(other.position()).isEqualTo(new StreamPosition(epoch, 2));
    }

    @Test
    void malformedSnapshotsAreCountedAndTheRestGoesOn() {
        pipeline.pipe(snapshot(NQ, 4));

        assertThat(pipeline.pipe(NQ.name(), "{".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(pipeline.pipe(NQ.name(), new byte[0])).isEmpty();
        assertThat(pipeline.pipe(NQ.name(), new byte[] {(byte) 0xb2, 1})).isEmpty();
        assertThat(pipeline.pipe("a|b", pipeline.encode(snapshot(NQ, 5)))).isEmpty();
        assertThat(pipeline.pipe("other", pipeline.encode(snapshot(NQ, 5)))).isEmpty();
        assertThat(pipeline.pipe(null, pipeline.encode(snapshot(NQ, 5)))).isEmpty();
        assertThat(pipeline.pipe(null, null)).isEmpty();

        assertThat(pipeline.figures.read().malformed()).isEqualTo(7);
        assertThat(pipeline.pipe(snapshot(NQ, 6))).hasSize(1);
    }

    @Test
    void tombstoneClearsEverySlotThenTheKeyframeAndTheSymbolComesBackInALaterEpoch() {
        long epoch = pipeline.pipe(snapshot(NQ, 4)).getFirst().position().epoch();

        var seen = pipeline.pipe(NQ.name(), null);

        assertThat(seen).allMatch(StrictReader.Seen::isTombstone).hasSize(SlotKey.SLOTS + 1);
        assertThat(seen.stream().map(StrictReader.Seen::key).distinct()).hasSize(SlotKey.SLOTS + 1);
        assertThat(seen.getLast().key()).isEqualTo(SlotKey.keyframe(NQ));
        assertThat(pipeline.store()).isEmpty();
        assertThat(pipeline.figures.read().symbols()).isZero();
        assertThat(pipeline.advance(Duration.ofMinutes(3))).isEmpty();
        var again = pipeline.pipe(snapshot(NQ, 5)).getFirst();
        assertThat(again.position().version()).isEqualTo(1);
        assertThat(again.position().epoch()).isGreaterThan(epoch);
    }

    @Test
    void tombstoneOfAnUnknownSymbolClearsTooSinceItMayHaveBeenCutShortBefore() {
        assertThat(pipeline.pipe(NQ.name(), null)).hasSize(SlotKey.SLOTS + 1);
    }

    @Test
    void canaryFlowsLikeAnyOther() {
        var canary = new Symbol("~bridge.3.0");
        pipeline.pipe(snapshot(canary, 4));

        assertThat(pipeline.pipe(snapshot(canary, 5)).getFirst().isDelta()).isTrue();
        assertThat(pipeline.shown(canary)).isEqualTo(priced(5));
    }

    @Test
    void restartedTaskOpensAHigherEpochWithAKeyframeBeforeAnyDelta() {
        long epoch = pipeline.pipe(snapshot(NQ, 4)).getFirst().position().epoch();
        pipeline.pipe(snapshot(ES, 4));

        pipeline.restart(pipeline.store());
        var first = pipeline.pipe(snapshot(NQ, 5));
        var rest = pipeline.advance(Duration.ofMillis(2));

        assertThat(first).extracting(StrictReader.Seen::isKeyframe).containsExactly(true, false);
        assertThat(first.getFirst().position().epoch()).isGreaterThan(epoch);
        assertThat(first.getLast().position().version()).isEqualTo(2);
        assertThat(rest).hasSize(1);
        assertThat(rest.getFirst().key()).isEqualTo(ES.name());
        assertThat(rest.getFirst().position())
                .isEqualTo(new StreamPosition(first.getFirst().position().epoch(), 1));
    }

    @Test
    void oldInputWhoseEndHoldsNoRecordIsWaitedForNoLongerThanTwoSeconds() {
        pipeline.pipe(snapshot(NQ, 4));

        pipeline.restart(pipeline.store(), 2);
        assertThat(pipeline.pipe(snapshot(NQ, 5))).isEmpty();
        assertThat(pipeline.advance(Duration.ofMillis(1_500))).isEmpty();
        assertThat(pipeline.advance(Duration.ofMillis(1_500))).hasSize(1);
        assertThat(pipeline.shown(NQ)).isEqualTo(priced(5));
        assertThat(pipeline.pipe(snapshot(NQ, 6))).hasSize(1);
    }

    @Test
    void newInputEndsTheSilence() {
        pipeline.pipe(snapshot(NQ, 4));
        pipeline.restart(pipeline.store(), 1);

        var seen = pipeline.pipe(snapshot(NQ, 5));
        assertThat(seen).extracting(StrictReader.Seen::isKeyframe).containsExactly(true);
        assertThat(pipeline.pipe(snapshot(NQ, 6)))
                .extracting(StrictReader.Seen::isDelta)
                .containsExactly(true);
    }

    @Test
    void symbolThatEndedInTheOldInputIsEndedAtOnceAndMayComeBackInIt() {
        pipeline.pipe(snapshot(NQ, 4));
        pipeline.pipe(snapshot(ES, 4));
        pipeline.restart(pipeline.store(), 3);

        assertThat(pipeline.pipe(NQ.name(), null)).hasSize(SlotKey.SLOTS + 1);
        assertThat(pipeline.pipe(snapshot(NQ, 5))).isEmpty();
        assertThat(pipeline.pipe(snapshot(NQ, 6))).hasSize(2).allMatch(StrictReader.Seen::isKeyframe);
        assertThat(pipeline.shown(NQ)).isEqualTo(priced(6));
        assertThat(pipeline.shown(ES)).isEqualTo(priced(4));
    }

    @Test
    void restartedTaskRemembersTheOrderOfTheRestoredSnapshots() {
        pipeline.pipe(snapshot(NQ, OWN, 10, 1, priced(4)));

        pipeline.restart(pipeline.store());
        pipeline.advance(Duration.ofMillis(2));

        assertThat(pipeline.pipe(snapshot(NQ, OWN, 10, 1, priced(4)))).isEmpty();
        assertThat(pipeline.figures.read().droppedOld()).isEqualTo(1);
        assertThat(pipeline.shown(NQ)).isEqualTo(priced(4));
    }

    @Test
    void epochGrowsThoughTheClockWasSetBack() {
        long epoch = pipeline.pipe(snapshot(NQ, 4)).getFirst().position().epoch();

        pipeline.setClock(pipeline.now().minus(Duration.ofDays(1)));
        pipeline.restart(pipeline.store());

        assertThat(pipeline.advance(Duration.ofMillis(2)).getFirst().position().epoch())
                .isBetween(epoch + 1_000_000, epoch + 1_100_000);
    }

    @Test
    void noEpochWithinATaskIsAboveTheTaskThatReplacedIt() {
        pipeline.pipe(snapshot(NQ, 4));
        pipeline.pipe(snapshot(ES, 4));
        long seenByTheNext = pipeline.reader.highestEpoch();
        long ofTheNext = StreamPosition.taskEpoch(pipeline.now().toEpochMilli() * 1_000, seenByTheNext, 0);

        pipeline.setClock(pipeline.now().plus(Duration.ofHours(1)));
        pipeline.pipe(snapshot(NQ, OWN, ++sequence, 2, priced(5)));
        pipeline.pipe(NQ.name(), null);
        pipeline.pipe(snapshot(NQ, 6));
        pipeline.pipe(snapshot(ES, OWN, ++sequence, 3, priced(5)));

        assertThat(pipeline.reader.highestEpoch()).isGreaterThan(seenByTheNext).isLessThan(ofTheNext);
    }

    @Test
    void restoredGarbageIsCountedAndTheSymbolBeginsWithItsNextSnapshot() {
        pipeline.restart(Map.of(NQ.name(), new byte[] {1, 2, 3}));

        assertThat(pipeline.advance(Duration.ofMillis(2))).isEmpty();
        assertThat(pipeline.figures.read().malformed()).isEqualTo(1);
        assertThat(pipeline.pipe(snapshot(NQ, 5)).getFirst().isKeyframe()).isTrue();
    }
}
