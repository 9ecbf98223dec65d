package io.deltatape.bridge;

import io.deltatape.contract.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say what a bridge is to do: of the command that runs it and of the one that checks. Filled by
/// picocli.
final class BridgeOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "A properties file with settings.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; may be repeated.")
    private Map<String, String> set = new HashMap<>();

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Kafka (kafka.bootstrap.servers).")
    private @Nullable String bootstrap;

    @Option(names = "--data", paramLabel = "DIR", description = "Sierra Chart's data folder (bridge.directory).")
    private @Nullable String data;

    Settings settings() {
        var given = new HashMap<>(set);
        if (bootstrap != null) {
            given.put("kafka.bootstrap.servers", bootstrap);
        }
        if (data != null) {
            given.put("bridge.directory", data);
        }
        Settings settings = Settings.of(System.getenv(), given);
        return config == null ? settings : settings.withFile(config);
    }
}
