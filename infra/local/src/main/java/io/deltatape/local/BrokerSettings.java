package io.deltatape.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.config.ConfigException;

/// The Kafka settings of a single node that is broker and controller at once: one replica of everything, no waiting
/// for brokers or members that will never come, and few threads and small buffers, so that it starts fast.
final class BrokerSettings {
    static final int NODE_ID = 1;

    private static final String BROKER = "BROKER";
    private static final String CONTROLLER = "CONTROLLER";

    /// What a caller may change.
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),

            // There is no second replica.
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.num.partitions", "4"),

            // Groups form at once, sessions may be short, and a Streams member that died is noticed within a second.
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "500"),
            Map.entry("group.consumer.assignment.interval.ms", "0"),
            Map.entry("group.consumer.min.session.timeout.ms", "500"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "100"),
            Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
            Map.entry("group.streams.assignment.interval.ms", "0"),
            Map.entry("group.streams.min.session.timeout.ms", "500"),
            Map.entry("group.streams.session.timeout.ms", "1000"),
            Map.entry("group.streams.min.heartbeat.interval.ms", "100"),
            Map.entry("group.streams.heartbeat.interval.ms", "200"),

            // After a kill, the next start waits until the session of the killed broker has expired; a busy machine
            // that keeps the broker from its heartbeat for so long makes all partitions lose their leader.
            Map.entry("broker.session.timeout.ms", "5000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("server.max.startup.time.ms", "60000"),

            // A laptop's worth of threads and memory. The dedupe buffer holds 24 bytes for each key of a cleaning pass.
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "4"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),

            // Nothing reads this broker's beans, and two brokers in one process would share their names.
            Map.entry("metric.reporters", ""));

    private BrokerSettings() {}

    static KafkaConfig of(Path directory, int brokerPort, int controllerPort, Map<String, String> overrides) {
        var identity = identity(directory, brokerPort, controllerPort);
        requireOverridable(overrides.keySet(), identity.keySet());
        var settings = new HashMap<>(DEFAULTS);
        settings.putAll(overrides);
        settings.putAll(identity);
        try {
            return new KafkaConfig(settings);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new BrokerStartException(
                    "Broker settings are refused by Kafka: %s; correct the overridden ones, %s"
                            .formatted(e.getMessage(), new TreeMap<>(overrides)),
                    e);
        }
    }

    /// What makes this broker the one of its directory and ports. The voter is named by settings and not by the
    /// metadata log (static voters), so the same directory starts on other ports next time.
    private static Map<String, String> identity(Path directory, int brokerPort, int controllerPort) {
        var brokerAddress = LoopbackPort.HOST + ":" + brokerPort;
        var controllerAddress = LoopbackPort.HOST + ":" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@" + controllerAddress,
                "controller.listener.names",
                CONTROLLER,
                "inter.broker.listener.name",
                BROKER,
                "listeners",
                BROKER + "://" + brokerAddress + "," + CONTROLLER + "://" + controllerAddress,
                "advertised.listeners",
                BROKER + "://" + brokerAddress,
                "listener.security.protocol.map",
                BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "log.dirs",
                directory.toString());
    }

    static String controllerListenerName() {
        return CONTROLLER;
    }

    private static void requireOverridable(Set<String> overrides, Set<String> identity) {
        var unknown = new TreeSet<>(overrides);
        unknown.removeAll(KafkaConfig.configDef().names());
        if (!unknown.isEmpty()) {
            throw new BrokerStartException(
                    "Broker settings %s are unknown to this Kafka: expected names of its broker settings; correct or leave them out"
                            .formatted(unknown));
        }
        var fixed = new TreeSet<>(overrides);
        fixed.retainAll(identity);
        if (!fixed.isEmpty()) {
            throw new BrokerStartException(
                    "Broker settings %s cannot be overridden: they follow from the directory and the port; leave them out"
                            .formatted(fixed));
        }
    }
}
