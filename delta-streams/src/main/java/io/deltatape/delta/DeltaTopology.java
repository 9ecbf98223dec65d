package io.deltatape.delta;

import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.kafka.SymbolPartitioner;
import io.deltatape.contract.kafka.Topics;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/// The topology: `market.snapshots` → a read-only store whose updater computes deltas → `market.deltas`.
///
/// ## Right without transactions
///
/// At-least-once processing repeats or loses the tail of what an instance did before it died; an ordinary store with a
/// changelog can then be ahead of its input or behind its output. Here nothing of that kind can disagree:
///
/// 1. *The state is a function of the input.* The store has no changelog; its source topic is its changelog. In Kafka
///    4.3.1 (`StoreChangelogReader.initializeChangelogs`) such a store is restored from the beginning of the topic,
/// since
///    it is in memory, up to min(committed offset, log end), and not at all where nothing is committed: records from
/// the
///    committed offset on go through the processor. So each record is either restored or processed, never neither.
///    Compaction may have removed a record below the committed offset for a newer one above it: the symbol is then
///    unknown until that newer record is processed, a moment later.
/// 2. *The state is there before the processor is.* `StreamTask.completeRestoration` is called when restoration is
///    complete, and it is what calls `init`, then for the first time `process` or a punctuator. It is also called when
/// a
///    task is revived, so `init` begins from nothing.
/// 3. *Each task start begins a new epoch*, with a keyframe for each symbol before anything else of it. Two instances
///    that write at once (one was paused and does not know that it was replaced) write different epochs, and readers
///    ignore the lower. What was written twice, or half, before a crash belongs to a lower epoch too.
/// 4. *Within an epoch a version is written once.* The stream of a symbol is moved on after its delta was handed over;
///    whatever fails in between ends the stream, and a new epoch opens with a keyframe.
///
/// Between the committed offset and where the predecessor had got, the input is processed again, and what came
/// since has not been processed at all. So a task notes where its input ends when it starts ([TaskStart]),
/// takes what stands below in silence, and only then opens each symbol, with one keyframe of the newest state:
/// readers are not led back, and see the newest state first. That offsets are committed meanwhile for which
/// nothing was written loses nothing, since whoever starts next opens every symbol again. Tombstones are passed
/// on at once.
///
/// The store keeps the last record by offset, so where two bridges fought over a symbol a restart may hold the lower
/// `own` of the two, until the bridge
/// with the higher one publishes next.
///
/// `forward` is not allowed in `init` (the task's record collector is not ready for it), so keyframes follow from the
/// first punctuation. A read-only store's updater is typed to forward nothing; the cast in [DeltaProcessor] was tried,
/// and the sink is attached to it like to any processor.
final class DeltaTopology {
    static final String STORE = "snapshots";
    private static final String SOURCE = "snapshots-source";
    private static final String PROCESSOR = "delta";
    private static final String SINK = "deltas";

    private DeltaTopology() {}

    /// What a task is built from; shared by all tasks, so each part is thread-safe.
    record Parts(
            Topics topics,
            WireFormat wire,
            KeyframePolicy policy,
            TaskStart starts,
            InstantSource clock,
            FigureCounters figures) {}

    static Topology of(Parts parts) {
        return of(parts, Stores.inMemoryKeyValueStore(STORE));
    }

    /// With a given place for the store, which must be named [#STORE].
    static Topology of(Parts parts, KeyValueBytesStoreSupplier place) {
        var store = Stores.keyValueStoreBuilder(place, Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled();
        return new Topology()
                .addReadOnlyStateStore(
                        store,
                        SOURCE,
                        // A producer's odd timestamp must not stop the thread, as the default extractor would.
                        new WallclockTimestampExtractor(),
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        parts.topics().snapshots(),
                        PROCESSOR,
                        () -> new DeltaProcessor(parts))
                .addSink(
                        SINK,
                        parts.topics().deltas(),
                        new StringSerializer(),
                        new ByteArraySerializer(),
                        partitioner(),
                        PROCESSOR);
    }

    /// Keyframe and ring of a symbol stand in the partition of its snapshots.
    static StreamPartitioner<String, byte[]> partitioner() {
        return (_, key, _, partitions) -> Optional.of(Set.of(SymbolPartitioner.partition(key, partitions)));
    }
}
