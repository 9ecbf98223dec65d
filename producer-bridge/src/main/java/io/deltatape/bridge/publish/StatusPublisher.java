package io.deltatape.bridge.publish;

import io.deltatape.contract.ComponentStatus;
import io.deltatape.contract.codec.StatusCodec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/// Says in `bridge.status` how the bridge is, and learns from the answers how far its clock is from the broker's.
///
/// The topic's records bear the broker's time: it lies between sending and acknowledgement, so half of what is between
/// these two is the error. A status that Kafka does not take is lost; the next one says more. Sending belongs to the
/// market thread.
public final class StatusPublisher {
    private static final String KIND = "bridge";
    /// A record's own time is set this far off, so that it is told from the broker's.
    private static final long OWN_TIME_BACK_MS = 3_600_000;
    private static final long HALF_MS_US = 500;

    /// How far our clock is ahead, and by how much that may be wrong; an error below zero means not known.
    private record Offset(long us, long errorUs) {}

    private final Producer<String, byte[]> producer;
    private final String topic;
    private final String id;
    private final LongSupplier clockUs;
    private final long startedUs;
    private final StatusCodec codec = new StatusCodec();
    /// Written by callbacks.
    private volatile Offset offset = new Offset(0, -1);
    private final AtomicLong failures = new AtomicLong();

    public StatusPublisher(Producer<String, byte[]> producer, String topic, String id, LongSupplier clockUs) {
        this.producer = producer;
        this.topic = topic;
        this.id = id;
        this.clockUs = clockUs;
        this.startedUs = clockUs.getAsLong();
    }

    /// Sends what is so now, and gives it.
    public ComponentStatus publish(List<ComponentStatus.Problem> problems, Map<String, Long> figures) {
        long nowUs = clockUs.getAsLong();
        Offset known = offset;
        var status = new ComponentStatus(id, KIND, nowUs, startedUs, problems, figures, known.us(), known.errorUs());
        long ownMs = Math.max(0, nowUs / 1_000 - OWN_TIME_BACK_MS);
        try {
            var record = new ProducerRecord<>(topic, null, ownMs, id, codec.encode(status));
            var _ = producer.send(record, (metadata, problem) -> {
                if (problem == null) {
                    learn(metadata, ownMs, nowUs, clockUs.getAsLong());
                } else {
                    failures.incrementAndGet();
                }
            });
        } catch (KafkaException _) {
            failures.incrementAndGet();
        }
        return status;
    }

    private void learn(RecordMetadata metadata, long ownMs, long sentUs, long answeredUs) {
        long brokerMs = metadata.timestamp();
        if (brokerMs == ownMs || brokerMs < 0) {
            offset = new Offset(0, -1); // the topic bears our own time, which tells nothing
            return;
        }
        long middleUs = sentUs + (answeredUs - sentUs) / 2;
        offset = new Offset(middleUs - (brokerMs * 1_000 + HALF_MS_US), (answeredUs - sentUs) / 2 + HALF_MS_US);
    }

    /// Statuses that Kafka did not take.
    public long failures() {
        return failures.get();
    }
}
