package io.deltatape.bridge;

import io.deltatape.bridge.publish.Canary;
import io.deltatape.bridge.publish.OwnGuard;
import io.deltatape.bridge.publish.ResumePoints;
import io.deltatape.bridge.publish.SnapshotProducer;
import io.deltatape.bridge.publish.SnapshotPublisher;
import io.deltatape.bridge.watch.DirectoryException;
import io.deltatape.bridge.watch.DirectoryWatch;
import io.deltatape.bridge.watch.FileChange;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.MarketTopics;
import io.deltatape.contract.kafka.TopicsException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running bridge: watches the folder, and publishes a snapshot of a symbol whenever its file has grown.
///
/// Threads: `watch` (directory events), `market` (files, sessions, publisher), `own-guard`. The methods are safe from
/// any thread. If the bridge cannot go on it stops and [#failure] completes.
public final class ProducerBridge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerBridge.class);
    private static final Duration TOPICS_PATIENCE = Duration.ofSeconds(30);
    private static final Duration RESUME_PATIENCE = Duration.ofSeconds(60);
    /// Changes that wait for the market thread; beyond that one rescan stands for all.
    private static final int CHANGES_MAX = 65_536;
    /// Snapshots not acknowledged yet; beyond that symbols wait with their latest state.
    private static final int IN_FLIGHT_MAX = 2_000;
    private static final long CLOSE_MS = 5_000;

    private final MarketLoop loop;
    private final SymbolFiles files;
    private final SnapshotPublisher publisher;
    private final DirectoryWatch watch;
    private final OwnGuard guard;
    private final Thread market;
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private ProducerBridge(BridgeConfig config, KafkaSettings kafka, LongSupplier clockUs, LongSupplier nanoTime) {
        BlockingQueue<FileChange> changes = new LinkedBlockingQueue<>(CHANGES_MAX);
        watch = DirectoryWatch.start(config.directory(), clockUs, changes);
        try {
            new MarketTopics(kafka).ensure(TOPICS_PATIENCE);
            ResumePoints resumePoints = ResumePoints.read(kafka, nanoTime, RESUME_PATIENCE);
            long own = resumePoints.nextOwn(clockUs.getAsLong());
            files = new SymbolFiles(config, resumePoints);
            publisher = new SnapshotPublisher(
                    SnapshotProducer.create(kafka, config.id()),
                    kafka.topics().snapshots(),
                    kafka.wire().codec(),
                    own,
                    clockUs,
                    IN_FLIGHT_MAX);
            var canary = new Canary(config.id(), kafka.partitions());
            loop = new MarketLoop(config, files, publisher, canary, changes, clockUs, nanoTime);
            guard = new OwnGuard(
                    kafka,
                    own,
                    symbol -> files.isPublished(symbol) || canary.symbols().contains(symbol),
                    this::fail);
            market = new Thread(this::runLoop, "market");
            market.setDaemon(true);
            LOG.info("bridge started id={} directory={} own={}", config.id(), config.directory(), own);
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    /// Starts a bridge on the system's clocks and returns when it runs; the files that are there are read after that.
    ///
    /// @throws DirectoryException if the folder is not there or cannot be read
    /// @throws TopicsException if Kafka cannot be reached or its topics do not fit
    public static ProducerBridge start(BridgeConfig config, KafkaSettings kafka) {
        var bridge = new ProducerBridge(config, kafka, micros(InstantSource.system()), System::nanoTime);
        bridge.market.start();
        bridge.guard.start();
        return bridge;
    }

    /// The microseconds since 1970 on a clock.
    private static LongSupplier micros(InstantSource clock) {
        return () -> ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    private void runLoop() {
        try {
            loop.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (EnvironmentLostException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("the market thread ended by an error of the program", e);
            fail("the bridge ended by an error of the program: " + e);
        } finally {
            publisher.close();
            files.close();
            LOG.info("bridge stopped {}", loop.figures());
        }
    }

    private void fail(String message) {
        LOG.error("bridge stopped: {}", message);
        loop.stop();
        failure.complete(message);
    }

    /// What was done so far.
    public BridgeFigures figures() {
        return loop.figures();
    }

    /// Completes with the reason when the bridge stops by itself; never by [#close].
    public CompletableFuture<String> failure() {
        return failure.copy();
    }

    @Override
    public void close() {
        guard.close();
        loop.stop();
        try {
            market.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watch.close();
    }
}
