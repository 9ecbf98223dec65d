package io.deltatape.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Kafka broker of one node, broker and controller at once, inside this process and over one directory.
///
/// What was written is there again when a broker is next started over the same directory, on the same ports or others.
/// It listens on 127.0.0.1 only, without encryption or authentication. It is for trying, for tests and for one machine:
/// there is one replica of everything, and Kafka ends the whole process when its directory fails.
///
/// Thread-safe; [#close] may be called from any thread, once or more often.
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final BrokerDirectory directory;
    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(BrokerDirectory directory, KafkaRaftServer server, String bootstrapServers) {
        this.directory = directory;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /// Starts a broker on a free port, formatting the directory if it is new, and returns when it serves requests.
    /// Throws [BrokerStartException] if it cannot.
    public static EmbeddedBroker start(Path directory) {
        return start(directory, 0, Map.of());
    }

    /// Starts a broker on `port` (0 = a free one) with Kafka broker settings that replace this project's defaults.
    public static EmbeddedBroker start(Path directory, int port, Map<String, String> overrides) {
        int brokerPort = port == 0 ? LoopbackPort.free() : LoopbackPort.requireFree(port);
        int controllerPort = LoopbackPort.freeOtherThan(brokerPort);
        var opened = BrokerDirectory.open(directory);
        try {
            var settings = BrokerSettings.of(opened.path(), brokerPort, controllerPort, overrides);
            var server = startServer(opened.path(), settings);
            var bootstrapServers = LoopbackPort.HOST + ":" + brokerPort;
            LOG.info("Broker started: bootstrapServers={} directory={}", bootstrapServers, opened.path());
            return new EmbeddedBroker(opened, server, bootstrapServers);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// The `host:port` that Kafka clients take as `bootstrap.servers`.
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /// Stops the broker cleanly: logs are flushed, so the next start has nothing to recover. Close its clients first;
    /// they would log that they cannot reach it. Only the first call waits until it has stopped.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try (directory) {
            server.shutdown();
            server.awaitShutdown();
        }
        LOG.info("Broker stopped: directory={}", directory.path());
    }

    private static KafkaRaftServer startServer(Path path, KafkaConfig settings) {
        KafkaRaftServer server;
        try {
            server = new KafkaRaftServer(settings, Time.SYSTEM);
        } catch (RuntimeException e) {
            throw notStarted(path, settings, e);
        }
        try {
            server.startup();
            return server;
        } catch (Exception e) { // Scala throws checked exceptions without declaring them
            var notStarted = notStarted(path, settings, e);
            stopWhatStarted(server, notStarted);
            throw notStarted;
        }
    }

    private static void stopWhatStarted(KafkaRaftServer server, BrokerStartException notStarted) {
        try {
            server.shutdown();
            server.awaitShutdown();
        } catch (RuntimeException e) {
            notStarted.addSuppressed(e);
        }
    }

    private static BrokerStartException notStarted(Path path, KafkaConfig settings, Exception cause) {
        return new BrokerStartException(
                "Broker over %s with listeners %s did not start: %s; if the directory was written by a newer Kafka or is damaged, choose another directory"
                        .formatted(path, settings.originals().get("listeners"), cause),
                cause);
    }
}
