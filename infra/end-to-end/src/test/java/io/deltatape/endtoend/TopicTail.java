package io.deltatape.endtoend;

import io.deltatape.contract.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads one topic from its beginning, as a foreign program would: each record as it stands there.
final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;

    TopicTail(KafkaSettings kafka, String topic) {
        consumer = new KafkaConsumer<>(
                kafka.properties(Map.of("enable.auto.commit", false, "auto.offset.reset", "earliest")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, kafka.partitions())
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    void poll(Consumer<ConsumerRecord<String, byte[]>> sink) {
        consumer.poll(POLL).forEach(sink);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
