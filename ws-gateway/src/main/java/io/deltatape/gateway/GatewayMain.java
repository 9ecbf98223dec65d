package io.deltatape.gateway;

import io.deltatape.contract.config.Settings;
import io.deltatape.contract.config.SettingsException;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.TopicsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command `gateway`: serves `market.deltas` to WebSocket and HTTP clients until it is interrupted.
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Serve market data from Kafka to WebSocket and HTTP clients, and a page at /.")
public final class GatewayMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayMain.class);
    private static final int EXIT_ENVIRONMENT = 1;
    private static final int EXIT_CONFIGURATION = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Properties file.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; may be repeated.")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Kafka's address (kafka.bootstrap.servers).")
    private @Nullable String bootstrap;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on (gateway.port; 8765), 0 for any.")
    private @Nullable String port;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (gateway.host; 127.0.0.1).")
    private @Nullable String host;

    @Option(
            names = "--insecure",
            description = "Allow an address that others can reach, without authentication (gateway.insecure).")
    private @Nullable Boolean insecure;

    public static void main(String[] args) {
        System.exit(new CommandLine(new GatewayMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Settings settings = settings();
            GatewayConfig gateway = GatewayConfig.from(settings);
            KafkaSettings kafka = KafkaSettings.from(settings);
            settings.throwIfProblems();
            LOG.info("settings {}", settings.effective());
            return serve(gateway, kafka, err);
        } catch (SettingsException e) {
            err.println("gateway: " + e.getMessage());
            return EXIT_CONFIGURATION;
        } catch (GatewayStartException | TopicsException e) {
            err.println("gateway: " + e.getMessage());
            return EXIT_ENVIRONMENT;
        }
    }

    private Settings settings() {
        var flags = new LinkedHashMap<>(given);
        putIfGiven(flags, "kafka.bootstrap.servers", bootstrap);
        putIfGiven(flags, "gateway.port", port);
        putIfGiven(flags, "gateway.host", host);
        putIfGiven(flags, "gateway.insecure", insecure == null ? null : insecure.toString());
        Settings settings = Settings.of(System.getenv(), flags);
        return config == null ? settings : settings.withFile(config);
    }

    private static void putIfGiven(Map<String, String> flags, String key, @Nullable String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }

    private Integer serve(GatewayConfig config, KafkaSettings kafka, PrintWriter err) throws InterruptedException {
        var stopped = new CountDownLatch(1);
        Gateway gateway = Gateway.start(config, kafka);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway, stopped), "stop"));
        spec.commandLine().getOut().println("gateway: http://" + config.host() + ":" + gateway.port() + "/");
        spec.commandLine().getOut().flush();
        try {
            gateway.ended().get();
            stopped.await();
            return CommandLine.ExitCode.OK;
        } catch (ExecutionException e) {
            err.println("gateway: the feed ended (" + e.getCause() + "): see the log, mend the cause and start again");
            gateway.close();
            return EXIT_ENVIRONMENT;
        }
    }

    private static void stop(Gateway gateway, CountDownLatch stopped) {
        gateway.close();
        stopped.countDown();
    }
}
