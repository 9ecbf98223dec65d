package io.deltatape.bridge.publish;

import io.deltatape.contract.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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
        consumer =
                new KafkaConsumer<>(settings.properties(ours), new StringDeserializer(), new ByteArrayDeserializer());
        partitions = IntStream.range(0, settings.partitions())
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        consumer.assign(partitions);
    }

    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    void seekToBeginning() {
        consumer.seekToBeginning(partitions);
    }

    /// Goes on at the end less so many records, unless it stands later.
    void skipToLast(Map<TopicPartition, Long> ends, long records) {
        ends.forEach((partition, end) -> {
            if (consumer.position(partition) < end - records) {
                consumer.seek(partition, end - records);
            }
        });
    }

    boolean isBehind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    Iterable<ConsumerRecord<String, byte[]>> poll() {
        return consumer.poll(POLL);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
    }
}
