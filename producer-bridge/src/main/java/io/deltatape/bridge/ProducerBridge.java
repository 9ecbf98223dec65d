package io.deltatape.bridge;

import io.deltatape.bridge.publish.Canary;
import io.deltatape.bridge.publish.Draft;
import io.deltatape.bridge.publish.KeyedPublisher;
import io.deltatape.bridge.publish.OwnGuard;
import io.deltatape.bridge.publish.SnapshotPublisher;
import io.deltatape.bridge.publish.StatusPublisher;
import io.deltatape.bridge.publish.TradeOpener;
import io.deltatape.bridge.publish.TradePublisher;
import io.deltatape.bridge.sierra.SharedReading;
import io.deltatape.bridge.watch.DirectoryException;
import io.deltatape.bridge.watch.DirectoryWatch;
import io.deltatape.bridge.watch.FileChange;
import io.deltatape.contract.ComponentStatus;
import io.deltatape.contract.health.HealthEndpoint;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.TopicsException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running bridge: watches the folder, and publishes a snapshot of a symbol whenever its file has grown.
///
/// Threads: `watch` (directory events), `market` (files, sessions, publisher), `own-guard`. The methods are safe from
/// any thread. If the bridge cannot go on it stops and [#failure] completes.
public final class ProducerBridge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerBridge.class);
    /// Changes that wait for the market thread; beyond that one rescan stands for all.
    private static final int CHANGES_MAX = 65_536;
    /// Snapshots not acknowledged yet; beyond that symbols wait with their latest state.
    private static final int IN_FLIGHT_MAX = 2_000;
    /// More than the publishers of snapshots and trades take together.
    private static final long CLOSE_MS = 10_000;

    private final MarketLoop loop;
    private final SourceFiles files;
    private final SnapshotPublisher publisher;
    private final TradeOpener opener;
    private final TradePublisher trades;
    private final StatusReporter status;
    private final DirectoryWatch watch;
    private final OwnGuard guard;
    private final Thread market;
    private final Optional<HealthEndpoint> endpoint;
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private ProducerBridge(
            BridgeConfig config,
            KafkaSettings kafka,
            LongSupplier clockUs,
            LongSupplier nanoTime,
            BooleanSupplier isEnding) {
        BlockingQueue<FileChange> changes = new LinkedBlockingQueue<>(CHANGES_MAX);
        LateFolder.await(config.directory(), config.startPatience(), nanoTime, isEnding);
        watch = DirectoryWatch.start(new FileNaming(config).folders(), clockUs, nanoTime, changes);
        try {
            Connection kafkaNow = Connection.open(config, kafka, nanoTime, isEnding);
            opener = kafkaNow.opener();
            long own = kafkaNow.resumePoints().nextOwn(clockUs.getAsLong());
            Canary canary = kafkaNow.canary();
            trades = new TradePublisher(
                    opener,
                    kafkaNow.trades(),
                    kafkaNow.resumePoints(),
                    kafkaNow.resumePoints().tradesCovered(canary),
                    config.trades().window(),
                    config.trades().from());
            files = new SourceFiles(
                    config, kafkaNow.resumePoints(), kafkaNow.trades().log(), new SharedReading(clockUs));
            Producer<String, byte[]> producer = kafkaNow.producer();
            status = new StatusReporter(
                    new StatusPublisher(producer, kafka.topics().status(), config.id(), clockUs));
            publisher = new SnapshotPublisher(
                    producer,
                    kafka.topics().snapshots(),
                    kafka.wire().codec(),
                    own,
                    clockUs,
                    IN_FLIGHT_MAX,
                    draft -> tradesOf(draft, canary));
            var contracts = new ContractDesk(
                    config.instruments(),
                    publisher,
                    new KeyedPublisher(producer, kafka.topics().instruments()),
                    new KeyedPublisher(producer, kafka.topics().snapshots()));
            loop = new MarketLoop(new MarketLoop.Parts(
                    config, files, publisher, trades, contracts, status, canary, changes, clockUs, nanoTime));
            guard = new OwnGuard(
                    kafka,
                    own,
                    symbol -> files.isPublished(symbol) || canary.symbols().contains(symbol),
                    this::fail);
            endpoint = endpoint(config, clockUs);
            market = new Thread(this::runLoop, "market");
            market.setDaemon(true);
            LOG.info("bridge started id={} directory={} own={}", config.id(), config.directory(), own);
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    /// What a snapshot says of trades.
    private long tradesOf(Draft draft, Canary canary) {
        return draft.symbol().isReserved()
                ? trades.covered(canary.partition(draft.symbol()))
                : trades.acknowledged(draft.symbol(), draft.cursor().generation());
    }

    private Optional<HealthEndpoint> endpoint(BridgeConfig config, LongSupplier clockUs) {
        if (config.healthPort() == 0) {
            return Optional.empty();
        }
        var address = new InetSocketAddress(config.healthAddress(), config.healthPort());
        return Optional.of(HealthEndpoint.start(
                "bridge", address, () -> HealthText.answer(status(), figures(), clockUs.getAsLong())));
    }

    /// Starts a bridge on the system's clocks and returns when it runs; the files that are there are read after that.
    ///
    /// @throws DirectoryException if the folder stays away for as long as is waited at a start, or cannot be read
    /// @throws io.deltatape.contract.health.HealthEndpointException if the health port cannot be bound
    /// @throws TopicsException if Kafka cannot be reached or its topics do not fit
    public static ProducerBridge start(BridgeConfig config, KafkaSettings kafka) {
        return start(config, kafka, () -> false);
    }

    /// The same, but whoever waits for a folder or for Kafka gives up soon when `isEnding` says so.
    static ProducerBridge start(BridgeConfig config, KafkaSettings kafka, BooleanSupplier isEnding) {
        var bridge = new ProducerBridge(config, kafka, micros(InstantSource.system()), System::nanoTime, isEnding);
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
        } catch (RuntimeException e) {
            LOG.error("the market thread ended by an error of the program", e);
            fail("the bridge ended by an error of the program: " + e);
        } finally {
            trades.close();
            opener.close();
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

    /// What the bridge said of itself last.
    public ComponentStatus status() {
        return status.latest();
    }

    /// Completes with the reason when the bridge stops by itself; never by [#close].
    public CompletableFuture<String> failure() {
        return failure.copy();
    }

    @Override
    public void close() {
        endpoint.ifPresent(HealthEndpoint::close);
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
