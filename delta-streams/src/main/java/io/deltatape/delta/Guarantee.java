package io.deltatape.delta;

import org.apache.kafka.streams.StreamsConfig;

/// How often a snapshot's effect can stand in the output.
public enum Guarantee {
    /// The default: no transaction, so no commit interval of latency; right by construction, see [DeltaTopology].
    AT_LEAST_ONCE(StreamsConfig.AT_LEAST_ONCE),
    /// Kafka's transactions. Whoever wants to profit must read committed, and then waits for commits.
    EXACTLY_ONCE(StreamsConfig.EXACTLY_ONCE_V2);

    private final String kafkaName;

    Guarantee(String kafkaName) {
        this.kafkaName = kafkaName;
    }

    String kafkaName() {
        return kafkaName;
    }
}
