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
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads all of `market.deltas` from its beginning, holds the state of every symbol, and goes on live: no consumer
/// group, no stored offset.
///
/// Everything but [#close] runs on the one thread that calls [#run]; the listener is called on it too. A
/// partition is caught up once its very end has been read, as the broker told it with the last records: the end
/// at the start of the reading would not do, since compaction may have removed a keyframe below it for one
/// above. A symbol is known from when its tracker has a state and no gap. If the topic was created anew (its
/// end lies below the position), the partition is read again from its beginning and symbols that are no longer
/// in it are retired. A broker that is away is waited for.
public final class DeltaFollower implements AutoCloseable {
    /// For a consumer without a group there is nothing to be said at the end.
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(DeltaFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /// What happens to the states; called on the follower's thread.
    public interface Listener {
        /// An update was offered to the symbol's tracker, which has its outcome already. `record` is the bytes as they
        /// stand in Kafka. Reserved symbols (canaries) come here too.
        void updated(SymbolTracker tracker, Update update, ApplyOutcome outcome, byte[] record);

        /// A record was passed over because its key names no symbol; it was logged.
        default void rejected() {}

        /// A partition is about to be read again from its beginning: what is held is no longer complete, until
        /// [DeltaFollower#isCaughtUp] says so again.
        default void restarting() {}

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
    /// By partition: whether its end was reached since its reading began, and whether the last poll reached it.
    private final boolean[] caughtUp;
    private final boolean[] atEnd;
    private long bootstraps;
    private long timeouts;
    private boolean isWaiting;
    private volatile boolean closed;

    /// @throws io.deltatape.contract.config.SettingsException if Kafka's client refuses its properties
    public DeltaFollower(KafkaSettings kafka, Listener listener) {
        this(kafka, listener, consumer(kafka), System::nanoTime);
    }

    DeltaFollower(KafkaSettings kafka, Listener listener, Consumer<String, byte[]> consumer, LongSupplier nanoTime) {
        this.listener = listener;
        this.topic = kafka.topics().deltas();
        this.partitions = kafka.partitions();
        this.caughtUp = new boolean[partitions];
        this.atEnd = new boolean[partitions];
        this.consumer = consumer;
        this.nanoTime = nanoTime;
    }

    private static Consumer<String, byte[]> consumer(KafkaSettings kafka) {
        var properties = kafka.properties(Map.of(
                "enable.auto.commit", false,
                "auto.offset.reset", "none",
                "max.poll.records", 5_000,
                "fetch.max.wait.ms", 500,
                "retry.backoff.ms", 20,
                "reconnect.backoff.ms", 50,
                "reconnect.backoff.max.ms", 1_000,
                "client.id", "delta-follower"));
        try {
            return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw KafkaSettings.refusal(e);
        }
    }

    /// Follows until [#close]. An exception means that Kafka refuses us (authorisation, say): the environment is lost.
    public void run() {
        try {
            begin(all());
            while (!closed) {
                poll();
            }
        } catch (WakeupException e) {
            if (!closed) {
                throw e;
            }
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }

    private List<TopicPartition> all() {
        return IntStream.range(0, partitions).mapToObj(this::partition).toList();
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }

    /// Assigns the partitions anew, so that the consumer forgets where the end was that it knew.
    private void begin(Collection<TopicPartition> begun) {
        consumer.assign(
                all().stream().filter(partition -> !begun.contains(partition)).toList());
        consumer.assign(all());
        consumer.seekToBeginning(begun);
        for (TopicPartition partition : begun) {
            caughtUp[partition.partition()] = false;
            atEnd[partition.partition()] = false;
        }
    }

    private void poll() {
        try {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            noteEnds(records);
            for (ConsumerRecord<String, byte[]> record : records) {
                accept(record);
            }
            noteProgress();
            noteAnswer(records);
            listener.polled();
        } catch (OffsetOutOfRangeException e) {
            restart(e);
        } catch (TimeoutException e) {
            noteTimeout(e);
            listener.polled();
        }
    }

    private void noteEnds(ConsumerRecords<String, byte[]> records) {
        for (int p = 0; p < partitions; p++) {
            TopicPartition partition = partition(p);
            if (!caughtUp[p] || !records.records(partition).isEmpty()) {
                atEnd[p] = consumer.currentLag(partition).orElse(Long.MAX_VALUE) <= 0;
            }
        }
    }

    private void noteProgress() {
        for (int p = 0; p < partitions; p++) {
            caughtUp[p] |= atEnd[p];
        }
    }

    /// Kafka gave up on something that is tried again by the next poll: said once until an answer comes.
    private void noteTimeout(TimeoutException e) {
        timeouts++;
        if (!isWaiting) {
            isWaiting = true;
            LOG.warn("Kafka does not answer, waiting for it topic={} cause=\"{}\"", topic, e.getMessage());
        }
    }

    private void noteAnswer(ConsumerRecords<String, byte[]> records) {
        if (isWaiting && !records.isEmpty()) {
            isWaiting = false;
            LOG.info("Kafka answers again topic={} timeouts={}", topic, timeouts);
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

    private void restart(OffsetOutOfRangeException e) {
        bootstraps++;
        LOG.warn(
                "topic was created anew or lost its log: reading again from the beginning partitions={}",
                e.partitions());
        begin(e.partitions());
        listener.restarting();
        e.partitions().forEach(partition -> dropSymbolsOf(partition.partition()));
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

    /// Whether the end of each partition has been reached since its reading began.
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

    /// Whether the last poll that brought something of a partition reached its end: what comes of it now is the
    /// present, not a backlog. Of the follower's thread, and true to the record that the listener is being told
    /// of.
    public boolean isAtEnd(int partition) {
        return atEnd[partition];
    }

    /// How often a partition had to be read again from its beginning.
    public long bootstraps() {
        return bootstraps;
    }

    /// How often Kafka gave up on something, which was then tried again.
    public long timeouts() {
        return timeouts;
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
