package io.deltatape.contract.kafka;

import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.SlotKey;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.RecordReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads all of `market.deltas` from its beginning, holds the state of every symbol, and goes on live: no consumer
/// group, no stored offset.
///
/// Everything but [#close] runs on the one thread that calls [#run]; the listener is called on it too. A partition is
/// caught up once what stood in it at the start of the reading has been read; a symbol is known from when its tracker
/// has a state and no gap. If the topic was created anew (its end lies below the position), the partition is read again
/// from its beginning and symbols that are no longer in it are retired.
public final class DeltaFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeltaFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /// What happens to the states; called on the follower's thread.
    public interface Listener {
        /// An update was offered to the symbol's tracker, which has its outcome already. `record` is the bytes as they
        /// stand in Kafka. Reserved symbols (canaries) come here too.
        void updated(SymbolTracker tracker, Update update, ApplyOutcome outcome, byte[] record);

        /// A record was passed over because its key names no symbol; it was logged.
        default void rejected() {}

        /// The symbol ended: its keyframe was removed by a tombstone, or the topic begun anew without it.
        void retired(Symbol symbol);

        /// All records of one poll were offered, perhaps none; the moment to pass on what was collected.
        void polled();
    }

    private final Listener listener;
    private final Consumer<String, byte[]> consumer;
    private final LongSupplier nanoTime;
    private final String topic;
    private final int partitions;
    private final RecordReader reader = new RecordReader();
    private final MalformedLog malformedLog =
            new MalformedLog("record ignored, its symbol waits for one that can be read");
    private final Map<String, SymbolTracker> trackers = new HashMap<>();
    /// By partition: the end when its reading began.
    private final long[] startEnds;
    private final boolean[] caughtUp;
    private long bootstraps;
    private volatile boolean closed;

    public DeltaFollower(KafkaSettings kafka, Listener listener) {
        this(kafka, listener, consumer(kafka), System::nanoTime);
    }

    DeltaFollower(KafkaSettings kafka, Listener listener, Consumer<String, byte[]> consumer, LongSupplier nanoTime) {
        this.listener = listener;
        this.topic = kafka.topics().deltas();
        this.partitions = kafka.partitions();
        this.startEnds = new long[partitions];
        this.caughtUp = new boolean[partitions];
        this.consumer = consumer;
        this.nanoTime = nanoTime;
    }

    private static Consumer<String, byte[]> consumer(KafkaSettings kafka) {
        return new KafkaConsumer<>(
                kafka.properties(Map.of(
                        "enable.auto.commit", false,
                        "auto.offset.reset", "none",
                        "max.poll.records", 5_000,
                        "fetch.max.wait.ms", 500,
                        "retry.backoff.ms", 20,
                        "reconnect.backoff.ms", 50,
                        "reconnect.backoff.max.ms", 1_000,
                        "client.id", "delta-follower")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /// Follows until [#close]. An exception means that Kafka refuses us (authorisation, say): the environment is lost.
    public void run() {
        try {
            consumer.assign(
                    IntStream.range(0, partitions).mapToObj(this::partition).toList());
            begin(consumer.assignment());
            while (!closed) {
                poll();
            }
        } catch (WakeupException e) {
            if (!closed) {
                throw e;
            }
        } finally {
            consumer.close();
        }
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }

    private void begin(Collection<TopicPartition> partitions) {
        consumer.seekToBeginning(partitions);
        consumer.endOffsets(partitions, Duration.ofMinutes(1)).forEach((partition, end) -> {
            startEnds[partition.partition()] = end;
            caughtUp[partition.partition()] = false;
        });
    }

    private void poll() {
        try {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<String, byte[]> record : records) {
                accept(record);
            }
            if (!isCaughtUp()) {
                noteProgress();
            }
            listener.polled();
        } catch (OffsetOutOfRangeException e) {
            restart(e);
        }
    }

    private void accept(ConsumerRecord<String, byte[]> record) {
        String name = record.key() == null ? "" : SlotKey.symbolName(record.key());
        SymbolTracker tracker = trackers.get(name);
        if (tracker == null && !Symbol.isValid(name)) {
            tellMalformed(record, "its key names no symbol");
            listener.rejected();
        } else if (record.value() == null) {
            if (SlotKey.isKeyframe(record.key()) && trackers.remove(name) != null) {
                listener.retired(new Symbol(name));
            }
        } else {
            offer(tracker == null ? begin(name) : tracker, record);
        }
    }

    private SymbolTracker begin(String name) {
        var tracker = new SymbolTracker(new Symbol(name));
        trackers.put(name, tracker);
        return tracker;
    }

    private void offer(SymbolTracker tracker, ConsumerRecord<String, byte[]> record) {
        Update update = reader.update(tracker, record.value());
        if (update instanceof Update.Malformed(Symbol _, String reason)) {
            tellMalformed(record, reason);
        }
        ApplyOutcome outcome = tracker.offer(update);
        listener.updated(tracker, update, outcome, record.value());
    }

    private void tellMalformed(ConsumerRecord<String, byte[]> record, String reason) {
        malformedLog.report(
                topic,
                record.partition(),
                record.offset(),
                String.valueOf(record.key()),
                reason,
                nanoTime.getAsLong() / 1_000);
    }

    private void noteProgress() {
        for (int p = 0; p < partitions; p++) {
            if (!caughtUp[p] && consumer.position(partition(p)) >= startEnds[p]) {
                caughtUp[p] = true;
            }
        }
    }

    private void restart(OffsetOutOfRangeException e) {
        bootstraps++;
        LOG.warn(
                "topic was created anew or lost its log: reading again from the beginning partitions={}",
                e.partitions());
        e.partitions().forEach(partition -> dropSymbolsOf(partition.partition()));
        begin(e.partitions());
    }

    /// What the partition still holds comes again as it is read; nothing older may be shown meanwhile as if it were
    /// live.
    private void dropSymbolsOf(int partition) {
        for (Iterator<String> names = trackers.keySet().iterator(); names.hasNext(); ) {
            String name = names.next();
            if (SymbolPartitioner.partition(name, partitions) == partition) {
                names.remove();
                listener.retired(new Symbol(name));
            }
        }
    }

    /// Whether everything that stood in the topic at the start has been read.
    public boolean isCaughtUp() {
        for (boolean each : caughtUp) {
            if (!each) {
                return false;
            }
        }
        return true;
    }

    /// The trackers of all symbols met, canaries included. Of the follower's thread.
    public Iterable<SymbolTracker> trackers() {
        return trackers.values();
    }

    /// The partition that a symbol's records stand in.
    public int partitionOf(Symbol symbol) {
        return SymbolPartitioner.partition(symbol, partitions);
    }

    /// How often a partition had to be read again from its beginning.
    public long bootstraps() {
        return bootstraps;
    }

    /// Ends [#run] soon; safe from any thread.
    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
    }

    @Override
    public String toString() {
        return "follower of " + topic + ", caught up " + Arrays.toString(caughtUp);
    }
}
