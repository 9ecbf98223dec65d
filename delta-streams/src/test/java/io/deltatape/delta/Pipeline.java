package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.MarketState;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.Codec;
import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The topology under Kafka's test driver, read by a [StrictReader] that outlives restarts.
final class Pipeline implements AutoCloseable {
    static final Duration KEYFRAME_INTERVAL = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    final FigureCounters figures = new FigureCounters();
    final StrictReader reader = new StrictReader();
    private final WireFormat wire;
    private final Codec codec;
    private Instant now = START;
    private TopologyTestDriver driver;
    private long backlog;
    private TestInputTopic<String, byte[]> snapshots;
    private TestOutputTopic<String, byte[]> deltas;

    Pipeline(WireFormat wire) {
        this.wire = wire;
        this.codec = wire.codec();
        this.driver = driver(Map.of());
        this.snapshots = input();
        this.deltas = output();
    }

    /// Starts the task again over what was restored; the opening keyframes are not yet written.
    void restart(Map<String, byte[]> restored) {
        restart(restored, 0);
    }

    /// The same, with so many records in the input that the task before had not committed.
    void restart(Map<String, byte[]> restored, int uncommitted) {
        backlog = uncommitted;
        driver.close();
        driver = driver(restored);
        snapshots = input();
        deltas = output();
    }

    private TopologyTestDriver driver(Map<String, byte[]> restored) {
        InstantSource clock = () -> now;
        var parts = new DeltaTopology.Parts(
                new Topics(""),
                wire,
                KeyframePolicy.every(KEYFRAME_INTERVAL),
                _ -> new TaskStart.Found(reader.highestEpoch(), 0, backlog),
                clock,
                figures);
        var properties = new Properties();
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailurePolicy.class);
        properties.put(FailurePolicy.FIGURES, figures);
        return new TopologyTestDriver(DeltaTopology.of(parts, holding(restored)), properties, now);
    }

    private static KeyValueBytesStoreSupplier holding(Map<String, byte[]> restored) {
        var empty = Stores.inMemoryKeyValueStore(DeltaTopology.STORE);
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return empty.name();
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                var store = empty.get();
                restored.forEach((key, value) -> store.put(Bytes.wrap(key.getBytes(StandardCharsets.UTF_8)), value));
                return store;
            }

            @Override
            public String metricsScope() {
                return empty.metricsScope();
            }
        };
    }

    private TestInputTopic<String, byte[]> input() {
        return driver.createInputTopic("market.snapshots", new StringSerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<String, byte[]> output() {
        return driver.createOutputTopic("market.deltas", new StringDeserializer(), new ByteArrayDeserializer());
    }

    byte[] encode(Snapshot snapshot) {
        return codec.encode(snapshot);
    }

    /// Pipes one snapshot and answers what it led to.
    List<StrictReader.Seen> pipe(Snapshot snapshot) {
        return pipe(snapshot.symbol().name(), encode(snapshot));
    }

    List<StrictReader.Seen> pipe(@Nullable String key, byte @Nullable [] value) {
        snapshots.pipeInput(key, value);
        return drain();
    }

    /// Lets time pass, in steps as small as the punctuations.
    List<StrictReader.Seen> advance(Duration by) {
        var seen = new ArrayList<StrictReader.Seen>();
        for (long leftMs = by.toMillis(); leftMs > 0; ) {
            long stepMs = Math.min(leftMs, 500);
            now = now.plusMillis(stepMs);
            driver.advanceWallClockTime(Duration.ofMillis(stepMs));
            leftMs -= stepMs;
            seen.addAll(drain());
        }
        return seen;
    }

    /// Sets the clock without letting time pass.
    void setClock(Instant instant) {
        now = instant;
    }

    Instant now() {
        return now;
    }

    private List<StrictReader.Seen> drain() {
        return deltas.readRecordsToList().stream()
                .map(record -> reader.read(record.key(), record.value(), now))
                .toList();
    }

    MarketState shown(Symbol symbol) {
        return reader.state(symbol);
    }

    Map<String, byte[]> store() {
        var content = new TreeMap<String, byte[]>();
        try (var all =
                driver.<String, byte[]>getKeyValueStore(DeltaTopology.STORE).all()) {
            all.forEachRemaining(entry -> content.put(entry.key, entry.value));
        }
        return content;
    }

    void assertNoFailures() {
        assertThat(figures.failures.sum()).as("records passed over").isZero();
    }

    @Override
    public void close() {
        driver.close();
    }
}
