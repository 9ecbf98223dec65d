package io.deltatape.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.BridgeConfig;
import io.deltatape.bridge.ProducerBridge;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.simulator.ScidWriter;
import io.deltatape.simulator.SimulatedRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a user starts it.
@Timeout(300)
final class DemoRunTest {
    private static final Pattern DATA = Pattern.compile("data in (\\S+)");
    private static final Pattern KAFKA = Pattern.compile("kafka +(\\S+)");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int demo(String... arguments) {
        return DemoMain.command()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    /// Threads of the parts; those of Kafka's libraries may take a moment to end.
    private static List<String> threadsOfParts() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> List.of("watch", "market", "own-guard", "feed", "fanout", "simulator")
                                .contains(name)
                        || name.contains("StreamThread"))
                .toList();
    }

    @Test
    void itSaysWhereToLookAndLeavesNothingBehind() {
        assertThat(demo("--seconds", "1", "--port", "0", "--symbols", "2"))
                .as("%s", err)
                .isZero();

        assertThat(out.toString()).startsWith("Deltatape demo: 2 simulated symbols, 200 records/s, seed ");
        assertThat(Path.of(found(DATA, out.toString()))).doesNotExist();
        assertThat(threadsOfParts()).isEmpty();
    }

    @Test
    void aPortInUseIsOneMessageAndStopsWhatHasStarted() throws IOException {
        try (var taken = new ServerSocket(0, 1, LoopbackPort.address())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(demo("--seconds", "1", "--port", port, "--work", folder.toString()))
                    .isEqualTo(1);

            assertThat(err.toString())
                    .startsWith("demo: ")
                    .contains(port, "in use")
                    .doesNotContain("\tat ");
        }
        assertThat(threadsOfParts()).isEmpty();
    }

    @Test
    void aRealFolderIsWatchedAndNothingWrittenThere() throws IOException {
        Path sierra = Files.createDirectory(folder.resolve("sierra"));
        Path file = sierra.resolve("NQZ26-CME.scid");
        try (var writer = ScidWriter.open(file)) {
            writer.append(
                    SimulatedRecord.index(SimulatedRecord.sierraUs(Instant.parse("2026-11-20T15:00:00Z")), 25_000));
        }

        assertThat(demo("--data", sierra.toString(), "--seconds", "2", "--port", "0"))
                .as("%s", err)
                .isZero();

        assertThat(out.toString()).startsWith("Deltatape demo: the files of " + sierra);
        assertThat(file).hasSize(96);
        try (Stream<Path> files = Files.list(sierra)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aPartThatEndsByItselfEndsTheDemoWithItsMessage() throws Exception {
        var ended = CompletableFuture.supplyAsync(
                () -> demo("--seconds", "600", "--port", "0", "--symbols", "1", "--work", folder.toString()));
        while (!out.toString().contains("Ctrl-C stops")) {
            assertThat(ended).as("%s", err).isNotDone();
            LockSupport.parkNanos(20_000_000);
        }
        var settings = Map.of("bridge.directory", folder.resolve("sierra").toString());

        try (var _ = ProducerBridge.start(
                BridgeConfig.from(Settings.of(Map.of(), settings)), KafkaSettings.at(found(KAFKA, out.toString())))) {
            assertThat(ended.get(100, TimeUnit.SECONDS)).isEqualTo(1);
        }

        assertThat(err.toString()).contains("demo: stopping, for a part has ended: bridge: another bridge publishes");
    }

    @Test
    void aStopSignalLeavesNoTemporaryFolder() throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DemoMain.class.getName()));
        command.addAll(List.of("--port", "0"));
        Process demo = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var lines = demo.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.startsWith("Ctrl-C stops")) {
                line = lines.readLine();
            }
            assertThat(line).as("the demo has started").isNotNull();

            demo.toHandle().destroy();
            lines.lines().forEach(_ -> {});

            assertThat(demo.waitFor(90, TimeUnit.SECONDS)).isTrue();
        } finally {
            demo.destroyForcibly();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("deltatape-")))
                    .isEmpty();
        }
    }
}
