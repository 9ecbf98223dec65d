package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.BridgeMain;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.MarketTopics;
import io.deltatape.local.EmbeddedBroker;
import io.deltatape.simulator.ScidWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `deltatape bridge check`, as a user calls it.
@Timeout(120)
final class BridgeCheckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    private String check(int exitCode, String... arguments) throws InterruptedException {
        var all = new ArrayList<>(List.of("check"));
        all.addAll(List.of(arguments));
        try (var process = ChildProcess.start(folder, BridgeMain.class, all.toArray(String[]::new))) {
            assertThat(process.exitCode(PATIENCE)).as(process.output()).isEqualTo(exitCode);
            return process.wholeOutput();
        }
    }

    @Test
    void eachFailureIsExplainedInALineOfItsOwn() throws Exception {
        Path sierra = Files.createDirectory(folder.resolve("sierra"));
        try (var broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            String good = broker.bootstrapServers();
            ScidWriter.open(sierra.resolve("NQZ26-CME.scid")).close();

            assertThat(check(0, "--bootstrap", good, "--data", sierra.toString()))
                    .contains("ok    configuration", "1 scid", "1 broker; 0 of 5 topics are there and fit")
                    .doesNotContain("FAIL");
            new MarketTopics(KafkaSettings.at(good)).ensure(PATIENCE);
            assertThat(check(0, "--bootstrap", good, "--data", sierra.toString()))
                    .contains("5 of 5 topics are there and fit");
            assertThat(check(1, "--bootstrap", good, "--data", sierra.toString(), "--set", "topics.partitions=3"))
                    .contains("FAIL  kafka", "has 8 partitions, but topics.partitions is 3");
            assertThat(check(
                            1,
                            "--bootstrap",
                            "no-such-host.invalid:9092," + "127.0.0.1:" + FreePort.find(),
                            "--data",
                            sierra.resolve("none").toString(),
                            "--set",
                            "bridge.symbols=ESZ26-CME"))
                    .contains("FAIL  folder", "cannot be listed")
                    .contains("no host has this name")
                    .contains("cannot be reached", "start it, correct kafka.bootstrap.servers");
            assertThat(check(2, "--set", "bridge.canary.interval=0", "--set", "bridge.idd=x"))
                    .contains("FAIL  configuration  bridge.canary.interval is zero", "the nearest is bridge.id");
        }
    }
}
