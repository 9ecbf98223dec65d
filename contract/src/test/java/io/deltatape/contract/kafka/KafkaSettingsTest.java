package io.deltatape.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.config.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaSettingsTest {
    @Test
    void defaultsAreThoseOfOneBrokerOnThisHost() {
        Settings settings = Settings.of(Map.of(), Map.of());

        assertThat(KafkaSettings.from(settings))
                .isEqualTo(KafkaSettings.at("localhost:9092"))
                .isEqualTo(new KafkaSettings("localhost:9092", "", 8, 1, WireFormat.JSON, Map.of()));
        assertThatCode(settings::throwIfProblems).doesNotThrowAnyException();
    }

    @Test
    void everyKeyIsMapped() {
        Map<String, String> given = Map.of(
                "kafka.bootstrap.servers", "k1:9092,k2:9092",
                "topics.prefix", "test.",
                "topics.partitions", "3",
                "topics.replication", "2",
                "wire", "packed",
                "kafka.client.security.protocol", "SSL");
        Settings settings = Settings.of(Map.of(), given);
        KafkaSettings kafka = KafkaSettings.from(settings);

        assertThat(kafka)
                .isEqualTo(new KafkaSettings(
                        "k1:9092,k2:9092", "test.", 3, 2, WireFormat.PACKED, Map.of("security.protocol", "SSL")));
        assertThat(kafka.topics().deltas()).isEqualTo("test.market.deltas");
        assertThat(kafka.topics().snapshots()).isEqualTo("test.market.snapshots");
        assertThatCode(settings::throwIfProblems).doesNotThrowAnyException();
        assertThat(KafkaSettings.KEYS).extracting(Setting::key).allMatch(given::containsKey);
        assertThat(given.keySet())
                .filteredOn(key -> !key.startsWith(Settings.KAFKA_CLIENT_PREFIX))
                .hasSameSizeAs(KafkaSettings.KEYS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "a b:99",
                "k:0x",
                "k:99999",
                "k1:9092,",
                "k1:9092;k2:9092",
                "http://k:9092/x",
                "::1:9092"
            })
    void anAddressOfTheWrongFormIsAProblemOfTheConfiguration(String servers) {
        Settings settings = Settings.of(Map.of(), Map.of("kafka.bootstrap.servers", servers));
        KafkaSettings.from(settings);

        assertThatThrownBy(settings::throwIfProblems)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("expected such as localhost:9092");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k:1", "k_1.x-y:9092, k2:9093", "[::1]:9092", "10.0.0.1:65535", "SASL_SSL://k:9092"})
    void anAddressThatKafkaUnderstandsIsTaken(String servers) {
        Settings settings = Settings.of(Map.of(), Map.of("kafka.bootstrap.servers", servers));

        assertThat(KafkaSettings.from(settings).bootstrapServers()).isEqualTo(servers);
        assertThatCode(settings::throwIfProblems).doesNotThrowAnyException();
    }

    @Test
    void whatDeliveryRestsOnIsRefused() {
        var settings = Settings.of(
                Map.of(),
                Map.of("kafka.client.acks", "1", "kafka.client.retries", "0", "kafka.client.security.protocol", "SSL"));
        KafkaSettings.from(settings);

        assertThatThrownBy(settings::throwIfProblems)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("kafka.client.acks is set, expected only how Kafka is reached")
                .hasMessageContaining("kafka.client.retries is set")
                .hasMessageNotContaining("security");
    }

    @Test
    void invalidValuesAreReportedTogether() {
        Settings settings = Settings.of(
                Map.of(),
                Map.of("topics.partitions", "0", "topics.replication", "8", "wire", "xml", "kafka.bootstrap", "k:1"));
        KafkaSettings.from(settings);

        assertThatThrownBy(settings::throwIfProblems)
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "4 problems",
                        "topics.partitions",
                        "1 to 1000",
                        "1 to 7",
                        "one of json, packed",
                        "nearest is kafka.bootstrap.servers");
    }

    @Test
    void whatTheUserGaveForKafkaStandsAboveOurs() {
        var kafka = new KafkaSettings("k:1", "", 8, 1, WireFormat.JSON, Map.of("linger.ms", "9"));

        assertThat(kafka.properties(Map.of("linger.ms", 0, "acks", "all")))
                .containsEntry("bootstrap.servers", "k:1")
                .containsEntry("linger.ms", "9")
                .containsEntry("acks", "all");
    }
}
