package io.deltatape.bridge;

import io.deltatape.bridge.publish.Canary;
import io.deltatape.bridge.publish.ResumePoints;
import io.deltatape.bridge.publish.SnapshotProducer;
import io.deltatape.bridge.publish.TradeOpener;
import io.deltatape.bridge.publish.TradePublisher;
import io.deltatape.contract.kafka.KafkaAwayException;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.MarketTopics;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a bridge needs of Kafka before it reads its first file: the topics, where it goes on, and ways to send.
record Connection(
        ResumePoints resumePoints,
        Canary canary,
        TradeOpener opener,
        TradePublisher.Opened trades,
        Producer<String, byte[]> producer) {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    /// How long one attempt waits.
    private static final Duration ATTEMPT = Duration.ofSeconds(30);
    private static final Duration RESUME_PATIENCE = Duration.ofSeconds(60);

    /// Connects, and tries again while Kafka is away and the configured patience lasts, unless the bridge is ending
    /// already. Blocks.
    ///
    /// @throws io.deltatape.contract.kafka.TopicsException if Kafka stays away, refuses us, or a topic does not fit
    static Connection open(BridgeConfig config, KafkaSettings kafka, LongSupplier nanoTime, BooleanSupplier isEnding) {
        long startNanos = nanoTime.getAsLong();
        while (true) {
            Duration left = config.startPatience().minusNanos(nanoTime.getAsLong() - startNanos);
            try {
                return attempt(config, kafka, nanoTime, left.compareTo(ATTEMPT) < 0 ? left : ATTEMPT);
            } catch (KafkaAwayException e) {
                boolean isOver = nanoTime.getAsLong() - startNanos
                        >= config.startPatience().toNanos();
                if (isOver || isEnding.getAsBoolean()) {
                    throw e;
                }
                LOG.warn("not connected yet, tried again: {}", e.getMessage());
            }
        }
    }

    private static Connection attempt(
            BridgeConfig config, KafkaSettings kafka, LongSupplier nanoTime, Duration patience) {
        new MarketTopics(kafka).ensure(patience);
        ResumePoints resumePoints = ResumePoints.read(kafka, nanoTime, RESUME_PATIENCE);
        var canary = new Canary(config.id(), kafka.partitions());
        var opener = new TradeOpener(kafka, config.id(), nanoTime);
        Producer<String, byte[]> producer = SnapshotProducer.create(kafka, config.id());
        try {
            TradePublisher.Opened trades = opener.openNow(resumePoints.tradesCovered(canary));
            return new Connection(resumePoints, canary, opener, trades, producer);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }
}
