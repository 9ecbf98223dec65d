package io.deltatape.local;

import io.deltatape.bridge.BridgeConfig;
import io.deltatape.bridge.ProducerBridge;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.MarketTopics;
import io.deltatape.delta.DeltaConfig;
import io.deltatape.delta.DeltaStreams;
import io.deltatape.gateway.Gateway;
import io.deltatape.gateway.GatewayConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Broker, bridge, streams and gateway in this process, over a directory of their own and a Sierra Chart folder.
///
/// The parts know each other by the broker and nothing else, exactly as they would on four machines. Thread-safe.
public final class LocalSystem implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StartedParts parts;
    private final KafkaSettings kafka;
    private final ProducerBridge bridge;
    private final DeltaStreams streams;
    private final Gateway gateway;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private volatile boolean closing;

    private LocalSystem(
            StartedParts parts, KafkaSettings kafka, ProducerBridge bridge, DeltaStreams streams, Gateway gateway) {
        this.parts = parts;
        this.kafka = kafka;
        this.bridge = bridge;
        this.streams = streams;
        this.gateway = gateway;
    }

    /// Starts all parts. `work` is where broker and streams keep their data; `given` are configuration keys as
    /// in a file (bridge.directory must be among them), and what they do not say has its default. If a part
    /// cannot start, those that have are stopped again.
    ///
    /// @throws io.deltatape.contract.config.SettingsException if settings are wrong, before anything has started
    /// @throws BrokerStartException if the broker cannot start; and what the parts throw when they cannot
    public static LocalSystem start(Path work, Map<String, String> given) {
        var settings = Settings.of(Map.of(), given);
        var layout = KafkaSettings.from(settings);
        var bridgeConfig = BridgeConfig.from(settings);
        var gatewayConfig = GatewayConfig.from(settings);
        var deltaConfig = DeltaConfig.from(settings).withStateDirectory(work.resolve("streams"));
        settings.throwIfProblems();
        var parts = new StartedParts();
        try {
            var broker = parts.add(EmbeddedBroker.start(work.resolve("broker")));
            var kafka = layout.at(broker.bootstrapServers(), 1);
            new MarketTopics(kafka).ensure(PATIENCE);
            var streams = parts.start(() -> DeltaStreams.start(deltaConfig, kafka));
            var bridge = parts.start(() -> ProducerBridge.start(bridgeConfig, kafka));
            var gateway = parts.add(Gateway.start(gatewayConfig, kafka));
            var system = new LocalSystem(parts, kafka, bridge.join(), streams.join(), gateway);
            system.watchParts();
            return system;
        } catch (RuntimeException e) {
            RuntimeException reason =
                    e instanceof CompletionException && e.getCause() instanceof RuntimeException cause ? cause : e;
            try {
                parts.close();
            } catch (IllegalStateException notStopped) {
                reason.addSuppressed(notStopped);
            }
            throw reason;
        }
    }

    private void watchParts() {
        var _ = bridge.failure().thenAccept(reason -> fail("bridge: " + reason));
        var _ = gateway.ended().whenComplete((_, fault) -> {
            if (fault != null) {
                fail("gateway: the feed ended (" + fault + "): see the log");
            }
        });
        Thread.ofVirtual().name("streams-watch").start(() -> {
            try {
                streams.awaitStopped();
                fail("streams: stopped by itself: see the log");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void fail(String reason) {
        if (!closing) {
            failure.complete(reason);
        }
    }

    /// Completes with the part's name and reason when a part stops by itself; never by [#close]. The others go on.
    public CompletableFuture<String> failure() {
        return failure.copy();
    }

    /// Waits until a file's change would reach a client: streams run and the gateway is caught up.
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return streams.awaitRunning(patience) && gateway.awaitReady(patience);
    }

    public KafkaSettings kafka() {
        return kafka;
    }

    public ProducerBridge bridge() {
        return bridge;
    }

    public DeltaStreams streams() {
        return streams;
    }

    public Gateway gateway() {
        return gateway;
    }

    /// Stops gateway, bridge, streams and, last, the broker; goes on to the next when one fails.
    ///
    /// @throws IllegalStateException if one did not stop
    @Override
    public void close() {
        closing = true;
        parts.close();
    }
}
