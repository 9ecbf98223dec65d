package io.deltatape.delta;

import io.deltatape.contract.config.Settings;
import io.deltatape.contract.config.SettingsException;
import io.deltatape.contract.health.HealthEndpointException;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.TopicsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command `streams`: computes deltas until it is interrupted.
@Command(
        name = "streams",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Turn snapshots in Kafka into deltas and keyframes.",
        footer = {
            "",
            "Settings are described in docs/operations.md. Exit codes: 1 Kafka or the host, 2 the configuration."
        })
public final class DeltaStreamsMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(DeltaStreamsMain.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with settings.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting; may be repeated.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Where Kafka is (setting kafka.bootstrap.servers).")
    private @Nullable String bootstrap;

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            description = "Serve /health and /metrics there (setting delta.health.port).")
    private @Nullable String healthPort;

    public static void main(String[] args) {
        System.exit(new CommandLine(new DeltaStreamsMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Settings settings = settings();
            DeltaConfig deltaConfig = DeltaConfig.from(settings);
            KafkaSettings kafka = KafkaSettings.from(settings);
            settings.throwIfProblems();
            LOG.info("settings {}", settings.effective());
            return run(deltaConfig, kafka);
        } catch (SettingsException e) {
            err.println("streams: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        } catch (TopicsException | HealthEndpointException e) {
            err.println("streams: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        } catch (KafkaException e) {
            err.println("streams: " + KafkaSettings.refusal(e).getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private Settings settings() {
        var flags = new LinkedHashMap<>(set);
        if (bootstrap != null) {
            flags.put("kafka.bootstrap.servers", bootstrap);
        }
        if (healthPort != null) {
            flags.put("delta.health.port", healthPort);
        }
        Settings settings = Settings.of(System.getenv(), flags);
        return config == null ? settings : settings.withFile(config);
    }

    private static int run(DeltaConfig config, KafkaSettings kafka) throws InterruptedException {
        DeltaStreams streams = DeltaStreams.start(config, kafka);
        var hook = new Thread(streams::close, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        streams.awaitStopped();
        streams.close();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
