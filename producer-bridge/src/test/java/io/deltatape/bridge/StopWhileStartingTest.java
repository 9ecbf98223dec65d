package io.deltatape.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// A service that waits for years, and is stopped meanwhile.
final class StopWhileStartingTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"", "not-mounted"})
    void aBridgeThatWaitsForItsFolderOrForKafkaEndsWhenItIsTold(String subfolder) throws Exception {
        var stop = new CountDownLatch(1);
        var command = new CommandLine(new BridgeMain(stop)).setErr(new PrintWriter(new StringWriter()));
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> command.execute(
                "--data",
                folder.resolve(subfolder).toString(),
                "--bootstrap",
                "127.0.0.1:1",
                "--set",
                "bridge.start.patience=3650d"));
        stop.countDown();

        assertThat(code.get(5, TimeUnit.MINUTES)).isZero();
    }
}
