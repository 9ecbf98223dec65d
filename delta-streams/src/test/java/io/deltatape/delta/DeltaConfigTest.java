package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.contract.config.Settings;
import io.deltatape.contract.config.SettingsException;
import io.deltatape.contract.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

final class DeltaConfigTest {
    @Test
    void defaultsServeLatencyOnOneMachine() {
        assertThat(DeltaConfig.defaults())
                .isEqualTo(new DeltaConfig(
                        "delta-streams",
                        2,
                        Guarantee.AT_LEAST_ONCE,
                        Membership.CLASSIC,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        Path.of("deltatape-data/streams"),
                        "127.0.0.1",
                        0,
                        Duration.ofSeconds(30)));
    }

    @Test
    void everyKeyIsRead() {
        var given = Map.ofEntries(
                Map.entry("delta.application.id", "other"),
                Map.entry("delta.threads", "3"),
                Map.entry("delta.exactly.once", "true"),
                Map.entry("delta.group.protocol", "classic"),
                Map.entry("delta.keyframe.interval", "5s"),
                Map.entry("delta.commit.interval", "100ms"),
                Map.entry("delta.linger", "2ms"),
                Map.entry("delta.state.directory", "elsewhere"),
                Map.entry("delta.health.address", "0.0.0.0"),
                Map.entry("delta.health.port", "9100"),
                Map.entry("delta.start.patience", "1m"));

        var settings = Settings.of(Map.of(), given);
        var config = DeltaConfig.from(settings);
        settings.throwIfProblems();

        assertThat(given.keySet()).hasSameSizeAs(DeltaConfig.KEYS);
        assertThat(config)
                .isEqualTo(new DeltaConfig(
                        "other",
                        3,
                        Guarantee.EXACTLY_ONCE,
                        Membership.CLASSIC,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(100),
                        Duration.ofMillis(2),
                        Path.of("elsewhere"),
                        "0.0.0.0",
                        9_100,
                        Duration.ofMinutes(1)));
    }

    @Test
    void allProblemsAreReportedTogether() {
        var settings = Settings.of(
                Map.of(),
                Map.of(
                        "delta.threads", "0",
                        "delta.application.id", "a b",
                        "delta.keyframe.interval", "1us",
                        "delta.thread", "2"));
        DeltaConfig.from(settings);

        assertThatThrownBy(settings::throwIfProblems)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("4 problems")
                .hasMessageContaining("delta.threads is \"0\"")
                .hasMessageContaining("delta.application.id is \"a b\"")
                .hasMessageContaining("delta.keyframe.interval is 0 ms, expected 10 ms to 24 h")
                .hasMessageContaining("the nearest is delta.threads");
    }

    @Test
    void groupIsBehindTheTopicsPrefixSoThatTwoSystemsOnOneKafkaStayApart() {
        var kafka = new KafkaSettings(
                "localhost:9092", "two.", 8, 1, KafkaSettings.at("").wire(), Map.of());

        var properties = StreamsProperties.of(DeltaConfig.defaults(), kafka, new FigureCounters());

        assertThat(properties).containsEntry(StreamsConfig.APPLICATION_ID_CONFIG, "two.delta-streams");
    }

    @Test
    void usersClientSettingsStandAboveOursAndKafkaAcceptsThemAll() {
        var plain = KafkaSettings.at("localhost:9092");
        var kafka = new KafkaSettings(
                plain.bootstrapServers(), "", 8, 1, plain.wire(), Map.of("producer.linger.ms", "5", "poll.ms", "50"));

        var config = new StreamsConfig(StreamsProperties.of(DeltaConfig.defaults(), kafka, new FigureCounters()));

        assertThat(config.getLong(StreamsConfig.POLL_MS_CONFIG)).isEqualTo(50);
        assertThat(config.getProducerConfigs("p"))
                .containsEntry("linger.ms", "5")
                .containsEntry("acks", "all");
    }
}
