package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.BridgeMain;
import io.deltatape.delta.DeltaStreamsMain;
import io.deltatape.gateway.GatewayMain;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands that are started where no broker answers. All at once, for bridge and gateway wait 30 s for one to come.
@Timeout(120)
final class AbsentBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void eachCommandSaysSoInOneMessageAndEndsWithCodeOne() throws Exception {
        String broker;
        try (var unused = new ServerSocket(0)) {
            broker = "127.0.0.1:" + unused.getLocalPort();
        }
        try (var bridge = ChildProcess.start(
                        folder,
                        BridgeMain.class,
                        "--bootstrap",
                        broker,
                        "--data",
                        folder.toString(),
                        "--set",
                        "bridge.start.patience=2s");
                var streams = ChildProcess.start(
                        folder, DeltaStreamsMain.class, "--bootstrap", broker, "--set", "delta.start.patience=2s");
                var gateway = ChildProcess.start(folder, GatewayMain.class, "--bootstrap", broker, "--port", "0")) {
            assertRefused("streams", streams, broker);
            assertRefused("bridge", bridge, broker);
            assertRefused("gateway", gateway, broker);
        }
    }

    private static void assertRefused(String command, ChildProcess process, String broker) throws InterruptedException {
        assertThat(process.exitCode(PATIENCE))
                .as("%s: %s", command, process.output())
                .isEqualTo(1);
        assertThat(process.wholeOutput().lines().filter(line -> line.startsWith(command + ": ")))
                .as(process.output())
                .singleElement()
                .asString()
                .contains("Kafka at " + broker + " does not answer", "set kafka.bootstrap.servers to one that runs");
        assertThat(process.wholeOutput()).doesNotContain("\tat io.deltatape");
    }
}
