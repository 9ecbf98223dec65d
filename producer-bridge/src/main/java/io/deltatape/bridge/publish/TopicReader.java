package io.deltatape.bridge.publish;

import io.deltatape.contract.kafka.KafkaAwayException;
import io.deltatape.contract.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads the partitions of one topic up to where they end at the moment of asking. Belongs to one thread.
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Consumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    TopicReader(KafkaSettings settings, String topic) {
        Map<String, Object> ours = Map.of(
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "default.api.timeout.ms",
                10_000,
                "allow.auto.create.topics",
                false);
        consumer = consumer(settings, ours);
        partitions = IntStream.range(0, settings.partitions())
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        consumer.assign(partitions);
    }

    private static Consumer<String, byte[]> consumer(KafkaSettings settings, Map<String, Object> ours) {
        try {
            return new KafkaConsumer<>(
                    settings.properties(ours), new StringDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw KafkaSettings.refusal(e);
        }
    }

    /// Passes the records of a topic from an offset of each partition to its present end; from the partition's
    /// beginning where it ends before that offset. Gives the ends.
    ///
    /// @throws KafkaAwayException if nothing comes for as long as `patience`, or Kafka does not answer
    static Map<TopicPartition, Long> readToEnd(
            KafkaSettings settings,
            String topic,
            long[] from,
            LongSupplier nanoTime,
            Duration patience,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> sink) {
        long progressNanos = nanoTime.getAsLong();
        try (var records = new TopicReader(settings, topic)) {
            Map<TopicPartition, Long> ends = records.ends();
            records.consumer.seekToBeginning(records.partitions);
            records.skipTo(ends, from);
            while (records.isBehind(ends)) {
                ConsumerRecords<String, byte[]> read = records.poll();
                read.forEach(sink);
                long now = nanoTime.getAsLong();
                progressNanos = read.isEmpty() ? progressNanos : now;
                if (now - progressNanos > patience.toNanos()) {
                    throw new KafkaException("nothing more came for " + patience);
                }
            }
            return ends;
        } catch (KafkaException e) {
            throw new KafkaAwayException(
                    "topic " + topic + " at " + settings.bootstrapServers() + " cannot be read (" + e
                            + "): check that Kafka is healthy and that reading is allowed",
                    e);
        }
    }

    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    private void skipTo(Map<TopicPartition, Long> ends, long[] offsets) {
        ends.forEach((partition, end) -> {
            long offset = offsets[partition.partition()];
            if (offset > 0 && offset <= end) {
                consumer.seek(partition, offset);
            }
        });
    }

    /// Goes on at the end less so many records, unless it stands later.
    void skipToLast(Map<TopicPartition, Long> ends, long records) {
        ends.forEach((partition, end) -> {
            if (consumer.position(partition) < end - records) {
                consumer.seek(partition, end - records);
            }
        });
    }

    /// Ends a call that waits for Kafka, or the next one, with a [org.apache.kafka.common.errors.WakeupException]. The
    /// one method that is safe from any thread.
    void wakeup() {
        consumer.wakeup();
    }

    boolean isBehind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    ConsumerRecords<String, byte[]> poll() {
        return consumer.poll(POLL);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
    }
}
