package io.deltatape.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs real brokers; the timeout only ends a test that hangs.
@Timeout(120)
final class EmbeddedBrokerTest {
    private static final String TOPIC = "trial";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    @TempDir
    Path temp;

    @Test
    void recordsAreReadBackAfterARestartOnTheSamePortAndOnAnother() throws Exception {
        var before = values("before", 100);
        var after = values("after", 10);
        var directory = temp.resolve("not/yet/there");
        int port = LoopbackPort.free();

        try (var broker = EmbeddedBroker.start(directory, port, Map.of())) {
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            createTopic(broker);
            produce(broker, before);
            assertThat(consume(broker, before.size())).isEqualTo(before);
        }
        try (var broker = EmbeddedBroker.start(directory, port, Map.of())) {
            assertThat(consume(broker, before.size())).isEqualTo(before);
        }
        try (var broker = EmbeddedBroker.start(directory)) {
            produce(broker, after);
            assertThat(consume(broker, before.size() + after.size()))
                    .startsWith(before.toArray(String[]::new))
                    .endsWith(after.toArray(String[]::new));
        }
    }

    @Test
    void twoBrokersInOneProcessKeepTheirRecordsApart() throws Exception {
        var firstValues = values("first", 10);
        var secondValues = values("second", 10);

        try (var first = EmbeddedBroker.start(temp.resolve("first"))) {
            createTopic(first);
            try (var second = EmbeddedBroker.start(temp.resolve("second"))) {
                createTopic(second);
                produce(first, firstValues);
                produce(second, secondValues);

                assertThat(consume(second, 10)).isEqualTo(secondValues);
            }
            assertThat(consume(first, 10)).isEqualTo(firstValues);
            produce(first, List.of("one more"));
            assertThat(consume(first, 11)).contains("one more");
        }
    }

    @Test
    void overridesReplaceDefaultsAndDefaultsFitOneNode() throws Exception {
        var overrides = Map.of("log.cleaner.backoff.ms", "100", "num.io.threads", "3");

        try (var broker = EmbeddedBroker.start(temp, 0, overrides)) {
            var effective = brokerConfig(broker);

            assertThat(effective)
                    .containsEntry("log.cleaner.backoff.ms", "100")
                    .containsEntry("num.io.threads", "3")
                    .containsEntry("auto.create.topics.enable", "false")
                    .containsEntry("offsets.topic.replication.factor", "1")
                    .containsEntry("group.streams.session.timeout.ms", "1000")
                    .containsEntry("group.streams.heartbeat.interval.ms", "200")
                    .containsEntry("broker.session.timeout.ms", "5000");
        }
    }

    @Test
    void settingsThatFollowFromDirectoryAndPortCannotBeOverridden() {
        assertThatThrownBy(() -> EmbeddedBroker.start(temp, 0, Map.of("node.id", "7", "log.dirs", "elsewhere")))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("[log.dirs, node.id] cannot be overridden");
    }

    @Test
    void closingTwiceIsHarmless() {
        var broker = EmbeddedBroker.start(temp);

        broker.close();
        broker.close();

        EmbeddedBroker.start(temp).close();
    }

    @Test
    void portInUseIsNamedBeforeAnythingIsWritten() throws IOException {
        var directory = temp.resolve("untouched");

        try (var taken = new ServerSocket(0, 1, LoopbackPort.address())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, port, Map.of()))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("choose another port");
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void secondBrokerOverTheSameDirectoryIsRefusedAndTheFirstGoesOn() throws Exception {
        var values = values("still here", 10);

        try (var broker = EmbeddedBroker.start(temp)) {
            createTopic(broker);

            assertThatThrownBy(() -> EmbeddedBroker.start(temp))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining(temp + " is in use by another broker");

            produce(broker, values);
            assertThat(consume(broker, values.size())).isEqualTo(values);
        }
    }

    @Test
    void directoryFormattedBySomethingElseIsRefused() throws IOException {
        var theirs = temp.resolve("meta.properties");
        Files.writeString(theirs, "version=1\ncluster.id=someone\nnode.id=1\n");

        assertThatThrownBy(() -> EmbeddedBroker.start(temp))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("formatted by something else")
                .hasMessageContaining("cluster.id 'someone'");
        assertThat(temp).isDirectoryNotContaining(entry -> !entry.equals(theirs));
    }

    @Test
    void directoryWithOtherThingsInItIsRefusedUntouched() throws IOException {
        var theirs = Files.writeString(temp.resolve("thesis.tex"), "years of work");

        assertThatThrownBy(() -> EmbeddedBroker.start(temp))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("holds other things (thesis.tex)");
        assertThat(temp).isDirectoryNotContaining(entry -> !entry.equals(theirs));
    }

    @Test
    void unfinishedFormatIsRepeated() throws IOException {
        Files.writeString(temp.resolve("bootstrap.checkpoint"), "cut short");

        EmbeddedBroker.start(temp).close();

        assertThat(temp.resolve("meta.properties")).exists();
    }

    @Test
    void fileInPlaceOfTheDirectoryIsRefused() throws IOException {
        var file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> EmbeddedBroker.start(file))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining(file + " is a file");
        assertThatThrownBy(() -> EmbeddedBroker.start(file.resolve("below")))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining(file.resolve("below") + " cannot be written");
    }

    @Test
    void commaInThePathIsRefused() {
        assertThatThrownBy(() -> EmbeddedBroker.start(temp.resolve("a,b")))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("a,b has a comma");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void directoryWithoutTheRightToWriteIsRefused() {
        assertThat(temp.toFile().setWritable(false)).isTrue();
        assumeFalse(Files.isWritable(temp), "this user may write everywhere (root)");

        assertThatThrownBy(() -> EmbeddedBroker.start(temp))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining(temp + " cannot be written");
    }

    @Test
    void settingThatKafkaRefusesOrDoesNotKnowIsNamedAndTheDirectoryIsFreeAgain() {
        assertThatThrownBy(() -> EmbeddedBroker.start(temp, 0, Map.of("num.io.threads", "0")))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("num.io.threads");
        assertThatThrownBy(() -> EmbeddedBroker.start(temp, 0, Map.of("num.oi.threads", "1")))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("[num.oi.threads] are unknown");

        EmbeddedBroker.start(temp).close();
    }

    private static List<String> values(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList();
    }

    private static void createTopic(EmbeddedBroker broker) throws Exception {
        try (var admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static void produce(EmbeddedBroker broker, List<String> values) throws Exception {
        var config = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            var sent = new ArrayList<Future<?>>();
            for (var value : values) {
                sent.add(producer.send(new ProducerRecord<>(TOPIC, value)));
            }
            for (var acknowledgement : sent) {
                acknowledgement.get();
            }
        }
    }

    /// Reads from the beginning until `count` records are there.
    private static List<String> consume(EmbeddedBroker broker, int count) {
        var config = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            var values = new ArrayList<String>();
            while (values.size() < count) {
                consumer.poll(Duration.ofMillis(100)).forEach(polled -> values.add(polled.value()));
            }
            return values;
        }
    }

    private static Map<String, String> brokerConfig(EmbeddedBroker broker) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(BrokerSettings.NODE_ID));
        try (var admin = admin(broker)) {
            var values = new HashMap<String, String>();
            admin.describeConfigs(List.of(resource))
                    .values()
                    .values()
                    .iterator()
                    .next()
                    .get()
                    .entries()
                    .forEach(entry -> values.put(entry.name(), String.valueOf(entry.value())));
            return values;
        }
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
