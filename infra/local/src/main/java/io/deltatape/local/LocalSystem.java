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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Broker, bridge, streams and gateway in this process, over a directory of their own and a Sierra Chart folder.
///
/// The parts know each other by the broker and nothing else, exactly as they would on four machines. [#close] stops
/// them
/// in reverse order.
public final class LocalSystem implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final EmbeddedBroker broker;
    private final KafkaSettings kafka;
    private final ProducerBridge bridge;
    private final DeltaStreams streams;
    private final Gateway gateway;

    private LocalSystem(Path work, Map<String, String> given) {
        var settings = Settings.of(Map.of(), given);
        var layout = KafkaSettings.from(settings);
        var bridgeConfig = BridgeConfig.from(settings);
        var gatewayConfig = GatewayConfig.from(settings);
        var deltaConfig = DeltaConfig.from(settings).withStateDirectory(work.resolve("streams"));
        settings.throwIfProblems();
        try {
            broker = add(EmbeddedBroker.start(work.resolve("broker")));
            kafka = layout.at(broker.bootstrapServers(), 1);
            new MarketTopics(kafka).ensure(PATIENCE);
            var streamsStarting = CompletableFuture.supplyAsync(() -> DeltaStreams.start(deltaConfig, kafka));
            var bridgeStarting = CompletableFuture.supplyAsync(() -> ProducerBridge.start(bridgeConfig, kafka));
            gateway = add(Gateway.start(gatewayConfig, kafka));
            streams = add(streamsStarting.join());
            bridge = add(bridgeStarting.join());
        } catch (RuntimeException e) {
            close();
            throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /// Starts all parts. `work` is where broker and streams keep their data; `settings` are configuration keys as in a
    /// file (bridge.directory must be among them), and what they do not say has its default.
    ///
    /// @throws io.deltatape.contract.config.SettingsException if settings are wrong, before anything has started
    /// @throws BrokerStartException if the broker cannot start; and what the parts throw when they cannot
    public static LocalSystem start(Path work, Map<String, String> settings) {
        return new LocalSystem(work, settings);
    }

    /// Waits until a file's change would reach a client: streams run and the gateway is caught up.
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return streams.awaitRunning(patience) && gateway.awaitReady(patience);
    }

    private <T extends AutoCloseable> T add(T part) {
        started.push(part);
        return part;
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
    @Override
    public void close() {
        IllegalStateException failure = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                failure = failure == null
                        ? new IllegalStateException("a part of the local system did not stop", e)
                        : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
