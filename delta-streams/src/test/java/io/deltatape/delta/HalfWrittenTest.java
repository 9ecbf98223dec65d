package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.MarketState;
import io.deltatape.contract.SlotKey;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Output that fails now and then, before Kafka took a record or after: no version may get two contents, and a reader
/// ends right.
final class HalfWrittenTest {
    private static final int STEPS = 2_000;

    /// Kafka's own context for tests, with an output that fails; a reader follows it.
    private static final class FailingOutput extends MockProcessorContext<Object, Object> {
        private final SplittableRandom random;
        private final String where;
        private final RecordReader records = new RecordReader();
        private final Map<String, SymbolTracker> trackers = new HashMap<>();
        private final Map<String, MarketState> contents = new HashMap<>();
        private boolean failing = true;
        private int failed;

        FailingOutput(long seed) {
            random = new SplittableRandom(seed);
            where = "seed " + seed;
        }

        @Override
        public <K, V> void forward(Record<K, V> record) {
            boolean fails = failing && random.nextInt(10) == 0;
            if (!fails || random.nextBoolean()) {
                take((String) record.key(), (byte[]) record.value());
            }
            if (fails) {
                failed++;
                throw new IllegalStateException("the output fails, as this test wants it to");
            }
        }

        private void take(String key, byte[] value) {
            var tracker = trackers.computeIfAbsent(SlotKey.symbolName(key), n -> new SymbolTracker(new Symbol(n)));
            Update update = records.update(tracker, value);
            if (tracker.offer(update).changedState()) {
                assertOneContent(tracker);
            } else {
                assertThat(update).as(where).isInstanceOf(Update.Keyframe.class);
                assertThat(tracker.position()).as(where).isEqualTo(((Update.Keyframe) update).position());
            }
        }

        private void assertOneContent(SymbolTracker tracker) {
            var before = contents.put(tracker.symbol() + " " + tracker.position(), tracker.state());
            assertThat(before == null || before.equals(tracker.state()))
                    .as("%s: %s %s has one content", where, tracker.symbol(), tracker.position())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void versionNeverHasTwoContentsAndTheReaderEndsRight(long seed) {
        var output = new FailingOutput(seed);
        var now = new Instant[] {Instant.ofEpochSecond(1_800_000_000)};
        var processor = processor(output, now);
        var walk = new Walk(new SplittableRandom(seed + 100));
        var truth = new HashMap<Symbol, MarketState>();
        var codec = WireFormat.PACKED.codec();

        for (int step = 0; step < STEPS; step++) {
            now[0] = now[0].plusMillis(1);
            output.failing = step < STEPS - 200;
            Snapshot snapshot = walk.next();
            truth.put(snapshot.symbol(), snapshot.state());
            try {
                processor.process(new Record<>(snapshot.symbol().name(), codec.encode(snapshot), 0));
            } catch (IllegalStateException e) {
                // Kafka either offers the record again or passes over it.
                if (output.random.nextBoolean()) {
                    processAgain(processor, snapshot, codec.encode(snapshot));
                }
            }
        }

        assertThat(output.failed).isGreaterThan(100);
        truth.forEach((symbol, state) -> {
            var tracker = output.trackers.get(symbol.name());
            assertThat(tracker == null ? MarketState.EMPTY : tracker.state())
                    .as("seed %d %s", seed, symbol)
                    .isEqualTo(state);
        });
    }

    private static void processAgain(DeltaProcessor processor, Snapshot snapshot, byte[] bytes) {
        try {
            processor.process(new Record<>(snapshot.symbol().name(), bytes, 0));
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("as this test wants it to");
        }
    }

    @SuppressWarnings("unchecked") // as Kafka does it with the updater of a read-only store
    private static DeltaProcessor processor(FailingOutput output, Instant[] now) {
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(DeltaTopology.STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        store.init(output.getStateStoreContext(), store);
        output.addStateStore(store);
        var processor = new DeltaProcessor(new DeltaTopology.Parts(
                new Topics(""),
                WireFormat.PACKED,
                KeyframePolicy.every(Duration.ofMinutes(1)),
                _ -> new TaskStart.Found(0, 0, 0),
                () -> now[0],
                new FigureCounters()));
        processor.init((ProcessorContext<Void, Void>) (ProcessorContext<?, ?>) output);
        return processor;
    }
}
