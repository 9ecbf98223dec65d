package io.deltatape.bridge.publish;

import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.SymbolPartitioner;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Makes the Kafka producer of snapshots: each at once, in order, acknowledged by all replicas, and never blocking the
/// caller for long.
public final class SnapshotProducer {
    private SnapshotProducer() {}

    public static Producer<String, byte[]> create(KafkaSettings settings, String bridgeId) {
        Map<String, Object> ours = Map.ofEntries(
                Map.entry("client.id", "bridge-" + bridgeId),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", true),
                Map.entry("linger.ms", 0),
                Map.entry("max.block.ms", 50),
                Map.entry("request.timeout.ms", 5_000),
                Map.entry("delivery.timeout.ms", 30_000),
                Map.entry("reconnect.backoff.ms", 50),
                Map.entry("reconnect.backoff.max.ms", 1_000),
                Map.entry("partitioner.class", SymbolPartitioner.class.getName()));
        return new KafkaProducer<>(settings.properties(ours), new StringSerializer(), new ByteArraySerializer());
    }
}
