package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class DeltaStreamsMainTest {
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new DeltaStreamsMain())
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void wrongSettingsAreReportedTogetherWithoutAStackTrace() {
        int exit = run("--set", "delta.threads=many", "--set", "delta.health.prot=1");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("streams: configuration, 2 problems:")
                .contains("delta.threads is \"many\"")
                .contains("the nearest is delta.health.port")
                .doesNotContain("\tat ");
    }

    @Test
    void missingConfigurationFileIsNamed() {
        assertThat(run("--config", "no-such-file.properties")).isEqualTo(2);
        assertThat(err.toString()).contains("no-such-file.properties cannot be read");
    }

    @Test
    void unusableAddressOfKafkaIsNamed() {
        assertThat(run("--bootstrap", "nonsense")).isEqualTo(2);
        assertThat(err.toString())
                .contains("nonsense")
                .contains("kafka.bootstrap.servers")
                .doesNotContain("\tat ");
    }
}
