package io.deltatape.client.cli;

import io.deltatape.client.ClientConfig;
import io.deltatape.client.MarketClient;
import io.deltatape.client.transport.KafkaTransport;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.kafka.KafkaSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that every command of the client has: where Kafka is, and the settings.
final class ClientOptions {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka's address; the same as --set kafka.bootstrap.servers=HOST:PORT (localhost:9092).")
    private @Nullable String bootstrap;

    @Option(names = "--config", paramLabel = "FILE", description = "A properties file with settings.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting; may be repeated.")
    private Map<String, String> set = new LinkedHashMap<>();

    /// A started client.
    ///
    /// @throws io.deltatape.contract.config.SettingsException with everything that is wrong
    MarketClient open() {
        var given = new LinkedHashMap<>(set);
        if (bootstrap != null) {
            given.put("kafka.bootstrap.servers", bootstrap);
        }
        Settings settings = Settings.of(System.getenv(), given);
        if (config != null) {
            settings.withFile(config);
        }
        var kafka = KafkaSettings.from(settings);
        var chosen = ClientConfig.from(settings);
        settings.throwIfProblems();
        return MarketClient.builder(new KafkaTransport(kafka)).config(chosen).start();
    }
}
