package io.deltatape.delta;

import java.util.Locale;

/// By which of Kafka's protocols the instances share the partitions: setting `delta.group.protocol`.
public enum Membership {
    /// The members assign the tasks. An instance that died is noticed after our session timeout of 6 s, anywhere.
    CLASSIC,
    /// KIP-1071: the broker assigns the tasks, each once; needs a broker of 4.2 or later. How soon a dead instance
    /// is noticed is a setting of the broker's (`group.streams.session.timeout.ms`, 45 s by default), or of the
    /// group's on the broker.
    STREAMS;

    String kafkaName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
