package io.deltatape.bridge.publish;

import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.SymbolPartitioner;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens sessions for trades: reads the end of the topic back, and makes a producer that gives up on no record.
///
/// The producer is idempotent and tries for as long as Kafka allows, so that a broker that comes back after
/// minutes gets everything in order; its memory is bounded by `buffer.memory` and the publisher's window.
/// Thread-safe.
public final class TradeOpener implements TradePublisher.Opener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TradeOpener.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long RETRY_MS = 1_000;
    private static final int BUFFER_BYTES = 16 << 20;
    /// With one request under way, what gathers meanwhile goes with the next.
    private static final int BATCH_BYTES_MAX = 256 << 10;

    private final KafkaSettings settings;
    private final String bridgeId;
    private final LongSupplier nanoTime;
    private final CountDownLatch closed = new CountDownLatch(1);

    public TradeOpener(KafkaSettings settings, String bridgeId, LongSupplier nanoTime) {
        this.settings = settings;
        this.bridgeId = bridgeId;
        this.nanoTime = nanoTime;
    }

    /// Opens a session and waits for it.
    ///
    /// @throws io.deltatape.contract.kafka.KafkaAwayException if Kafka does not answer in time
    public TradePublisher.Opened openNow(long[] from) {
        TradeLog log = TradeLog.read(settings, from, nanoTime, PATIENCE);
        String topic = settings.topics().trades();
        Producer<String, byte[]> producer = SnapshotProducer.open(settings, ours());
        SnapshotProducer.learnPartitions(producer, topic);
        return new TradePublisher.Opened(new TradeSession(producer, topic, log, settings.partitions()), log);
    }

    private Map<String, Object> ours() {
        return Map.ofEntries(
                Map.entry("client.id", "bridge-" + bridgeId + "-trades"),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", true),
                Map.entry("linger.ms", 5),
                Map.entry("batch.size", batchBytes()),
                // A second request under way could be taken when the first is refused: a broker without any state of
                // the producer takes whatever sequence comes.
                Map.entry("max.in.flight.requests.per.connection", 1),
                Map.entry("max.block.ms", SnapshotProducer.MAX_BLOCK_MS),
                Map.entry("buffer.memory", BUFFER_BYTES),
                Map.entry("request.timeout.ms", 5_000),
                Map.entry("delivery.timeout.ms", Integer.MAX_VALUE),
                Map.entry("reconnect.backoff.ms", 50),
                Map.entry("reconnect.backoff.max.ms", 1_000),
                Map.entry("metadata.max.idle.ms", Integer.MAX_VALUE),
                // Otherwise a client whose only broker is away forgets the topic, and refuses what is sent meanwhile.
                Map.entry("metadata.recovery.strategy", "none"),
                Map.entry("partitioner.class", SymbolPartitioner.class.getName()));
    }

    /// A batch of each partition fits into half of the memory: the other half is for what follows.
    private int batchBytes() {
        return Math.min(BATCH_BYTES_MAX, BUFFER_BYTES / (2 * settings.partitions()));
    }

    /// Opens a session in the background, and tries until there is one or this is closed.
    @Override
    public CompletableFuture<TradePublisher.Opened> open(long[] from) {
        var opened = new CompletableFuture<TradePublisher.Opened>();
        Thread.ofPlatform().name("trades-open").daemon().start(() -> open(from, opened));
        return opened;
    }

    private void open(long[] from, CompletableFuture<TradePublisher.Opened> opened) {
        try {
            while (!closed.await(RETRY_MS, TimeUnit.MILLISECONDS)) {
                try {
                    opened.complete(openNow(from));
                    return;
                } catch (RuntimeException e) { // a name that is not resolved now is one too, and says it otherwise
                    LOG.warn("trades cannot go on yet, tried again cause={}", e.toString());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
