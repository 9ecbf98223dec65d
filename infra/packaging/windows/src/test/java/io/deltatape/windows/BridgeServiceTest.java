package io.deltatape.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.BridgeService;
import io.deltatape.local.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bridge as procrun runs it, as far as that goes without Windows: from the unpacked zip, with the service's flags
/// and log, and started and stopped by the methods that procrun calls.
final class BridgeServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SERVICE = "a-service";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void smokeTestPassesOnARunningService() throws Exception {
        var zip = UnpackedZip.into(Files.createDirectory(folder.resolve("zip")));
        Path data = Files.createDirectory(folder.resolve("data"));
        try (var broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            Files.writeString(
                    zip.folder().resolve("bridge.properties"),
                    String.join(
                            "\n",
                            "",
                            "bridge.directory=" + data.toString().replace('\\', '/'),
                            "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                            "topics.prefix=deltatape-smoke-test.",
                            ""),
                    StandardOpenOption.APPEND);
            assertThat(smokeTest(zip, "config")).as(zip.text("output.txt")).isZero();
            Process service = service(zip);
            try {
                assertThat(smokeTest(zip, "files"))
                        .as(zip.text("output.txt") + zip.log(SERVICE))
                        .isZero();
            } finally {
                service.destroy();
                assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(smokeTest(zip, "clean")).as(zip.text("output.txt")).isZero();
        }

        assertThat(zip.text("output.txt").lines().filter(line -> line.startsWith("PASS")))
                .hasSize(9);
        assertThat(zip.log(SERVICE))
                .contains("bridge started", "bridge stopped")
                .doesNotContain(" ERROR ");
    }

    private static int smokeTest(UnpackedZip zip, String step) throws Exception {
        return zip.javaToItsEnd(
                "-Dlogback.configurationFile=conf/logback-service.xml",
                "-cp",
                "smoke/*" + System.getProperty("path.separator") + "lib/*",
                "io.deltatape.windows.SmokeTest",
                step,
                "bridge.properties");
    }

    private static Process service(UnpackedZip zip) throws Exception {
        return zip.java(
                "-XX:VMOptionsFile=conf/bridge.vmoptions",
                "-Dlogback.configurationFile=conf/logback-files.xml",
                "-Ddeltatape.service=" + SERVICE,
                "-cp",
                "lib/*",
                BridgeService.class.getName(),
                "--config",
                "bridge.properties");
    }

    /// With another code Windows would start it again and again.
    @Test
    void wrongConfigurationEndsTheServiceForGoodAndStandsInTheLog() throws Exception {
        var zip = UnpackedZip.into(folder);

        int code = service(zip).waitFor();

        assertThat(zip.log(SERVICE)).contains("ERROR", "bridge.directory is not set");
        assertThat(code).as(zip.text("output.txt")).isZero();
    }

    /// A code above 0 is what makes Windows start it again.
    @Test
    void lostEnvironmentEndsTheServiceWithAnError() throws Exception {
        var zip = UnpackedZip.into(folder);
        Files.writeString(
                zip.folder().resolve("bridge.properties"),
                "bridge.directory=no-such-folder\nbridge.start.patience=0\n");

        int code = service(zip).waitFor();

        assertThat(zip.log(SERVICE)).contains("ERROR", "no-such-folder: does not exist");
        assertThat(code).as(zip.text("output.txt")).isEqualTo(1);
    }

    @Test
    void mainReturnsAfterStop() throws Exception {
        try (var broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            Path data = Files.createDirectory(folder.resolve("data"));
            var main = new Thread(
                    () -> BridgeService.main("--data", data.toString(), "--bootstrap", broker.bootstrapServers()));
            main.start();
            awaitMarketThread();

            BridgeService.stop();

            assertThat(main.join(PATIENCE)).isTrue();
            assertThat(threads()).doesNotContain("market", "watch", "own-guard");
        }
    }

    private static void awaitMarketThread() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!threads().contains("own-guard") && System.nanoTime() - deadlineNanos < 0) {
            Thread.sleep(10);
        }
        assertThat(threads()).contains("own-guard");
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }
}
