package io.deltatape.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.codec.WireFormat;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The model of `market.deltas`: whatever compaction removes, and whenever, a reader from the beginning ends with the
/// exact state, and no reader ever shows a state that was never true.
final class CompactedRingTest {
    private static final int SYMBOLS = 4;
    private static final int RECORDS = 1_500;
    private static final int SEEDS = 16;

    private final RecordReader reader = new RecordReader();

    static Stream<Arguments> formatsAndSeeds() {
        return Stream.of(WireFormat.values())
                .flatMap(format -> LongStream.range(0, SEEDS).mapToObj(seed -> Arguments.of(format, seed)));
    }

    /// A log and its writers: symbols interleaved, some much busier than others, epochs begun anew now and then.
    private static final class Market {
        final CompactedLog log = new CompactedLog();
        final List<RingWriter> writers = new ArrayList<>();
        final List<Map<StreamPosition, MarketState>> truths = new ArrayList<>();
        final SplittableRandom random;
        private final int epochEvery;

        Market(WireFormat format, long seed, int slots) {
            random = new SplittableRandom(seed);
            epochEvery = seed % 3 == 0 ? Integer.MAX_VALUE : 20 + random.nextInt(400);
            for (int i = 0; i < SYMBOLS; i++) {
                truths.add(RingWriter.truth());
                writers.add(new RingWriter(
                        new Symbol("S" + i), new RandomStates(seed * 31 + i), format, log, slots, truths.get(i)));
                writers.get(i).beginEpoch(0);
            }
        }

        void write(int records) {
            for (int i = 0; i < records; i++) {
                RingWriter writer = writers.get(Math.min(random.nextInt(SYMBOLS), random.nextInt(SYMBOLS)));
                if (random.nextInt(epochEvery) == 0) {
                    writer.beginEpoch(writer.position().epoch());
                } else if (random.nextInt(200) == 0) {
                    writer.writeKeyframe();
                } else {
                    writer.step();
                }
            }
        }

        void compactSome() {
            log.compactBefore(random.nextLong(0, log.end() + 1));
        }
    }

    /// Reads the log onwards from an offset and checks every state that it shows.
    private final class Follower {
        final List<SymbolTracker> trackers = IntStream.range(0, SYMBOLS)
                .mapToObj(i -> new SymbolTracker(new Symbol("S" + i)))
                .toList();
        final Map<ApplyOutcome, Integer> outcomes = new EnumMap<>(ApplyOutcome.class);
        private final Market market;
        private final long seed;
        private long at;

        Follower(Market market, long seed, long from) {
            this.market = market;
            this.seed = seed;
            this.at = from;
        }

        void read(int max) {
            for (CompactedLog.Entry entry : market.log.read(at, max)) {
                int index = Integer.parseInt(SlotKey.symbolName(entry.key()).substring(1));
                SymbolTracker tracker = trackers.get(index);
                StreamPosition before = tracker.position();
                ApplyOutcome outcome = tracker.offer(reader.update(tracker, entry.value()));
                outcomes.merge(outcome, 1, Integer::sum);
                boolean isTrue =
                        Objects.equals(tracker.state(), market.truths.get(index).get(tracker.position()));
                if (!isTrue || tracker.position().compareTo(before) < 0) {
                    fail(
                            "shows %s after %s, a true state: %s; offset %d, seed %d",
                            tracker.position(), before, isTrue, entry.offset(), seed);
                }
                at = entry.offset() + 1;
            }
            assertThat(outcomes).as("seed %d", seed).doesNotContainKeys(ApplyOutcome.HEALED, ApplyOutcome.MALFORMED);
        }

        void readAll() {
            read(Integer.MAX_VALUE);
        }

        boolean isExact(int index) {
            SymbolTracker tracker = trackers.get(index);
            RingWriter writer = market.writers.get(index);
            return !tracker.isInGap()
                    && tracker.position().equals(writer.position())
                    && tracker.state().equals(writer.state());
        }

