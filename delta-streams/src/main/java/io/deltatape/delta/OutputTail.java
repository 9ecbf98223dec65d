package io.deltatape.delta;

import io.deltatape.contract.MarketState;
import io.deltatape.contract.SlotKey;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads the end of an output partition, and how far the input goes, with a consumer that lives as long as the
/// question.
///
/// Packed deltas say only the low bits of their epoch, so keyframes are looked at, and the window is widened until it
/// holds one or reaches the beginning. The highest epoch of the window counts, not the last: the last record may be a
/// late one of an instance that was stopped while another took over. Aborted transactions are read too: their epochs
/// are used up. Thread-safe: keeps no state.
final class OutputTail implements TaskStart {
    /// Offsets looked at first: several seconds of keyframes of a busy partition, one fetch.
    private static final long WINDOW = 1_000;
    private static final int WIDENED_BY = 16;
    private static final Duration POLL = Duration.ofMillis(100);
    /// Without progress for so long the question fails, and the task's start with it.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String topic;
    private final String input;
    private final IntFunction<Consumer<String, byte[]>> consumers;
    private final LongSupplier nanoTicker;

    /// `consumers` makes a consumer for the question about a partition.
    OutputTail(Topics topics, IntFunction<Consumer<String, byte[]>> consumers, LongSupplier nanoTicker) {
        this.topic = topics.deltas();
        this.input = topics.snapshots();
        this.consumers = consumers;
        this.nanoTicker = nanoTicker;
    }

    /// `group` is that of the tasks, whose committed offsets are looked at.
    static OutputTail of(KafkaSettings kafka, String group, LongSupplier nanoTicker) {
        return new OutputTail(kafka.topics(), partition -> consumer(kafka, group, partition), nanoTicker);
    }

    @Override
    public Found look(int partition) {
        var output = new TopicPartition(topic, partition);
        var source = new TopicPartition(input, partition);
        try (var consumer = consumers.apply(partition)) {
            consumer.assign(List.of(output));
            long lastEpoch = lastEpoch(consumer, output);
            OffsetAndMetadata committed =
                    consumer.committed(Set.of(source), PATIENCE).get(source);
            long from = committed == null
                    ? offset(consumer.beginningOffsets(List.of(source), PATIENCE), source)
                    : committed.offset();
            return new Found(lastEpoch, from, offset(consumer.endOffsets(List.of(source), PATIENCE), source));
        }
    }

    private long lastEpoch(Consumer<String, byte[]> consumer, TopicPartition output) {
        long begin = offset(consumer.beginningOffsets(List.of(output), PATIENCE), output);
        long end = offset(consumer.endOffsets(List.of(output), PATIENCE), output);
        long from = end;
        for (long window = WINDOW; from > begin; window *= WIDENED_BY) {
            long to = from;
            from = Math.max(begin, end - window);
            long highest = highestEpoch(consumer, output, from, to);
            if (highest > 0) {
                return highest;
            }
        }
        return 0;
    }

    private static Consumer<String, byte[]> consumer(KafkaSettings kafka, String group, int partition) {
        var ours = Map.<String, Object>of(
                "group.id",
                group,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_uncommitted",
                "fetch.max.wait.ms",
                10,
                "max.poll.records",
                (int) WINDOW,
                "retry.backoff.ms",
                10,
                "default.api.timeout.ms",
                (int) PATIENCE.toMillis(),
                "client.id",
                "output-tail-" + partition);
        return new KafkaConsumer<>(kafka.properties(ours), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    private long highestEpoch(Consumer<String, byte[]> consumer, TopicPartition output, long from, long to) {
        var reader = new RecordReader();
        long highest = 0;
        long progressNanos = nanoTicker.getAsLong();
        consumer.seek(output, from);
        for (long position = from; position < to; ) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL).records(output)) {
                highest = Math.max(highest, epoch(reader, record));
            }
            long reached = consumer.position(output);
            if (reached > position) {
                progressNanos = nanoTicker.getAsLong();
            } else if (nanoTicker.getAsLong() - progressNanos > PATIENCE.toNanos()) {
                throw new TimeoutException("%s: no record at offset %d within %d s, expected all up to %d"
                        .formatted(output, reached, PATIENCE.toSeconds(), to));
            }
            position = reached;
        }
        return highest;
    }

    /// The epoch of an intact keyframe; 0 for anything else.
    private static long epoch(RecordReader reader, ConsumerRecord<String, byte[]> record) {
        String key = record.key();
        if (key == null || record.value() == null || !SlotKey.isKeyframe(key) || !Symbol.isValid(key)) {
            return 0;
        }
        Update update = reader.update(new Symbol(key), record.value(), StreamPosition.NONE, MarketState.EMPTY);
        return update instanceof Update.Keyframe keyframe ? keyframe.position().epoch() : 0;
    }
}
