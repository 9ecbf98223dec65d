package io.deltatape.contract.kafka;

import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.config.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;

/// Where Kafka is and how the topics are laid out: what every component that talks to Kafka is told.
///
/// `client` holds Kafka's own client properties (SASL, TLS), which stand above ours. Immutable.
public record KafkaSettings(
        String bootstrapServers,
        String topicPrefix,
        int partitions,
        int replication,
        WireFormat wire,
        Map<String, String> client) {
    private static final Setting<String> BOOTSTRAP = new Setting<>(
            "kafka.bootstrap.servers",
            "localhost:9092",
            "Kafka's addresses, host:port, separated by commas",
            KafkaSettings::addresses);
    private static final Setting<String> PREFIX = Setting.text(
            "topics.prefix", "", "stands before every topic's name, so that several systems can share one Kafka");
    private static final Setting<Integer> PARTITIONS = Setting.integer(
            "topics.partitions", 8, 1, 1000, "partitions of the market topics; to change it, use a new topics.prefix");
    private static final Setting<Integer> REPLICATION =
            Setting.integer("topics.replication", 1, 1, 7, "copies of each partition: 1 for one broker, 3 for three");
    private static final Setting<WireFormat> WIRE = Setting.choice(
            "wire", WireFormat.JSON, WireFormat.class, "how values are written: json for any tool to read, or packed");

    /// Every key that [#from] reads.
    public static final List<Setting<?>> KEYS = List.of(BOOTSTRAP, PREFIX, PARTITIONS, REPLICATION, WIRE);

    /// A host by name or number, or an IPv6 address in brackets, and a port; Kafka allows a protocol before it.
    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z_]+://)?([^\\s,:/\\[\\]]+|\\[[0-9A-Fa-f:.%]+\\]):(\\d{1,5})");

    private static final int PORT_MAX = 65_535;

    /// Client properties that order, completeness or the threads that send rest on.
    private static final Set<String> OURS = Set.of(
            "acks",
            "auto.offset.reset",
            "delivery.timeout.ms",
            "enable.auto.commit",
            "enable.idempotence",
            "max.block.ms",
            "max.in.flight.requests.per.connection",
            "partitioner.class",
            "retries",
            "transactional.id");

    public KafkaSettings {
        client = Map.copyOf(client);
    }

    private static String addresses(String text) {
        for (String address : text.split(",", -1)) {
            Matcher matcher = ADDRESS.matcher(address.strip());
            if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > PORT_MAX) {
                throw new IllegalArgumentException("such as localhost:9092 or kafka1:9092,kafka2:9092");
            }
        }
        return text.strip();
    }

    public static KafkaSettings from(Settings settings) {
        settings.kafkaClient().keySet().stream()
                .filter(OURS::contains)
                .sorted()
                .forEach(name -> settings.problem("kafka.client." + name
                        + " is set, expected only how Kafka is reached: delivery rests on our own; leave it out"));
        return new KafkaSettings(
                settings.get(BOOTSTRAP),
                settings.get(PREFIX),
                settings.get(PARTITIONS),
                settings.get(REPLICATION),
                settings.get(WIRE),
                settings.kafkaClient());
    }

    /// With defaults for all but the address: for tests and the one-process run.
    public static KafkaSettings at(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, "", 8, 1, WireFormat.JSON, Map.of());
    }

    /// The same on another Kafka, with so many copies of each partition.
    public KafkaSettings at(String otherServers, int copies) {
        return new KafkaSettings(otherServers, topicPrefix, partitions, copies, wire, client);
    }

    public Topics topics() {
        return new Topics(topicPrefix);
    }

    /// What Kafka's client says against its properties, as a problem of the settings: for whoever makes a client and
    /// catches its exception.
    public static SettingsException refusal(KafkaException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new SettingsException(List.of("Kafka's client does not start (" + root.getMessage()
                + "): correct kafka.bootstrap.servers or the kafka.client settings"));
    }

    /// Kafka client properties: the address, then `ours`, then what the user gave, which wins.
    public Properties properties(Map<String, ?> ours) {
        var properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.putAll(ours);
        properties.putAll(client);
        return properties;
    }
}
