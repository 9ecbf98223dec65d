package io.deltatape.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    private static final Setting<String> DIRECTORY = Setting.text("bridge.directory", "C:/Data", "where the files are");
    private static final Setting<Integer> PORT = Setting.integer("gateway.port", 8765, 0, 65_535, "where to listen");
    private static final Setting<String> SECRET =
            Setting.text("gateway.jwt-secret", "", "what signs the tokens of clients");

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("deltatape.properties"), text, StandardCharsets.UTF_8);
    }

    private static Settings given(Map<String, String> commandLine) {
        return Settings.of(Map.of(), commandLine);
    }

    private static List<String> problems(Settings settings) {
        SettingsException e = catchThrowableOfType(SettingsException.class, settings::throwIfProblems);
        return e == null ? List.of() : e.problems();
    }

    @Test
    void nothingGivenReadsAsTheDefault() {
        Settings settings = given(Map.of());

        assertThat(settings.get(PORT)).isEqualTo(8765);
        assertThat(settings.get(DIRECTORY)).isEqualTo("C:/Data");
        assertThatCode(settings::throwIfProblems).doesNotThrowAnyException();
    }

    @Test
    void environmentStandsAboveTheFileAndTheCommandLineAboveBoth() throws IOException {
        Path file = file("bridge.directory=file\ngateway.port=1\ngateway.jwt-secret=file\n");
        Map<String, String> environment =
                Map.of("DELTATAPE_GATEWAY_PORT", "2", "DELTATAPE_GATEWAY_JWT_SECRET", "environment", "PATH", "/bin");
        Settings settings = Settings.of(environment, Map.of("gateway.jwt-secret", "command line"))
                .withFile(file);

        assertThat(settings.get(DIRECTORY)).isEqualTo("file");
        assertThat(settings.get(PORT)).isEqualTo(2);
        assertThat(settings.get(SECRET)).isEqualTo("command line");
        assertThatCode(settings::throwIfProblems).doesNotThrowAnyException();
    }

    @Test
    void everyProblemIsReportedAtOnceWithKeyValueOriginAndWhatIsExpected() throws IOException {
        Path file = file("gateway.port=seventy\nbridge.directroy=D:/Data\n");
        Setting<Boolean> flag = Setting.flag("gateway.insecure", "false", "whether anybody may connect");
        Settings settings = Settings.of(Map.of("DELTATAPE_GATEWAY_INSECURE", "maybe"), Map.of("colour", "red"))
                .withFile(file)
                .withFile(folder.resolve("absent.properties"));

        assertThat(settings.get(PORT)).as("the default, until the end").isEqualTo(8765);
        assertThat(settings.get(flag)).isFalse();
        assertThat(settings.get(DIRECTORY)).isEqualTo("C:/Data");
        settings.problem("port and directory do not go together");

        assertThat(problems(settings))
                .hasSize(6)
                .anySatisfy(p -> assertThat(p)
                        .contains("gateway.port", "\"seventy\"", file.toString(), "a whole number", "where to listen"))
                .anySatisfy(p -> assertThat(p)
                        .contains("gateway.insecure", "\"maybe\"", "DELTATAPE_GATEWAY_INSECURE", "true or false"))
                .anySatisfy(p -> assertThat(p).contains("bridge.directroy", "nearest is bridge.directory"))
                .anySatisfy(p -> assertThat(p).contains("colour", "command line"))
                .anySatisfy(p -> assertThat(p).contains("absent.properties", "cannot be read"))
                .anySatisfy(p -> assertThat(p).contains("do not go together"));
    }

    @Test
    void oneFileCanServeAllComponents() throws IOException {
        Path file = file("bridge.directory=D:/Data\ngateway.port=1\ngateway.prot=2\nclient.ttl=5s\n");
        Settings ofTheGateway = given(Map.of()).withFile(file);
        ofTheGateway.get(PORT);

        assertThat(problems(ofTheGateway)).singleElement().asString().contains("gateway.prot");
    }

    @Test
    void kafkasOwnPropertiesFollowTheSamePrecedence() throws IOException {
        Path file = file("kafka.client.a.b=file\nkafka.client.c.d=file\nkafka.client.e=file\n");
        var environment =
                Map.of("DELTATAPE_KAFKA_CLIENT_C_D", "environment", "DELTATAPE_KAFKA_CLIENT_E", "environment");
        Settings settings = Settings.of(environment, Map.of("kafka.client.e", "command line"))
                .withFile(file);

        assertThat(settings.kafkaClient()).isEqualTo(Map.of("a.b", "file", "c.d", "environment", "e", "command line"));
    }

    @Test
    void aSingleProblemIsOneLine() {
        Settings settings = given(Map.of("gateway.prot", "1"));
        settings.get(PORT);

        assertThatThrownBy(settings::throwIfProblems)
                .isInstanceOf(SettingsException.class)
                .hasMessage("configuration: gateway.prot (from command line) is no setting of this command;"
                        + " the nearest is gateway.port");
    }

    @Test
    void aMistypedVariableIsAProblemAndOneOfAnotherComponentOrOfTheLauncherIsNot() {
        Settings settings = Settings.of(
                Map.of(
                        "DELTATAPE_GATEWAY_PROT", "1",
                        "DELTATAPE_WIRE_FORMAT", "json",
                        "DELTATAPE_BRIDGE_DIRECTORY", "/data",
                        "DELTATAPE_KAFKA_CLIENT_ANYTHING", "x",
                        "DELTATAPE_JAVA_HOME", "/jdk",
                        "DELTATAPE_JAVA_OPTS", "-Xmx1g",
                        "DELTATAPE_GATEWAY_JWT_SECRET", "hidden",
                        "OTHER_GATEWAY_PORT", "1"),
                Map.of());
        settings.get(PORT);
        settings.get(SECRET);

        assertThat(problems(settings))
                .satisfiesExactly(
                        p -> assertThat(p).contains("DELTATAPE_GATEWAY_PROT", "nearest is DELTATAPE_GATEWAY_PORT"),
                        p -> assertThat(p).contains("DELTATAPE_WIRE_FORMAT"));
    }

    @Test
    void aFileThatIsNotUtf8IsAProblem() throws IOException {
        Path file = Files.write(folder.resolve("latin.properties"), new byte[] {'a', '=', (byte) 0xe9, '\n'});

        assertThat(problems(given(Map.of()).withFile(file)))
                .singleElement()
                .satisfies(p -> assertThat(p).contains("latin.properties", "UTF-8"));
    }

    @Test
    void kafkasOwnPropertiesPassThroughUnread() {
        Settings settings = given(Map.of("kafka.client.security.protocol", "SSL", "kafka.client.anything", "x"));

        assertThat(settings.kafkaClient()).isEqualTo(Map.of("security.protocol", "SSL", "anything", "x"));
        assertThatCode(settings::throwIfProblems).doesNotThrowAnyException();
    }

    @Test
    void theEffectiveSettingsShowValuesButNoSecret() {
        Settings settings = given(Map.of(
                "gateway.jwt-secret", "hidden1",
                "gateway.port", "80",
                "kafka.client.ssl.key.password", "hidden2",
                "kafka.client.sasl.jaas.config", "hidden3",
                "kafka.client.ssl.keystore.key", "hidden4",
                "kafka.client.client.id", "seen"));
        settings.get(PORT);
        settings.get(SECRET);
        settings.get(DIRECTORY);

        assertThat(settings.effective())
                .startsWith("bridge.directory=C:/Data gateway.jwt-secret=*** gateway.port=80")
                .contains("kafka.client.client.id=seen", "kafka.client.ssl.key.password=***")
                .doesNotContain("hidden");
    }

    @Test
    void aProblemWithASecretDoesNotShowIt() {
        Settings settings = given(Map.of("access.tokens", "hidden"));
        settings.get(Setting.map("access.tokens", "", "who may come in"));

        assertThat(problems(settings))
                .singleElement()
                .satisfies(p -> assertThat(p).contains("access.tokens", "***").doesNotContain("hidden"));
    }

    @Test
    void theEnvironmentsNameOfAKeyIsInCapitalsWithUnderscores() {
        assertThat(Settings.environmentName("gateway.jwt-secret")).isEqualTo("DELTATAPE_GATEWAY_JWT_SECRET");
    }
}
