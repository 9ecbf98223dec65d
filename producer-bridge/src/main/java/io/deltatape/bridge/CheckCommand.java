package io.deltatape.bridge;

import io.deltatape.bridge.doctor.Folder;
import io.deltatape.bridge.doctor.ListedFile;
import io.deltatape.bridge.market.SourceKind;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.config.SettingsException;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.MarketTopics;
import io.deltatape.contract.kafka.TopicsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `deltatape bridge check`: looks whether a bridge could run as it is configured, and explains each
/// failure.
/// Changes nothing, in Kafka neither.
///
/// Exit codes: 0 it could, 1 the surroundings do not serve, 2 wrong configuration.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks configuration, folder and Kafka, and explains each failure; changes nothing.")
final class CheckCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONNECT_MS = 3_000;
    /// Refused files and missing symbols named; the rest is counted.
    private static final int NAMED_MAX = 10;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private BridgeOptions options = new BridgeOptions();

    private int failures;

    @Override
    public Integer call() {
        BridgeConfig config;
        KafkaSettings kafka;
        try {
            Settings settings = options.settings();
            config = BridgeConfig.from(settings);
            kafka = KafkaSettings.from(settings);
            settings.throwIfProblems();
        } catch (SettingsException e) {
            e.problems().forEach(problem -> fail("configuration", problem));
            return BridgeMain.CONFIGURATION;
        }
        say("ok  ", "configuration", "every setting can be read");
        checkFolder(config);
        checkHealthPort(config);
        if (checkAddresses(kafka)) {
            checkTopics(kafka);
        }
        return failures == 0 ? 0 : BridgeMain.ENVIRONMENT;
    }

    private void checkFolder(BridgeConfig config) {
        try {
            Folder folder = FolderListing.of(config);
            Map<SourceKind, Long> kinds = folder.files().stream()
                    .collect(Collectors.groupingBy(ListedFile::kind, TreeMap::new, Collectors.counting()));
            String found = kinds.entrySet().stream()
                    .map(kind -> kind.getValue() + " " + kind.getKey().word())
                    .collect(Collectors.joining(", "));
            if (kinds.containsKey(SourceKind.SCID)) {
                say("ok  ", "folder", config.directory() + " has files that the bridge reads: " + found);
            } else {
                say(
                        "warn",
                        "folder",
                        config.directory() + " has no .scid file of a wanted symbol"
                                + (found.isEmpty() ? "" : ", only " + found)
                                + ", expected Sierra Chart's data folder: correct bridge.directory or bridge.symbols");
            }
            folder.refused().stream().limit(NAMED_MAX).forEach(message -> say("warn", "file", message));
            checkSymbols(config, folder);
        } catch (IOException e) {
            fail(
                    "folder",
                    config.directory() + " cannot be listed (" + e
                            + "), expected a readable folder: set bridge.directory (--data) to Sierra Chart's data folder");
        }
    }

    private void checkSymbols(BridgeConfig config, Folder folder) {
        Set<Symbol> found = folder.files().stream().map(ListedFile::symbol).collect(Collectors.toSet());
        config.symbols().stream()
                .filter(symbol -> !found.contains(symbol))
                .sorted()
                .limit(NAMED_MAX)
                .forEach(symbol -> say(
                        "warn",
                        "symbol",
                        symbol + " is configured, but there is no file of it: check the spelling (case counts), or"
                                + " subscribe to it in Sierra Chart"));
    }

    private void checkHealthPort(BridgeConfig config) {
        if (config.healthPort() == 0) {
            return;
        }
        String where = config.healthAddress() + ":" + config.healthPort();
        try (var _ = new ServerSocket(config.healthPort(), 1, InetAddress.getByName(config.healthAddress()))) {
            say("ok  ", "health port", where + " is free");
        } catch (IOException e) {
            fail(
                    "health port",
                    where + " cannot be opened (" + e.getMessage()
                            + "): is this bridge running already? Else set bridge.health.port to a free one, or to 0");
        }
    }

    /// Whether any of Kafka's addresses can be reached.
    private boolean checkAddresses(KafkaSettings kafka) {
        boolean isAnyReached = false;
        for (String address : kafka.bootstrapServers().split(",", -1)) {
            String bare = address.strip().replaceFirst("^[A-Za-z_]+://", "");
            int colon = bare.lastIndexOf(':');
            String host = bare.substring(0, colon);
            isAnyReached |= checkAddress(host, Integer.parseInt(bare.substring(colon + 1)));
        }
        return isAnyReached;
    }

    private boolean checkAddress(String host, int port) {
        String where = host + ":" + port;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), CONNECT_MS);
            say("ok  ", "address", where + " can be reached");
            return true;
        } catch (UnknownHostException _) {
            fail(
                    "address",
                    where + ": no host has this name, expected one of Kafka's: correct kafka.bootstrap.servers, or the"
                            + " name service of this machine");
        } catch (IOException e) {
            fail(
                    "address",
                    where + " cannot be reached (" + e.getMessage()
                            + "), expected a broker: start it, correct kafka.bootstrap.servers, or open the firewall");
        }
        return false;
    }

    private void checkTopics(KafkaSettings kafka) {
        try {
            MarketTopics.Survey survey = new MarketTopics(kafka).survey(PATIENCE);
            String topics = survey.found() + " of " + survey.wanted() + " topics are there and fit"
                    + (survey.found() < survey.wanted() ? ", the others are created at the start" : "");
            if (survey.brokers() < kafka.replication()) {
                fail(
                        "kafka",
                        survey.brokers() + " brokers answer, but topics.replication is " + kafka.replication()
                                + ": start as many, or set it to no more than there are");
            } else {
                say("ok  ", "kafka", survey.brokers() + (survey.brokers() == 1 ? " broker; " : " brokers; ") + topics);
            }
        } catch (TopicsException | SettingsException e) {
            fail("kafka", String.valueOf(e.getMessage()));
        }
    }

    private void fail(String what, String message) {
        failures++;
        say("FAIL", what, message);
    }

    private void say(String verdict, String what, String message) {
        PrintWriter out = BridgeMain.required(spec).commandLine().getOut();
        out.printf("%s  %-13s  %s%n", verdict, what, message);
    }
}
