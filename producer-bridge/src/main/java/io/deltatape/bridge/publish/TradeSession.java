package io.deltatape.bridge.publish;

import io.deltatape.contract.Trade;
import io.deltatape.contract.TradesBegin;
import io.deltatape.contract.codec.TradeCodec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/// One producer of `market.trades`, from its opening until the first record that Kafka did not take: behind such a one
/// order could not be vouched for, so nothing more is sent and the session is over.
///
/// Sending belongs to the market thread; the callbacks of the producer leave what they know in shared values.
final class TradeSession {
    private final Producer<String, byte[]> producer;
    private final String topic;
    private final TradeCodec codec = new TradeCodec();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<Optional<Exception>> failure = new AtomicReference<>(Optional.empty());
    /// Per partition the offset after the last record acknowledged, or where the partition ended at the opening.
    private final AtomicLongArray acknowledgedEnds;

    TradeSession(Producer<String, byte[]> producer, String topic, TradeLog log, int partitions) {
        this.producer = producer;
        this.topic = topic;
        this.acknowledgedEnds = new AtomicLongArray(partitions);
        for (int p = 0; p < partitions; p++) {
            acknowledgedEnds.set(p, log.end(p));
        }
    }

    /// Gives a trade to Kafka; when it is acknowledged, everything before `nextOffset` is. Gives the record's bytes.
    int send(TradeLane lane, Trade trade, long nextOffset) {
        return send(lane, codec.encode(trade), new TradePosition(trade.generation(), nextOffset, trade.timeUs()));
    }

    int send(TradeLane lane, TradesBegin begin) {
        var position = new TradePosition(begin.generation(), begin.firstOffset(), begin.replacesFromUs());
        return send(lane, codec.encode(begin), position);
    }

    /// Behind a record that was not taken none may go, of whatever symbol: what is read back is the last
    /// position, and a hole before it would stay.
    private int send(TradeLane lane, byte[] value, TradePosition position) {
        if (failure.get().isPresent()) {
            return 0;
        }
        inFlight.incrementAndGet();
        try {
            var record = new ProducerRecord<>(topic, lane.symbol.name(), value);
            var _ = producer.send(record, (metadata, problem) -> {
                if (problem == null) {
                    acknowledged(lane, position, metadata);
                } else {
                    fail(problem);
                }
                inFlight.decrementAndGet();
            });
        } catch (KafkaException | IllegalStateException e) { // the latter where a callback has closed the producer
            fail(e);
            inFlight.decrementAndGet();
        }
        return value.length;
    }

    /// A broker that has lost what it had acknowledged gives its offsets again.
    private void acknowledged(TradeLane lane, TradePosition position, RecordMetadata metadata) {
        if (metadata.hasOffset()) {
            long end = acknowledgedEnds.getAndSet(lane.partition, metadata.offset() + 1);
            if (metadata.offset() < end) {
                fail(new KafkaException("partition " + lane.partition + " ended before offset " + end
                        + " and goes on at " + metadata.offset() + ": the broker has lost what it acknowledged"));
                return;
            }
        }
        lane.acknowledge(position);
    }

    /// Ends the producer at once: what it has gathered behind the record that failed must not be sent. It may be called
    /// from the producer's own thread.
    private void fail(Exception problem) {
        if (failure.compareAndSet(Optional.empty(), Optional.of(problem))) {
            producer.close(Duration.ZERO);
        }
    }

    /// Why the session is over, if it is.
    Optional<Exception> failure() {
        return failure.get();
    }

    int inFlight() {
        return inFlight.get();
    }

    /// The offset in a partition before which every record of ours is acknowledged.
    long acknowledgedEnd(int partition) {
        return acknowledgedEnds.get(partition);
    }

    /// Sends what is under way, for so long at most.
    void close(Duration patience) {
        producer.close(patience);
    }
}
