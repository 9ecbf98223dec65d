package io.deltatape.delta;

import java.util.Locale;

/// By which of Kafka's protocols the instances share the partitions: setting `delta.group.protocol`.
public enum Membership {
    /// KIP-1071, the broker assigns the tasks, once, where the classic protocol may start a task on one thread and then
    /// move it, with two epochs; needs a broker of 4.2 or later. Its session timeout is a setting of the
    /// broker's (`group.streams.session.timeout.ms`, 45 s by default), or of the group's on the broker.
    STREAMS,
    /// For older brokers; an instance that died is noticed after our session timeout of 6 s.
    CLASSIC;

    String kafkaName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
