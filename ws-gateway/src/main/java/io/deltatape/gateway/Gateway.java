package io.deltatape.gateway;

import io.deltatape.contract.config.SettingsException;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.MarketTopics;
import io.deltatape.gateway.api.Api;
import io.deltatape.gateway.api.Vitals;
import io.deltatape.gateway.fanout.Fanout;
import io.deltatape.gateway.fanout.FanoutLimits;
import io.deltatape.gateway.feed.Feed;
import io.deltatape.gateway.feed.FeedSource;
import io.deltatape.gateway.feed.KafkaFeedSource;
import io.deltatape.gateway.figures.Count;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.figures.GatewayClock;
import io.deltatape.gateway.figures.Hop;
import io.deltatape.gateway.figures.Latencies;
import io.deltatape.gateway.state.StateTable;
import io.deltatape.gateway.transport.LiveDataEndpoint;
import io.deltatape.gateway.transport.OriginRule;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running gateway: follows `market.deltas` and serves it on one port. Thread-safe.
///
/// Threads: `feed` owns the follower and writes the state table; `fanout` owns what connections are due; Jetty's read
/// and write sockets.
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Duration FEED_STOP = Duration.ofSeconds(5);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);
    private static final double NANOS_OF_MS = 1_000_000.0;
    private static final double NANOS_OF_SECOND = 1_000_000_000.0;

    private final GatewayClock clock;
    private final long startedNanos;
    private final Counts counts = new Counts();
    private final StateTable table = new StateTable();
    private final Latencies latencies;
    private final WebServer server;
    private final Fanout fanout;
    private final Feed feed;
    private final FeedSource source;
    private final Thread feedThread;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /// Starts a gateway on Kafka: it serves at once, and is ready when it has read the topic.
    ///
    /// @throws SettingsException if the configuration cannot be used
    /// @throws GatewayStartException if the port cannot be had
    /// @throws io.deltatape.contract.kafka.TopicsException if Kafka cannot be reached or its topics are unfit
    public static Gateway start(GatewayConfig config, KafkaSettings kafka) {
        WebServer server = bind(config);
        try {
            new MarketTopics(kafka).ensure(KAFKA_PATIENCE);
            var clock = new GatewayClock(InstantSource.system(), System::nanoTime);
            return new Gateway(config, server, listener -> new KafkaFeedSource(kafka, listener), clock);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    static WebServer bind(GatewayConfig config) {
        List<String> problems = config.problems();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new WebServer(config);
    }

    Gateway(GatewayConfig config, WebServer server, FeedSource.Factory sources, GatewayClock clock) {
        this.clock = clock;
        this.startedNanos = clock.nowNanos();
        this.server = server;
        this.latencies = new Latencies(startedNanos);
        var limits = new FanoutLimits(
                config.connectionsMax(),
                config.badMessagesMax(),
                config.fanoutWindow(),
                config.stallTimeout(),
                Set.copyOf(config.symbols()));
        this.fanout = new Fanout(table, limits, counts, latencies, clock);
        this.feed = new Feed(table, fanout::touched, this::isCaughtUp, counts, latencies, clock);
        this.source = sources.create(feed);
        this.feedThread = Thread.ofPlatform().name("feed").daemon(true).unstarted(this::follow);
        var binding = config.isLoopback() ? OriginRule.Binding.LOOPBACK : OriginRule.Binding.WIDER;
        var origins = new OriginRule(config.origins(), binding);
        fanout.start();
        server.start(
                new LiveDataEndpoint(fanout, origins, counts, clock),
                Api.handler(table, counts, latencies, new OwnVitals(), clock));
        feedThread.start();
        LOG.info("gateway serves host={} port={}", config.host(), server.port());
    }

    private boolean isCaughtUp() {
        return source.isCaughtUp();
    }

    private void follow() {
        try {
            source.run();
            ended.complete(null);
        } catch (RuntimeException | Error e) {
            LOG.error("feed ended by a fault: what is shown grows old, mend the cause and restart the gateway", e);
            ended.completeExceptionally(e);
        }
    }

    /// The port that it listens on.
    public int port() {
        return server.port();
    }

    /// Waits until all that stood in the topic has been read.
    ///
    /// @return whether that was within the time
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return feed.awaitCaughtUp(patience.toNanos());
    }

    /// Completes when the feed ends: normally by [#close], exceptionally by a fault that a restart has to mend.
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    public GatewayFigures figures() {
        return new GatewayFigures(
                table.live().size(),
                fanout.connections(),
                counts.value(Count.UPDATES),
                counts.value(Count.FRAMES_DELTA) + counts.value(Count.FRAMES_MERGED) + counts.value(Count.FRAMES_FULL),
                counts.value(Count.BYTES_SENT),
                latencies.summary(Hop.SEEN_TO_GATEWAY),
                latencies.summary(Hop.GATEWAY_TO_WRITTEN));
    }

    /// Sends all clients away (1001), then stops; takes no longer than some seconds.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        int port = server.port();
        try {
            fanout.drain(DRAIN);
            server.close();
            source.close();
            feedThread.join(FEED_STOP);
            fanout.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            source.close();
            server.close();
        }
        LOG.info("gateway stopped port={}", port);
    }

    /// What HTTP shows of the parts.
    private final class OwnVitals implements Vitals {
        @Override
        public List<Issue> failures() {
            var failures = new ArrayList<Issue>();
            if (ended.isCompletedExceptionally()) {
                failures.add(new Issue("feed_failed", String.valueOf(ended.exceptionNow())));
            }
            if (!fanout.isAlive()) {
                failures.add(new Issue("fanout_failed", "the fan-out thread ended: see the log"));
            }
            return failures;
        }

        @Override
        public List<Issue> obstacles() {
            List<Issue> obstacles = failures();
            if (!table.isComplete()) {
                obstacles.add(new Issue("catching_up", "the feed has not read yet what stood in the topic"));
            }
            if (feed.silenceNanos() > SILENCE_MAX.toNanos()) {
                obstacles.add(new Issue(
                        "source_silent",
                        "no record and no canary for " + Math.round(lastRecordAgeMs())
                                + " ms: is producer-bridge running, delta-streams, Kafka?"));
            }
            return obstacles;
        }

        @Override
        public double lastRecordAgeMs() {
            return feed.silenceNanos() / NANOS_OF_MS;
        }

        @Override
        public int connections() {
            return fanout.connections();
        }

        @Override
        public double connectedSeconds() {
            return (counts.value(Count.CONNECTION_NANOS) + fanout.connectedNanos()) / NANOS_OF_SECOND;
        }

        @Override
        public double uptimeSeconds() {
            return (clock.nowNanos() - startedNanos) / NANOS_OF_SECOND;
        }
    }
}
