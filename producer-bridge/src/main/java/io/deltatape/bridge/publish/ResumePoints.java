package io.deltatape.bridge.publish;

import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.TopicsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last snapshot of each symbol, read back from Kafka when a bridge starts: the bridge's only memory.
///
/// Belongs to one thread until it is handed on.
public final class ResumePoints {
    private static final Logger LOG = LoggerFactory.getLogger(ResumePoints.class);

    private final Map<Symbol, Snapshot> last = new HashMap<>();
    private final RecordReader reader = new RecordReader();
    private long ownMax;
    private long malformed;

    ResumePoints() {}

    /// Of a bridge that nothing is known about.
    public static ResumePoints none() {
        return new ResumePoints();
    }

    /// Reads `market.snapshots` from its beginning to its present end.
    ///
    /// @throws TopicsException if that takes longer than `patience`
    public static ResumePoints read(KafkaSettings settings, LongSupplier nanoTime, Duration patience) {
        long startNanos = nanoTime.getAsLong();
        var points = new ResumePoints();
        String topic = settings.topics().snapshots();
        try (var records = new TopicReader(settings, topic)) {
            records.seekToBeginning();
            var ends = records.ends();
            while (records.isBehind(ends)) {
                records.poll().forEach(points::take);
                if (nanoTime.getAsLong() - startNanos > patience.toNanos()) {
                    throw new TopicsException("topic " + topic + " could not be read to its end within " + patience
                            + ": check that Kafka at " + settings.bootstrapServers() + " is healthy, then start again");
                }
            }
        } catch (KafkaException e) {
            throw new TopicsException(
                    "topic " + topic + " at " + settings.bootstrapServers() + " cannot be read (" + e
                            + "): check that Kafka is healthy and that reading is allowed",
                    e);
        }
        if (points.malformed > 0) {
            LOG.warn("snapshots that cannot be read were left out topic={} count={}", topic, points.malformed);
        }
        return points;
    }

    private void take(ConsumerRecord<String, byte[]> entry) {
        take(entry.key(), entry.value());
    }

    void take(String key, byte[] value) {
        if (key == null || !Symbol.isValid(key)) {
            malformed++;
            return;
        }
        var symbol = new Symbol(key);
        if (value == null) {
            last.remove(symbol);
            return;
        }
        switch (reader.snapshot(symbol, value)) {
            case Snapshot snapshot -> {
                ownMax = Math.max(ownMax, snapshot.own());
                last.merge(symbol, snapshot, (old, now) -> now.isAfter(old) ? now : old);
            }
            case Update.Malformed _ -> malformed++;
        }
    }

    public Optional<Snapshot> of(Symbol symbol) {
        return Optional.ofNullable(last.get(symbol));
    }

    /// The incarnation of the bridge that starts now: above every one before, even if the clock was set back.
    public long nextOwn(long nowUs) {
        return Math.max(ownMax + 1, nowUs);
    }

    long malformed() {
        return malformed;
    }
}
