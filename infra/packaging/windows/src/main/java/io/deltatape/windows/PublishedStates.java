package io.deltatape.windows;

import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What a bridge publishes, read from `market.snapshots` from its beginning on. Belongs to one thread.
final class PublishedStates implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<String, byte[]> consumer;
    private final RecordReader reader = new RecordReader();

    PublishedStates(KafkaSettings kafka) {
        Map<String, Object> ours = Map.of("enable.auto.commit", false, "allow.auto.create.topics", false);
        consumer = new KafkaConsumer<>(kafka.properties(ours), new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = IntStream.range(0, kafka.partitions())
                .mapToObj(p -> new TopicPartition(kafka.topics().snapshots(), p))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /// The next snapshot that is wanted; what comes before it is passed over.
    Optional<Snapshot> await(Predicate<Snapshot> wanted, Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        Optional<Snapshot> found = Optional.empty();
        while (found.isEmpty() && System.nanoTime() - deadlineNanos < 0) {
            for (ConsumerRecord<String, byte[]> entry : consumer.poll(POLL)) {
                if (found.isEmpty()
                        && reader.snapshot(new Symbol(entry.key()), entry.value()) instanceof Snapshot snapshot
                        && wanted.test(snapshot)) {
                    found = Optional.of(snapshot);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
}
