package io.deltatape.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.Field;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.SlotKey;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The log against a naive oracle: the list of all versions there ever were.
final class SymbolLogTest {
    private static final Symbol SYMBOL = new Symbol("GCZ26-CMX");
    private static final HopStamps STAMPS = new HopStamps(1, 2, 3);

    private final SymbolTracker tracker = new SymbolTracker(SYMBOL);
    private final SymbolLog log = new SymbolLog(SYMBOL);

    private ApplyOutcome offer(Update update) {
        ApplyOutcome outcome = tracker.offer(update);
        if (outcome.changedState()) {
            log.append(tracker, update, outcome, 0, 0);
        }
        return outcome;
    }

    private void step(Random random) {
        StreamPosition at = tracker.position();
        StateDelta change = change(random);
        var next = new StreamPosition(Math.max(at.epoch(), 1), at.version() + 1);
        int dice = random.nextInt(30);
        if (at.equals(StreamPosition.NONE) || dice == 0) {
            var epoch = new StreamPosition(at.epoch() + 1, 1);
            offer(Update.Keyframe.of(SYMBOL, epoch, STAMPS, tracker.state().with(change)));
        } else if (dice == 1) {
            offer(Update.Keyframe.of(SYMBOL, at, STAMPS, tracker.state().with(change)));
        } else if (dice == 2) {
            var beyond = new StreamPosition(at.epoch(), at.version() + 5);
            offer(Update.Keyframe.of(SYMBOL, beyond, STAMPS, tracker.state().with(change)));
        } else {
            offer(new Update.Delta(SYMBOL, next, at.version(), STAMPS, change));
        }
    }

