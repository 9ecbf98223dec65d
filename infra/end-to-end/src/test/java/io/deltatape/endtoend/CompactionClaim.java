package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.codec.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The claim that a compacted topic with keyframes and a ring of deltas gives every reader the exact state, tried on a
/// broker whose log cleaner really runs; and the same with a ring shorter than the keyframes' distance, which must
/// fail.
///
/// Each symbol's last price is a chain: it depends on every version before, so that one missed delta shows.
final class CompactionClaim {
    private static final int SYMBOLS = 20;
    private static final int VERSIONS = 1_500;
    /// Not a multiple of the keyframes' distance: the newest keyframe is as old as it can be.
    private static final int LAST_VERSION = VERSIONS - VERSIONS % SlotKey.KEYFRAME_EVERY + SlotKey.KEYFRAME_EVERY - 1;
    private static final Duration CLEANING_PATIENCE = Duration.ofMinutes(2);

    private final String bootstrapServers;
    private final long seed;

    CompactionClaim(String bootstrapServers, long seed) {
        this.bootstrapServers = bootstrapServers;
        this.seed = seed;
    }

    /// What a reader from the beginning found after the cleaner had run.
    record Outcome(long written, long survived, int exact, int inGap) {}

    /// Writes the streams with a ring of so many slots, waits until the cleaner has removed most of the records, reads.
    Outcome run(String topic, int slots, WireFormat format) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)
                            .configs(Map.of(
                                    "cleanup.policy", "compact",
                                    "segment.ms", "500",
                                    "segment.bytes", "1048576",
                                    "min.cleanable.dirty.ratio", "0.001",
                                    "min.compaction.lag.ms", "0",
                                    "max.compaction.lag.ms", "1000"))))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            var partition = new TopicPartition(topic, 0);
            Eventually.within(Duration.ofSeconds(30), () -> "the new topic cannot be listed", () -> {
                try {
                    admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .all()
                            .get(5, TimeUnit.SECONDS);
                    return true;
                } catch (ExecutionException | TimeoutException _) {
                    return false;
                }
            });
        }
        Map<String, MarketState> truth = new HashMap<>();
        long written = write(topic, slots, format, truth);
        // One record a key: the cleaner has been through everything, the newest versions included.
        long bound = (long) SYMBOLS * (slots + 1);
        Read[] last = new Read[1];
        Eventually.within(
                CLEANING_PATIENCE,
                () -> "of " + written + " records " + (last[0] == null ? "?" : last[0].records)
                        + " are left, expected at most " + bound,
                () -> {
                    roll(topic);
                    last[0] = read(topic);
                    return last[0].records <= bound;
                });
        int exact = 0;
        int inGap = 0;
        for (var tracker : last[0].trackers.values()) {
            exact += tracker.state().equals(truth.getOrDefault(tracker.symbol().name(), MarketState.EMPTY))
                            && !tracker.isInGap()
                    ? 1
                    : 0;
            inGap += tracker.isInGap() ? 1 : 0;
        }
        return new Outcome(written, last[0].records, exact, inGap);
    }

    private long write(String topic, int slots, WireFormat format, Map<String, MarketState> truth) throws Exception {
        var random = new Random(seed);
        Codec codec = format.codec();
        long written = 0;
        try (var producer = producer()) {
            for (long version = 1; version <= LAST_VERSION; version++) {
                for (int i = 0; i < SYMBOLS; i++) {
                    var symbol = new Symbol("SYM" + i);
                    MarketState before = truth.getOrDefault(symbol.name(), MarketState.EMPTY);
                    MarketState state = next(before, version, random);
                    truth.put(symbol.name(), state);
                    var position = new StreamPosition(1_000_000 + i, version);
                    var stamps = new HopStamps(version, version, version);
                    if (version > 1) {
                        var delta = new Update.Delta(
                                symbol, position, version - 1, stamps, StateDelta.between(before, state));
                        var _ = producer.send(new ProducerRecord<>(
                                topic, SlotKey.slot(symbol, (int) (version % slots)), codec.encode(delta, before)));
                        written++;
                    }
                    if (version == 1 || version % SlotKey.KEYFRAME_EVERY == 0) {
                        var _ = producer.send(new ProducerRecord<>(
                                topic,
                                SlotKey.keyframe(symbol),
                                codec.encode(Update.Keyframe.of(symbol, position, stamps, state))));
                        written++;
                    }
                }
            }
        }
        return written;
    }

    private static MarketState next(MarketState before, long version, Random random) {
        long chained = (before.value(Field.LAST_PRICE) * 31 + version) % 1_000_003;
        return MarketState.builder()
                .set(Field.LAST_PRICE, chained)
                .set(Field.VOLUME, before.value(Field.VOLUME) + random.nextInt(5))
                .set(Field.TRADES, version)
                .build();
    }

    /// The active segment is never cleaned, and rolls only when something is appended.
    private void roll(String topic) {
        try (var producer = producer()) {
            var _ = producer.send(new ProducerRecord<>(topic, "roll", new byte[] {'{', '}'}));
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private record Read(long records, Map<String, SymbolTracker> trackers) {}

    private Read read(String topic) {
        var reader = new RecordReader();
        var trackers = new HashMap<String, SymbolTracker>();
        long records = 0;
        var partition = new TopicPartition(topic, 0);
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "max.poll.records", 10_000),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.key().equals("roll")) {
                        continue;
                    }
                    records++;
                    var tracker = trackers.computeIfAbsent(
                            SlotKey.symbolName(record.key()), name -> new SymbolTracker(new Symbol(name)));
                    tracker.offer(reader.update(tracker, record.value()));
                }
            }
        }
        return new Read(records, trackers);
    }

    /// The claim and its negative control.
    void prove() throws Exception {
        for (WireFormat format : WireFormat.values()) {
            Outcome outcome = run("claim-" + format, SlotKey.SLOTS, format);
            assertThat(outcome.exact())
                    .as("exact states, seed %d, %s: %s", seed, format, outcome)
                    .isEqualTo(SYMBOLS);
            assertThat(outcome.survived()).isLessThan(outcome.written() / 4);
        }
        int tooFew = SlotKey.KEYFRAME_EVERY / 2;
        Outcome control = run("control", tooFew, WireFormat.JSON);
        assertThat(control.exact())
                .as("exact states with %d slots only, seed %d: %s", tooFew, seed, control)
                .isZero();
        assertThat(control.inGap()).as("and every reader knows it").isEqualTo(SYMBOLS);
    }
}
