package io.deltatape.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.deltatape.contract.codec.Codec;
import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.config.SettingsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DeltaFollowerTest {
    private static final KafkaSettings KAFKA = new KafkaSettings("k:9092", "", 1, 1, WireFormat.JSON, Map.of());
    private static final TopicPartition PARTITION = new TopicPartition("market.deltas", 0);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    private final Observer observer = new Observer();
    private final DeltaFollower follower = new DeltaFollower(KAFKA, observer, consumer, () -> 0);
    private long offset;

    @Test
    void recordsThatCannotBeReadAreToldAndTheOthersGoOn() {
        byte[] keyframe = KAFKA.wire()
                .codec()
                .encode(Update.Keyframe.of(
                        new Symbol("AAA"), new StreamPosition(7, 1), new HopStamps(1, 2, 3), MarketState.EMPTY));
        consumer.schedulePollTask(() -> {
            consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
            write(null, keyframe);
            write("", keyframe);
            write("no/symbol", keyframe);
            write("no/symbol", null);
            write("AAA|3", "garbage".getBytes(StandardCharsets.UTF_8));
            write("AAA", keyframe);
        });
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 6L));

        follower.run();

        assertThat(observer.rejected).isEqualTo(4);
        assertThat(observer.outcomes).containsExactly(ApplyOutcome.MALFORMED, ApplyOutcome.ADOPTED);
    }

    @Test
    void whatKafkasClientDoesNotLikeIsAProblemOfTheSettings() {
        var wrong = new KafkaSettings("k:9092", "", 1, 1, WireFormat.JSON, Map.of("max.poll.records", "abc"));

        assertThatThrownBy(() -> new DeltaFollower(wrong, observer))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("max.poll.records");
    }

    @Test
    void onlyWhatReachesTheEndOfThePartitionIsThePresent() {
        consumer.setMaxPollRecords(2);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 3L));
        consumer.schedulePollTask(() -> {
            for (String name : List.of("AAA", "BBB", "CCC")) {
                write(name, keyframe(name, 7));
            }
        });

        follower.run();

        assertThat(observer.told).containsExactly("AAA ADOPTED behind", "BBB ADOPTED behind", "CCC ADOPTED at the end");
    }

    @Test
    void aLogThatEndsBelowThePositionIsReadAgainAndIsIncompleteUntilItsEnd() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 2L));
        consumer.schedulePollTask(() -> {
            write("AAA", keyframe("AAA", 7));
            write("BBB", keyframe("BBB", 7));
        });
        observer.atEnd.add(() -> {
            consumer.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 2L)));
            consumer.updateEndOffsets(Map.of(PARTITION, 1L));
            offset = 0;
        });
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> write("BBB", keyframe("BBB", 5)));

        follower.run();

        assertThat(observer.told)
                .containsExactly(
                        "AAA ADOPTED at the end",
                        "BBB ADOPTED at the end",
                        "restarting, caught up false",
                        "AAA retired, caught up false",
                        "BBB retired, caught up false",
                        "BBB ADOPTED at the end");
        assertThat(follower.bootstraps()).isEqualTo(1);
        assertThat(follower.trackers()).hasSize(1);
    }

    @Test
    void aBrokerThatDoesNotAnswerIsWaitedFor() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 1L));
        consumer.setPollException(new TimeoutException("no answer"));
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> consumer.setPollException(new TimeoutException("no answer yet")));
        consumer.schedulePollTask(() -> write("AAA", keyframe("AAA", 7)));

        follower.run();

        assertThat(observer.told).containsExactly("AAA ADOPTED at the end");
        assertThat(follower.timeouts()).isEqualTo(2);
    }

    /// The end at the start of a reading is not enough: what compaction removed below it stands above it now.
    @Test
    void caughtUpMeansExactThoughTheLogGrewAndWasCompactedDuringTheReading() {
        int gapsAtTheFirstEnd = 0;
        for (long seed = 1; seed <= 100; seed++) {
            gapsAtTheFirstEnd += new GrowingLog(seed).readUntilCaughtUp();
        }
        assertThat(gapsAtTheFirstEnd)
                .as("symbols in a gap at the end that there was at the start: the test has power")
                .isPositive();
    }

    /// A log that grows and is compacted between the polls of a reader.
    private static final class GrowingLog implements DeltaFollower.Listener {
        @SuppressWarnings("ArrayRecordComponent") // never compared
        private record Entry(long offset, String key, byte[] value) {}

        private final List<Symbol> symbols = List.of(new Symbol("AAA"), new Symbol("BBB"), new Symbol("CCC"));
        private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
        private final DeltaFollower follower = new DeltaFollower(KAFKA, this, consumer, () -> 0);
        private final List<Entry> entries = new ArrayList<>();
        private final Map<Symbol, Long> versions = new HashMap<>();
        private final Codec codec = KAFKA.wire().codec();
        private final SplittableRandom random;
        private final long seed;
        private final long firstEnd;
        private long end;
        private long at;
        private int growths = 20;
        private int gapsAtFirstEnd = -1;

        GrowingLog(long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
            grow(random.nextInt(100, 400));
            firstEnd = end;
        }

        int readUntilCaughtUp() {
            consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
            consumer.updateEndOffsets(Map.of(PARTITION, end));
            consumer.schedulePollTask(this::turn);
            follower.run();
            return gapsAtFirstEnd;
        }

        /// Between two polls.
        private void turn() {
            if (growths-- > 0) {
                grow(random.nextInt(100));
                compactBefore(random.nextLong(end));
            }
            consumer.updateEndOffsets(Map.of(PARTITION, end));
            long from = at;
            entries.stream()
                    .filter(e -> e.offset >= from)
                    .limit(random.nextInt(1, 150))
                    .forEach(e -> {
                        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, e.offset, e.key, e.value));
                        at = e.offset + 1;
                    });
        }

        private void grow(int records) {
            for (int i = 0; i < records; i++) {
                Symbol symbol = symbols.get(random.nextInt(symbols.size()));
                long version = versions.merge(symbol, 1L, Long::sum);
                var position = new StreamPosition(7, version);
                var stamps = new HopStamps(1, 2, 3);
                if (version > 1) {
                    var change = StateDelta.between(state(version - 1), state(version));
                    append(
                            SlotKey.slot(symbol, (int) (version % SlotKey.SLOTS)),
                            codec.encode(
                                    new Update.Delta(symbol, position, version - 1, stamps, change),
                                    state(version - 1)));
                }
                if (version % SlotKey.KEYFRAME_EVERY == 1) {
                    append(
                            SlotKey.keyframe(symbol),
                            codec.encode(Update.Keyframe.of(symbol, position, stamps, state(version))));
                }
            }
        }

        private void append(String key, byte[] value) {
            entries.add(new Entry(end++, key, value));
        }

        private static MarketState state(long version) {
            return MarketState.builder().set(Field.TRADES, version).build();
        }

        private void compactBefore(long offset) {
            var newest = new HashMap<String, Long>();
            entries.stream().filter(e -> e.offset < offset).forEach(e -> newest.put(e.key, e.offset));
            entries.removeIf(e -> e.offset < offset && newest.getOrDefault(e.key, -1L) != e.offset);
        }

        @Override
        public void updated(SymbolTracker tracker, Update update, ApplyOutcome outcome, byte[] record) {}

        @Override
        public void retired(Symbol symbol) {}

        @Override
        public void polled() {
            if (gapsAtFirstEnd < 0 && at >= firstEnd) {
                gapsAtFirstEnd = 0;
                follower.trackers().forEach(tracker -> gapsAtFirstEnd += tracker.isInGap() ? 1 : 0);
            }
            if (!follower.isCaughtUp()) {
                consumer.schedulePollTask(this::turn);
                return;
            }
            follower.trackers().forEach(tracker -> {
                long version = versions.getOrDefault(tracker.symbol(), 0L);
                assertThat(tracker.isInGap())
                        .as("seed %d, %s", seed, tracker.symbol())
                        .isFalse();
                assertThat(tracker.position()).as("seed %d", seed).isEqualTo(new StreamPosition(7, version));
                assertThat(tracker.state()).as("seed %d", seed).isEqualTo(state(version));
            });
            assertThat(follower.trackers()).as("seed %d", seed).hasSize(versions.size());
            follower.close();
        }
    }

    private static byte[] keyframe(String name, long epoch) {
        return KAFKA.wire()
                .codec()
                .encode(Update.Keyframe.of(
                        new Symbol(name), new StreamPosition(epoch, 1), new HopStamps(1, 2, 3), MarketState.EMPTY));
    }

    private void write(@Nullable String key, byte @Nullable [] value) {
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset++, key, value));
    }

    private final class Observer implements DeltaFollower.Listener {
        final List<ApplyOutcome> outcomes = new ArrayList<>();
        final List<String> told = new ArrayList<>();
        /// What happens when the end is reached; the last time the reading ends.
        final Deque<Runnable> atEnd = new ArrayDeque<>();
        int rejected;

        @Override
        public void updated(SymbolTracker tracker, Update update, ApplyOutcome outcome, byte[] record) {
            outcomes.add(outcome);
            told.add(tracker.symbol() + " " + outcome + (follower.isAtEnd(0) ? " at the end" : " behind"));
        }

        @Override
        public void rejected() {
            rejected++;
        }

        @Override
        public void restarting() {
            told.add("restarting, caught up " + follower.isCaughtUp());
        }

        @Override
        public void retired(Symbol symbol) {
            told.add(symbol + " retired, caught up " + follower.isCaughtUp());
        }

        @Override
        public void polled() {
            if (!follower.isCaughtUp()) {
                return;
            }
            if (atEnd.isEmpty()) {
                follower.close();
            } else {
                atEnd.remove().run();
            }
        }
    }
}
