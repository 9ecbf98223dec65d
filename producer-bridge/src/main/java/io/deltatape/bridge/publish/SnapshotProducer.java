package io.deltatape.bridge.publish;

import io.deltatape.contract.kafka.KafkaAwayException;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.SymbolPartitioner;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Makes the Kafka producer of snapshots and statuses: each at once, in order, acknowledged by all replicas, and never
/// blocking the caller for long.
public final class SnapshotProducer {
    static final int MAX_BLOCK_MS = 50;
    private static final int ATTEMPTS_MAX = 200;

    private SnapshotProducer() {}

    /// Blocks until the topic is known.
    ///
    /// @throws KafkaAwayException if that takes too long
    public static Producer<String, byte[]> create(KafkaSettings settings, String bridgeId) {
        Map<String, Object> ours = Map.ofEntries(
                Map.entry("client.id", "bridge-" + bridgeId),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", true),
                Map.entry("linger.ms", 0),
                // What gathers while a request is under way goes with the next: see ADR 0021.
                Map.entry("max.in.flight.requests.per.connection", 1),
                Map.entry("max.block.ms", MAX_BLOCK_MS),
                Map.entry("request.timeout.ms", 5_000),
                Map.entry("delivery.timeout.ms", 30_000),
                Map.entry("reconnect.backoff.ms", 50),
                Map.entry("reconnect.backoff.max.ms", 1_000),
                Map.entry("metadata.recovery.strategy", "none"),
                Map.entry("partitioner.class", SymbolPartitioner.class.getName()));
        Producer<String, byte[]> producer = open(settings, ours);
        learnPartitions(producer, settings.topics().snapshots());
        learnPartitions(producer, settings.topics().status());
        learnPartitions(producer, settings.topics().instruments());
        return producer;
    }

    /// A producer of ours.
    ///
    /// @throws io.deltatape.contract.config.SettingsException if Kafka's client refuses its properties
    static Producer<String, byte[]> open(KafkaSettings settings, Map<String, Object> ours) {
        try {
            return new KafkaProducer<>(settings.properties(ours), new StringSerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw KafkaSettings.refusal(e);
        }
    }

    /// So that the first send does not have to wait for what the short `max.block.ms` may not suffice for.
    static void learnPartitions(Producer<String, byte[]> producer, String topic) {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.partitionsFor(topic);
                return;
            } catch (TimeoutException e) {
                if (attempt == ATTEMPTS_MAX) {
                    producer.close(Duration.ZERO);
                    throw new KafkaAwayException(
                            "topic " + topic + " is not known to Kafka after " + ATTEMPTS_MAX * MAX_BLOCK_MS
                                    + " ms: check that Kafka is healthy, then start again",
                            e);
                }
            }
        }
    }
}