    private static StateDelta change(Random random) {
        var delta = StateDelta.builder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            delta.set(Field.of(random.nextInt(Field.SCALARS)), random.nextInt(5));
        }
        if (random.nextInt(4) == 0) {
            delta.clear(Field.of(random.nextInt(Field.SCALARS)));
        }
        if (random.nextInt(2) == 0) {
            delta.side(Field.ASKS, random.nextInt(5), random.nextInt(3), random.nextInt(5), random.nextInt(3));
        }
        return delta.build();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mergedChangesLeadFromAnyVersionToTheNewest(long seed) {
        var random = new Random(seed);
        List<Version> oracle = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            step(random);
            if (oracle.isEmpty() || oracle.getLast().index() != log.newest().index()) {
                oracle.add(log.newest());
            }
            check(oracle, random, seed);
        }
    }

    private void check(List<Version> oracle, Random random, long seed) {
        int at = Math.max(0, oracle.size() - 1 - random.nextInt(2 * SlotKey.SLOTS));
        Version from = oracle.get(at);
        Version newest = oracle.getLast();
        boolean reaches = newest.index() - from.index() <= SlotKey.SLOTS && isUnbroken(oracle, at);
        Optional<Change> change = log.changesSince(from.index(), newest);
        if (from.index() == newest.index()) {
            assertThat(change).isEmpty();
            return;
        }
        assertThat(change.isPresent())
                .as("seed %d, from %s to %s", seed, from.position(), newest.position())
                .isEqualTo(reaches);
        if (change.isPresent()) {
            assertThat(from.state().with(change.get().delta()))
                    .as("seed %d", seed)
                    .isEqualTo(newest.state());
            assertThat(change.get().base()).isEqualTo(from.position());
            assertThat(change.get().position()).isEqualTo(newest.position());
            OptionalLong index = log.indexOf(from.position());
            assertThat(index).as("seed %d, index of %s", seed, from.position()).hasValue(from.index());
        }
    }

    /// Whether no healed keyframe lies between: it skips an index.
    private static boolean isUnbroken(List<Version> oracle, int from) {
        for (int i = from + 1; i < oracle.size(); i++) {
            if (oracle.get(i).index() != oracle.get(i - 1).index() + 1) {
                return false;
            }
        }
        return true;
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /// A gateway that has just started reads what compaction left.
    @ParameterizedTest
    @MethodSource("seeds")
    void freshLogOfACompactedTopicBringsBackWhoeverMissedNoMoreThanRingLessKeyframeInterval(long seed) {
        var random = new Random(seed);
        var written = new Written(random);
        for (int i = random.nextInt(400); i >= 0; i--) {
            written.write(change(random));
        }
        int size = written.records.size();
        int cleaned = size - random.nextInt(Math.min(size, random.nextBoolean() ? 20 : 400) + 1);

        written.survivors(cleaned).forEach(this::readFresh);

        assertThat(log.newest().position()).as("seed %d", seed).isEqualTo(written.position);
        assertThat(log.newest().state()).as("seed %d", seed).isEqualTo(written.state);
        written.states.forEach((position, state) -> {
            OptionalLong index = log.indexOf(position);
            boolean isRecent = position.epoch() == written.position.epoch()
                    && written.position.version() - position.version() <= SlotKey.SLOTS - SlotKey.KEYFRAME_EVERY;
            if (isRecent) {
                assertThat(index).as("seed %d, index of %s", seed, position).isPresent();
            }
            if (index.isPresent() && !position.equals(written.position)) {
                Change merged =
                        log.changesSince(index.getAsLong(), log.newest()).orElseThrow();
                assertThat(state.with(merged.delta()))
                        .as("seed %d, from %s", seed, position)
                        .isEqualTo(written.state);
            }
        });
    }

    /// As the feed does it.
    private void readFresh(Update update) {
        if (offer(update) == ApplyOutcome.GAP && !tracker.hasState() && update instanceof Update.Delta delta) {
            log.lead(delta);
        }
    }

    /// One symbol's records as delta-streams writes them, and what was true at each position.
    private static final class Written {
        private record Keyed(String key, Update update) {}

        final List<Keyed> records = new ArrayList<>();
        final Map<StreamPosition, MarketState> states = new HashMap<>();
        private final Random random;
        private StreamPosition position = new StreamPosition(1, 1);
        private MarketState state = MarketState.EMPTY;
        private int sinceKeyframe;

        Written(Random random) {
            this.random = random;
            keyframe();
        }

        void write(StateDelta change) {
            state = state.with(change);
            if (random.nextInt(150) == 0) {
                position = new StreamPosition(position.epoch() + 1, 1);
                keyframe();
                return;
            }
            long base = position.version();
            position = new StreamPosition(position.epoch(), base + 1);
            states.put(position, state);
            records.add(new Keyed(
                    SlotKey.slot(SYMBOL, (int) (position.version() % SlotKey.SLOTS)),
                    new Update.Delta(SYMBOL, position, base, STAMPS, change)));
            if (++sinceKeyframe == SlotKey.KEYFRAME_EVERY) {
                keyframe();
            }
        }

        private void keyframe() {
            sinceKeyframe = 0;
            states.put(position, state);
            records.add(new Keyed(SlotKey.keyframe(SYMBOL), Update.Keyframe.of(SYMBOL, position, STAMPS, state)));
        }

        /// What compaction leaves of the records before one.
        List<Update> survivors(int cleaned) {
            var newest = new HashMap<String, Integer>();
            for (int i = 0; i < cleaned; i++) {
                newest.put(records.get(i).key(), i);
            }
            return IntStream.range(0, records.size())
                    .filter(i ->
                            i >= cleaned || newest.getOrDefault(records.get(i).key(), -1) == i)
                    .mapToObj(i -> records.get(i).update())
                    .toList();
        }
    }

    @Test
    void changesThatDoNotLeadToTheFirstKeyframeAreNotResumedFrom() {
        var change = StateDelta.builder().set(Field.TRADES, 2).build();
        readFresh(new Update.Delta(SYMBOL, new StreamPosition(1, 7), 6, STAMPS, change));
        readFresh(new Update.Delta(SYMBOL, new StreamPosition(2, 2), 1, STAMPS, change));
        readFresh(new Update.Delta(SYMBOL, new StreamPosition(2, 3), 2, STAMPS, change));
        MarketState state = MarketState.builder().set(Field.TRADES, 2).build();
        readFresh(Update.Keyframe.of(SYMBOL, new StreamPosition(2, 3), STAMPS, state));

        assertThat(log.indexOf(new StreamPosition(1, 6))).isEmpty();
        assertThat(log.indexOf(new StreamPosition(2, 1))).isPresent();
        assertThat(log.indexOf(new StreamPosition(2, 2))).isPresent();
    }

    @Test
    void healedKeyframeCannotBeResumedAcross() {
        MarketState state = MarketState.builder().set(Field.TRADES, 1).build();
        var first = new StreamPosition(10, 1);
        var second = new StreamPosition(10, 2);
        var change = StateDelta.builder().set(Field.TRADES, 2).build();
        offer(Update.Keyframe.of(SYMBOL, first, STAMPS, state));
        offer(new Update.Delta(SYMBOL, second, 1, STAMPS, change));
        assertThat(log.indexOf(first)).isPresent();

        offer(Update.Keyframe.of(SYMBOL, second, STAMPS, state));

        assertThat(log.indexOf(first)).isEmpty();
        assertThat(log.indexOf(second)).isPresent();
    }

    @Test
    void positionBelowTheNewestIsIgnoredUnlessTheSymbolEnded() {
        MarketState state = MarketState.builder().set(Field.TRADES, 1).build();
        offer(Update.Keyframe.of(SYMBOL, new StreamPosition(10, 1), STAMPS, state));
        var again = new SymbolTracker(SYMBOL);
        Update old = Update.Keyframe.of(SYMBOL, new StreamPosition(9, 1), STAMPS, state);
        ApplyOutcome outcome = again.offer(old);

        assertThat(log.append(again, old, outcome, 0, 0)).isFalse();
        log.end();
        assertThat(log.isLive()).isTrue();
        log.retireIfEnded();
        assertThat(log.isLive()).isFalse();
        assertThat(log.append(again, old, outcome, 0, 0)).isTrue();
        assertThat(log.isLive()).isTrue();
        assertThat(log.changesSince(log.newest().index() - 1, log.newest())).isPresent();
    }

    @Test
    void readerIsNeverGivenAWrongMergeWhileTheFeedWrites() throws InterruptedException {
        var random = new Random(5);
        step(random);
        var done = new AtomicBoolean();
        var wrong = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().start(() -> {
            Version from = log.newest();
            while (!done.get()) {
                Version to = log.newest();
                Optional<Change> change = log.changesSince(from.index(), to);
                if (change.isPresent()
                        && !from.state().with(change.get().delta()).equals(to.state())) {
                    wrong.set(true);
                }
                from = to;
            }
        });
        for (int i = 0; i < 200_000; i++) {
            step(random);
        }
        done.set(true);
        reader.join();
        assertThat(wrong).isFalse();
    }
}