        void assertExact(String when) {
            for (int i = 0; i < SYMBOLS; i++) {
                if (!isExact(i)) {
                    SymbolTracker tracker = trackers.get(i);
                    fail(
                            "%s: symbol %d holds %s, expected %s; gap: %s; seed %d",
                            when, i, tracker.position(), market.writers.get(i).position(), tracker.isInGap(), seed);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formatsAndSeeds")
    void aReaderFromTheBeginningIsExactAtTheEndWheneverTheLogWasCompacted(WireFormat format, long seed) {
        var market = new Market(format, seed, SlotKey.SLOTS);
        for (int i = 0; i < 12; i++) {
            market.write(market.random.nextInt(2 * RECORDS / 12));
            market.compactSome();
            var follower = new Follower(market, seed, 0);
            follower.readAll();
            follower.assertExact("after compaction " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("formatsAndSeeds")
    void aReaderStaysExactThoughTheLogIsCompactedWhileItReads(WireFormat format, long seed) {
        var market = new Market(format, seed, SlotKey.SLOTS);
        market.write(RECORDS / 3);
        var follower = new Follower(market, seed, 0);
        for (int i = 0; i < 60; i++) {
            follower.read(market.random.nextInt(60));
            market.write(market.random.nextInt(2 * RECORDS / 60));
            if (market.random.nextInt(3) == 0) {
                market.compactSome();
            }
        }
        follower.readAll();
        follower.assertExact("at the end");
    }

    @ParameterizedTest
    @MethodSource("formatsAndSeeds")
    void aReaderFromTheMiddleIsNeverWrongAndIsExactAfterTheNextKeyframe(WireFormat format, long seed) {
        var market = new Market(format, seed, SlotKey.SLOTS);
        market.write(RECORDS);
        var follower = new Follower(market, seed, market.random.nextLong(0, market.log.end()));
        for (int i = 0; i < 10; i++) {
            follower.read(market.random.nextInt(200));
            market.write(market.random.nextInt(50));
            market.compactSome();
        }
        market.writers.forEach(RingWriter::writeKeyframe);
        market.write(market.random.nextInt(100));
        follower.readAll();
        follower.assertExact("after the next keyframe");
    }

    @ParameterizedTest
    @MethodSource("formatsAndSeeds")
    void aLiveReaderThatMissesNothingNeverHasAGap(WireFormat format, long seed) {
        var market = new Market(format, seed, SlotKey.SLOTS);
        var follower = new Follower(market, seed, 0);
        for (int i = 0; i < RECORDS; i++) {
            market.write(1);
            follower.readAll();
            follower.assertExact("after record " + i);
        }
        assertThat(follower.outcomes).as("seed %d", seed).doesNotContainKeys(ApplyOutcome.GAP, ApplyOutcome.OLD);
    }

    @Test
    void aFullyCompactedLogHoldsAtMostAKeyframeAndTheSlotsOfEachSymbol() {
        for (long seed = 0; seed < 10; seed++) {
            var market = new Market(WireFormat.JSON, seed, SlotKey.SLOTS);
            market.write(4 * RECORDS);
            market.log.compactBefore(market.log.end());
            assertThat(market.log.size()).as("seed %d", seed).isLessThanOrEqualTo(SYMBOLS * (1 + SlotKey.SLOTS));
        }
    }

    /// Without this, the laws above might hold for a reason that has nothing to do with the ring.
    @Test
    void aRingSmallerThanTheKeyframesIntervalLosesTheStateInThisModel() {
        for (WireFormat format : WireFormat.values()) {
            int exact = 0;
            int lost = 0;
            for (long seed = 0; seed < SEEDS; seed++) {
                var market = new Market(format, seed, SlotKey.KEYFRAME_EVERY - 8);
                market.write(RECORDS);
                market.log.compactBefore(market.log.end());
                var follower = new Follower(market, seed, 0);
                follower.readAll();
                for (int i = 0; i < SYMBOLS; i++) {
                    exact += follower.isExact(i) ? 1 : 0;
                    lost += follower.isExact(i) ? 0 : 1;
                }
            }
            assertThat(lost)
                    .as("symbols lost, %s; %d were exact", format, exact)
                    .isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("formatsAndSeeds")
    void aZombieOfALowerEpochIsNeverShownAndTheNextKeyframeHealsWhatItHid(WireFormat format, long seed) {
        var market = new Market(format, seed, SlotKey.SLOTS);
        RingWriter zombie = market.writers.getFirst();
        market.write(RECORDS / 4);
        var live = new Follower(market, seed, 0);
        live.readAll();
        var successor = new RingWriter(
                zombie.symbol(),
                new RandomStates(seed + 1_000),
                format,
                market.log,
                SlotKey.SLOTS,
                market.truths.getFirst());
        successor.beginEpoch(zombie.position().epoch());
        market.writers.set(0, successor);
        live.readAll();
        for (int i = 0; i < RECORDS / 2; i++) {
            (market.random.nextInt(3) == 0 ? zombie : successor).step();
            live.read(1);
            live.assertExact("the live reader");
            if (market.random.nextInt(50) == 0) {
                market.compactSome();
                new Follower(
                                market,
                                seed,
                                market.random.nextBoolean() ? 0 : market.random.nextLong(0, market.log.end()))
                        .readAll();
            }
        }
        market.log.compactBefore(market.log.end());
        successor.writeKeyframe();
        var late = new Follower(market, seed, 0);
        late.readAll();
        late.assertExact("after the keyframe that follows the zombie");
    }
}
