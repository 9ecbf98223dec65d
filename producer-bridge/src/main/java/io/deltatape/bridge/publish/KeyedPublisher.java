package io.deltatape.bridge.publish;

import io.deltatape.contract.Symbol;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
            for (int waiting = failed.size(); waiting > 0; waiting--) {
                Symbol symbol = failed.poll();
                if (symbol != null) {
                    send(symbol);
                }
            }
        }
    }

    private void send(Symbol symbol) {
        try {
            var _ = producer.send(new ProducerRecord<>(topic, symbol.name(), latest.get(symbol)), (_, problem) -> {
                if (problem != null) {
                    failed.add(symbol);
                }
            });
        } catch (KafkaException _) {
            failed.add(symbol);
        }
    }
}
