package io.deltatape.windows;

import io.deltatape.bridge.BridgeConfig;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.kafka.KafkaSettings;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/// What `smoke-test.cmd` cannot do itself: `STEP FILE`, with a configuration file of its own.
///
/// `config` checks the file and that Kafka answers; `files` changes files and sees what a bridge that runs with this
/// configuration makes of them; `clean` removes the topics that it left. Prints a line per check; the exit code is the
/// number of failures.
public final class SmokeTest {
    /// Topics are removed only behind this prefix, which `smoke-test.cmd` puts into its configuration.
    private static final String PREFIX = "deltatape-smoke-test.";

    private static final String HEALTH_PORT = "bridge.health.port";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path file;
    private final Report report;

    private SmokeTest(Path file, Report report) {
        this.file = file;
        this.report = report;
    }

    public static void main(String... arguments) {
        var report = new Report(System.out);
        var test = new SmokeTest(Path.of(arguments[1]), report);
        switch (arguments[0]) {
            case "config" -> test.config();
            case "files" -> test.files();
            case "clean" -> test.clean();
            default -> report.fail("there is no step " + arguments[0] + ", expected config, files or clean");
        }
        System.exit(report.failures());
    }

    private void config() {
        report.attempt(
                "the configuration is valid",
                () -> read().bridge().directory() + " to " + read().kafka().bootstrapServers());
        report.attempt("Kafka answers", () -> {
            try (Admin admin = admin()) {
                int brokers = admin.describeCluster()
                        .nodes()
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .size();
                return brokers + " broker" + (brokers == 1 ? "" : "s");
            }
        });
    }

    private void files() {
        Configuration configuration = read();
        try (var published = new PublishedStates(configuration.kafka())) {
            new FileChecks(configuration.bridge().directory(), published, report).run();
        }
        health();
    }

    private void health() {
        var given = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            given.load(reader);
        } catch (IOException e) {
            report.fail("health: " + e);
        }
        String port = given.getProperty(HEALTH_PORT, "0").strip();
        if (port.equals("0")) {
            report.skip("health: " + HEALTH_PORT + " is not set");
            return;
        }
        report.attempt("health answers", () -> {
            var address = URI.create("http://127.0.0.1:" + port + "/health");
            try (var http = HttpClient.newHttpClient()) {
                var answer = http.send(
                        HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new Report.AssertionFailed(address + " says " + answer.statusCode() + " " + answer.body());
                }
                return address.toString();
            }
        });
    }

    private void clean() {
        report.attempt("the topics of this test are removed", () -> {
            try (Admin admin = admin()) {
                var ours = new HashSet<String>();
                for (String topic : admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    if (topic.startsWith(PREFIX)) {
                        ours.add(topic);
                    }
                }
                admin.deleteTopics(List.copyOf(ours)).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                return ours.size() + " of them";
            }
        });
    }

    private Admin admin() {
        int patienceMs = (int) PATIENCE.toMillis();
        return Admin.create(read().kafka()
                .properties(Map.of("default.api.timeout.ms", patienceMs, "request.timeout.ms", patienceMs)));
    }

    private record Configuration(BridgeConfig bridge, KafkaSettings kafka) {}

    private Configuration read() {
        Settings settings = Settings.of(System.getenv(), Map.of()).withFile(file);
        var configuration = new Configuration(BridgeConfig.from(settings), KafkaSettings.from(settings));
        settings.throwIfProblems();
        return configuration;
    }
}
