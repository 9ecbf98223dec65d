package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.BridgeConfig;
import io.deltatape.contract.CloseCode;
import io.deltatape.contract.Field;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the repository to what its documents say: sizes, leftovers, links, and that code and documents agree.
final class TidyTest {
    private static final Path ROOT = Path.of(System.getProperty("deltatape.root", "../.."));
    private static final int LINES_MAX = 400;

    @Test
    void noFileIsLongerThanAHeadCanHold() throws IOException {
        var tooLong = new ArrayList<String>();
        for (Path file : files(".java", ".js", ".html", ".css")) {
            long lines = Files.readAllLines(file).size();
            if (lines > LINES_MAX) {
                tooLong.add(file + ": " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void nothingIsLeftToDoInTheCode() throws IOException {
        Pattern leftover = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX|HA" + "CK)\\b|@Dis" + "abled");
        var found = new ArrayList<String>();
        for (Path file : texts()) {
            if (leftover.matcher(Files.readString(file)).find()) {
                found.add(file.toString());
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void linksInDocumentsResolve() throws IOException {
        Pattern link = Pattern.compile("\\]\\((?!https?://|#)([^)#\\s]+)(#[^)]*)?\\)");
        var broken = new ArrayList<String>();
        for (Path file : files(".md")) {
            Matcher links = link.matcher(Files.readString(file));
            while (links.find()) {
                if (!Files.exists(file.resolveSibling(links.group(1)))) {
                    broken.add(file + " → " + links.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        var silent = new TreeSet<Path>();
        for (Path file : files(".java")) {
            if (!Files.exists(file.resolveSibling("package-info.java")) && !isTestOfADocumentedPackage(file)) {
                silent.add(file.resolveSibling("package-info.java"));
            }
        }
        assertThat(silent).isEmpty();
    }

    private static boolean isTestOfADocumentedPackage(Path file) {
        Path main = Path.of(file.toString().replace("/src/test/", "/src/main/"));
        return Files.exists(main.resolveSibling("package-info.java"));
    }

    @Test
    void everySettingIsInTheOperationsManualWithItsDefaultAndTheOtherWayRound() throws IOException {
        String manual = Files.readString(ROOT.resolve("docs/operations.md"));
        var rows = Pattern.compile("^\\| `([a-z][a-z0-9.-]+)` \\| (?:`([^`]*)`)? *\\|", Pattern.MULTILINE)
                .matcher(manual);
        var documented = new TreeSet<String>();
        while (rows.find()) {
            documented.add(rows.group(1) + " = " + (rows.group(2) == null ? "" : rows.group(2)));
        }
        var inCode = new TreeSet<String>();
        allSettings().forEach(setting -> inCode.add(setting.key() + " = " + setting.defaultText()));
        assertThat(documented).isEqualTo(inCode);
    }

    @Test
    void everySettingOfTheBridgeIsInItsConfigurationFileWithItsDefaultAndNoOther() throws IOException {
        var lines = Pattern.compile("^#?([a-z][a-z0-9.-]*)=(.*)$", Pattern.MULTILINE)
                .matcher(Files.readString(ROOT.resolve("infra/packaging/conf/bridge.properties")));
        var inFile = new TreeSet<String>();
        while (lines.find()) {
            if (!lines.group(1).startsWith(Settings.KAFKA_CLIENT_PREFIX)) {
                inFile.add(lines.group(1) + " = " + lines.group(2).strip());
            }
        }
        var inCode = new TreeSet<String>();
        Stream.of(KafkaSettings.KEYS, BridgeConfig.KEYS)
                .flatMap(List::stream)
                .forEach(setting -> inCode.add(setting.key() + " = " + setting.defaultText()));
        assertThat(inFile).isEqualTo(inCode);
    }

    private static List<Setting<?>> allSettings() {
        return Stream.of(
                        KafkaSettings.KEYS,
                        BridgeConfig.KEYS,
                        io.deltatape.delta.DeltaConfig.KEYS,
                        io.deltatape.gateway.GatewayConfig.KEYS,
                        io.deltatape.client.ClientConfig.KEYS)
                .<Setting<?>>flatMap(List::stream)
                .toList();
    }

    @Test
    void everyFieldAndCloseCodeIsInTheProtocol() throws IOException {
        String protocol = Files.readString(ROOT.resolve("docs/protocol.md"));
        for (Field field : Field.values()) {
            assertThat(protocol)
                    .contains("| " + field.id() + " | `" + field.wireName() + "` | `" + field.longName() + "` |");
        }
        for (CloseCode code : CloseCode.values()) {
            assertThat(protocol).contains("| " + code.code() + " | " + code.reason() + " | " + code.advice() + " |");
        }
    }

    @Test
    void noPathOfAMachineAndNoPrivateHostIsInTheRepository() throws IOException {
        var found = new ArrayList<String>();
        for (Path file : texts()) {
            foreign(Files.readString(file)).forEach(word -> found.add(file + ": " + word));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void theRuleOfForeignWordsFindsThem() {
        String slash = "/";

        assertThat(foreign("see " + slash + "home/joe/x, " + slash + "root/.m2 and C:" + "\\Users\\joe"))
                .hasSize(3);
        assertThat(foreign("at 10.1.2" + ".3, http:" + "//buildbox:80/ and https:" + "//ci.corp" + ".internal/x"))
                .hasSize(3);
        assertThat(foreign(
                        "/path/to/x $HOME/x ${root}/x 127.0.0.1 192.0.2.7 http://localhost:8765/ https://example.org"))
                .isEmpty();
    }

    /// Folders of people and machines; addresses that are neither loopback nor set apart for documents (RFC 5737);
    /// hosts in URLs that only a private network knows.
    private static List<String> foreign(String text) {
        return Stream.of(
                        matches("(?<![\\w.}])/(?:home|Users|root|work|mnt|srv)/[\\w.-]+", text),
                        matches("\\b[A-Za-z]:\\\\{1,2}Users\\\\{1,2}\\w+", text),
                        matches("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b", text)
                                .filter(
                                        address -> !address.matches(
                                                "127\\..*|0\\.0\\.0\\.0|10\\.0\\.0\\.1|(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\..*")),
                        matches("(?:https?|wss?)://[A-Za-z][\\w.-]*", text)
                                .filter(url -> url.matches(".*//\\w[\\w-]+|.*\\.(?:local|internal|lan|corp|home)"))
                                .filter(url -> !url.matches(".*//(?:localhost|host|kafka|gateway)")))
                .flatMap(words -> words)
                .toList();
    }

    private static Stream<String> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group);
    }

    private static List<Path> texts() throws IOException {
        return files(
                ".java",
                ".js",
                ".html",
                ".css",
                ".sh",
                ".cmd",
                ".yml",
                ".md",
                ".xml",
                ".properties",
                "Dockerfile",
                "/deltatape",
                "/.ci/run");
    }

    private static List<Path> files(String... endings) throws IOException {
        try (Stream<Path> tree = Files.walk(ROOT)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*/(target|\\.git|node_modules|deltatape-data)/.*"))
                    .filter(file -> Stream.of(endings)
                            .anyMatch(ending -> file.toString().endsWith(ending)))
                    .toList();
        }
    }
}
