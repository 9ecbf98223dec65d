package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.MarketTopics;
import io.deltatape.contract.kafka.TopicsException;
import io.deltatape.gateway.GatewayMain;
import io.deltatape.local.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What the topics are refused for, each with what to do about it and at once: with a patience of hours, a refusal that
/// were taken for a broker that is away would never end.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MarketTopicsTest {
    private static final Duration LONG = Duration.ofHours(2);
    private static final String FORBIDDEN = "forbidden.";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private EmbeddedBroker broker;

    /// A broker's policy, which Kafka makes an instance of by name.
    public static final class NoForbiddenTopics implements CreateTopicPolicy {
        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void validate(RequestMetadata request) {
            if (request.topic().startsWith(FORBIDDEN)) {
                throw new PolicyViolationException("no topics of that name here");
            }
        }

        @Override
        public void close() {}
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        broker = EmbeddedBroker.start(
                folder.resolve("broker"),
                0,
                Map.of("create.topic.policy.class.name", NoForbiddenTopics.class.getName()));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    private KafkaSettings kafka(String prefix, int partitions, int replication, Map<String, String> client) {
        return new KafkaSettings(broker.bootstrapServers(), prefix, partitions, replication, WireFormat.JSON, client);
    }

    private KafkaSettings kafka(String prefix, int partitions) {
        return kafka(prefix, partitions, 1, Map.of());
    }

    private Set<String> topics() throws Exception {
        try (var admin = Admin.create(kafka("", 1).properties(Map.of()))) {
            return admin.listTopics().names().get();
        }
    }

    @Test
    void topicsWithFewerOrMorePartitionsAreRefusedByTheirNumbers() {
        new MarketTopics(kafka("count.", 3)).ensure(LONG);

        for (int wanted : new int[] {1, 2, 4, 8}) {
            assertThatThrownBy(() -> new MarketTopics(kafka("count.", wanted)).ensure(LONG))
                    .isInstanceOf(TopicsException.class)
                    .hasMessageContaining("count.market.snapshots has 3 partitions, but topics.partitions is " + wanted)
                    .hasMessageContaining("use a new topics.prefix");
        }
        assertThatCode(() -> new MarketTopics(kafka("count.", 3)).ensure(LONG)).doesNotThrowAnyException();
    }

    @Test
    void topicThatIsCleanedInAnotherWayIsRefused() throws Exception {
        try (var admin = Admin.create(kafka("", 1).properties(Map.of()))) {
            admin.createTopics(List.of(new NewTopic("policy.market.deltas", 2, (short) 1)
                            .configs(Map.of("cleanup.policy", "delete"))))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> new MarketTopics(kafka("policy.", 2)).ensure(LONG))
                .isInstanceOf(TopicsException.class)
                .hasMessageContaining("policy.market.deltas has cleanup.policy=delete, expected compact");
        assertThat(topics()).as("nothing is created beside it").doesNotContain("policy.market.snapshots");
    }

    @Test
    void moreCopiesThanBrokersAreRefused() {
        assertThatThrownBy(() -> new MarketTopics(kafka("copies.", 2, 3, Map.of())).ensure(LONG))
                .isInstanceOf(TopicsException.class)
                .hasMessageContaining("cannot keep 3 copies")
                .hasMessageContaining("topics.replication");
    }

    @Test
    void brokersOwnPolicyIsToldAsSuch() {
        assertThatThrownBy(() -> new MarketTopics(kafka(FORBIDDEN, 2)).ensure(LONG))
                .isInstanceOf(TopicsException.class)
                .hasMessageContaining("policy")
                .hasMessageContaining("no topics of that name here")
                .hasMessageContaining("topics.prefix");
    }

    @Test
    void readerCreatesNothingAndSaysWhatIsMissing() throws Exception {
        assertThatThrownBy(() -> new MarketTopics(kafka("reader.", 2)).requireDeltas(LONG))
                .isInstanceOf(TopicsException.class)
                .hasMessageContaining("no such topic reader.market.deltas")
                .hasMessageContaining("topics.prefix (it is \"reader.\")");
        assertThat(topics()).noneMatch(name -> name.startsWith("reader."));

        new MarketTopics(kafka("reader.", 2)).ensure(LONG);
        assertThatCode(() -> new MarketTopics(kafka("reader.", 2)).requireDeltas(LONG))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new MarketTopics(kafka("reader.", 3)).requireDeltas(LONG))
                .hasMessageContaining("has 2 partitions");
    }

    @Test
    void gatewaySaysWhatKafkasClientDoesNotLike() {
        var err = new StringWriter();
        int code = new CommandLine(new GatewayMain())
                .setErr(new PrintWriter(err))
                .execute(
                        "--bootstrap",
                        broker.bootstrapServers(),
                        "--port",
                        "0",
                        "--set",
                        "topics.prefix=main.",
                        "--set",
                        "kafka.client.max.poll.records=abc");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("gateway: configuration: Kafka's client does not start", "max.poll.records", "abc")
                .doesNotContain("\tat ");
    }
}
