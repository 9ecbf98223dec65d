package io.deltatape.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the zip holds: complete, nothing too much, and its files agree with each other.
final class WindowsPackageTest {
    @TempDir
    private Path parent = Path.of("");

    private UnpackedZip zip = new UnpackedZip(Path.of(""));

    @BeforeEach
    void unpack() throws IOException {
        zip = UnpackedZip.into(parent);
    }

    @Test
    void holdsEverythingThatTheBridgeNeedsAndNothingElse() throws IOException {
        var files = zip.files().stream()
                .map(file -> file.replaceFirst("-\\d[\\w.-]*[.]jar$", ".jar"))
                .toList();

        assertThat(files)
                .containsExactlyInAnyOrder(
                        "LICENSE.txt",
                        "README.txt",
                        "bridge.properties",
                        "conf/bridge.vmoptions",
                        "conf/logback-files.xml",
                        "conf/logback-service.xml",
                        "deltatape.cmd",
                        "find-java.cmd",
                        "install-service.cmd",
                        "lib/HdrHistogram.jar",
                        "lib/contract.jar",
                        "lib/jackson-core.jar",
                        "lib/jspecify.jar",
                        "lib/kafka-clients.jar",
                        "lib/logback-classic.jar",
                        "lib/logback-core.jar",
                        "lib/lz4-java.jar",
                        "lib/picocli.jar",
                        "lib/producer-bridge.jar",
                        "lib/slf4j-api.jar",
                        "lib/snappy-java.jar",
                        "lib/zstd-jni.jar",
                        "procrun/LICENSE.txt",
                        "procrun/NOTICE.txt",
                        "procrun/prunsrv.exe",
                        "smoke-test.cmd",
                        "smoke/simulator.jar",
                        "smoke/windows.jar",
                        "uninstall-service.cmd");
    }

    /// The build has compared the checksum of the file that Apache published; what of it is in the zip is unchanged.
    @Test
    void procrunIsAsApachePublishedIt() throws IOException {
        try (var published = new ZipFile(Path.of("target", "procrun.zip").toFile())) {
            for (String file : List.of("amd64/prunsrv.exe", "LICENSE.txt", "NOTICE.txt")) {
                Path ours =
                        zip.folder().resolve("procrun").resolve(Path.of(file).getFileName());
                try (var bytes = published.getInputStream(published.getEntry(file))) {
                    assertThat(Files.readAllBytes(ours)).as(file).isEqualTo(bytes.readAllBytes());
                }
            }
        }
    }

    @Test
    void textsHaveTheLineEndingsOfWindows() throws IOException {
        var others = new ArrayList<String>();
        for (String file : zip.files()) {
            if (file.matches(".*[.](cmd|properties|vmoptions|xml)|[^/]*[.]txt")
                    && Pattern.compile("(?<!\r)\n").matcher(zip.text(file)).find()) {
                others.add(file);
            }
        }

        assertThat(others).isEmpty();
    }

    /// Batch files are read in the code page of the machine.
    @Test
    void batchFilesAreAscii() throws IOException {
        for (String file : zip.files()) {
            if (file.endsWith(".cmd")) {
                assertThat(zip.text(file)).as(file).isASCII();
            }
        }
    }

    /// Behind an open quotation mark cmd takes everything, redirections too, for one argument.
    @Test
    void linesOfBatchFilesCloseTheQuotationsThatTheyOpen() throws IOException {
        var open = new ArrayList<String>();
        for (String file : zip.files()) {
            if (file.endsWith(".cmd")) {
                zip.text(file)
                        .lines()
                        .filter(line -> line.chars().filter(c -> c == '"').count() % 2 == 1)
                        .forEach(line -> open.add(file + ": " + line));
            }
        }

        assertThat(open).isEmpty();
    }

    @Test
    void whatBatchFilesNameIsThere() throws IOException {
        var path = Pattern.compile("(?:conf|procrun)\\\\[\\w.-]+|[\\w-]+[.](?:cmd|properties)");
        var files = new TreeSet<>(zip.files());
        files.add("smoke.properties"); // the smoke test makes it
        for (String file : zip.files()) {
            if (file.endsWith(".cmd")) {
                assertThat(path.matcher(zip.text(file).replace("%~dp0", ""))
                                .results()
                                .map(found -> found.group().replace('\\', '/')))
                        .as(file)
                        .isSubsetOf(files);
            }
        }
    }

    /// procrun finds them by name, when the service starts.
    @Test
    void classesAndMethodsThatBatchFilesNameAreThere() throws Exception {
        var named = new TreeSet<String>();
        for (String file : zip.files()) {
            if (file.endsWith(".cmd")) {
                Pattern.compile("io[.]deltatape[.][\\w.]+")
                        .matcher(zip.text(file))
                        .results()
                        .forEach(found -> named.add(found.group()));
            }
        }

        assertThat(named)
                .containsExactly(
                        "io.deltatape.bridge.BridgeMain",
                        "io.deltatape.bridge.BridgeService",
                        "io.deltatape.windows.SmokeTest");
        for (String name : named) {
            assertThat(Class.forName(name)).hasPublicMethods("main");
        }
        assertThat(zip.text("install-service.cmd")).contains("--StopMethod=stop ");
        assertThat(Class.forName("io.deltatape.bridge.BridgeService")).hasPublicMethods("stop");
    }

    @Test
    void bridgeStartsFromTheUnpackedFolder() throws Exception {
        int code = zip.javaToItsEnd(
                "-XX:VMOptionsFile=conf/bridge.vmoptions", "-cp", "lib/*", "io.deltatape.bridge.BridgeMain", "--help");

        assertThat(zip.text("output.txt")).contains("--config").doesNotContain("WARNING");
        assertThat(code).isZero();
    }
}
