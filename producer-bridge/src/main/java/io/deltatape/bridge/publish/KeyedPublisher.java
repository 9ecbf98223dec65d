package io.deltatape.bridge.publish;

import io.deltatape.contract.Symbol;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one value per symbol, or its end, into a compacted topic where values seldom change, and sees to it that the
/// latest arrives: what Kafka does not take is sent again.
///
/// Owned by the market thread; the producer's callbacks only leave messages.
public final class KeyedPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedPublisher.class);
    /// How soon what failed is sent again.
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final Producer<String, byte[]> producer;
    private final String topic;
    /// What each symbol was last given; null stands for its end.
    private final Map<Symbol, byte @Nullable []> latest = new LinkedHashMap<>();
    private final ConcurrentLinkedQueue<Symbol> failed = new ConcurrentLinkedQueue<>();
    private long retryDueNanos;
    private boolean isRetryDue;

    public KeyedPublisher(Producer<String, byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /// Sends a value, unless it is the symbol's already.
    public void put(Symbol symbol, byte[] value) {
        if (!latest.containsKey(symbol) || !Arrays.equals(latest.get(symbol), value)) {
            latest.put(symbol, value);
            send(symbol);
        }
    }

    /// Ends a symbol: sends a record without a value.
    public void end(Symbol symbol) {
        if (!latest.containsKey(symbol) || latest.get(symbol) != null) {
            latest.put(symbol, null);
            send(symbol);
        }
    }

    /// Forgets what a symbol was last given: whatever comes next is sent.
    public void forget(Symbol symbol) {
        latest.remove(symbol);
    }

    /// Sends again what failed, when a while has passed; to be called now and then.
    public void retry(long nowNanos) {
        if (failed.isEmpty()) {
            return;
        }
        if (!isRetryDue) {
            isRetryDue = true;
            retryDueNanos = nowNanos + RETRY_NANOS;
            LOG.warn("not accepted by Kafka, sent again topic={} symbol={}", topic, failed.peek());
        } else if (nowNanos - retryDueNanos >= 0) {
            isRetryDue = false;
            // One that fails at once may have waited for that: the others would too.
            boolean isTaken = true;
            for (int waiting = failed.size(); waiting > 0 && isTaken; waiting--) {
                Symbol symbol = failed.poll();
                isTaken = symbol == null || send(symbol);
            }
        }
    }

    /// Answers whether it was not refused at once.
    private boolean send(Symbol symbol) {
        try {
            var record = new ProducerRecord<>(topic, symbol.name(), latest.get(symbol));
            Future<RecordMetadata> sent = producer.send(record, (_, problem) -> {
                if (problem != null) {
                    failed.add(symbol);
                }
            });
            return sent.state() != Future.State.FAILED;
        } catch (KafkaException _) {
            failed.add(symbol);
            return false;
        }
    }
}
