package io.deltatape.contract.kafka;

import io.deltatape.contract.SlotKey;
import io.deltatape.contract.Symbol;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;

/// Sends a record to the partition of its symbol, whatever follows the symbol in the key, by murmur2 as Kafka's
/// default does: so all records of a symbol, in all market topics, stand in the partition of the same number.
///
/// A Kafka producer makes its own instance from the class name.
public final class SymbolPartitioner implements Partitioner {
    /// The partition of a key of any market topic.
    public static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(SlotKey.symbolName(key).getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    public static int partition(Symbol symbol, int partitions) {
        return partition(symbol.name(), partitions);
    }

    /// The reserved symbol whose records run through a partition to prove it alive: one per bridge and partition.
    public static Symbol canary(String bridgeId, int partition, int partitions) {
        int attempt = 0;
        while (true) {
            String name = "~" + bridgeId + "." + partition + "." + attempt++;
            if (partition(name, partitions) == partition) {
                return new Symbol(name);
            }
        }
    }

    @Override
    public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        return partition((String) key, cluster.partitionCountForTopic(topic));
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
