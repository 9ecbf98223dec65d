package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.BridgeMain;
import io.deltatape.client.MarketClient;
import io.deltatape.client.MarketUpdate;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.delta.DeltaConfig;
import io.deltatape.delta.DeltaStreams;
import io.deltatape.local.EmbeddedBroker;
import io.deltatape.simulator.RandomMarket;
import io.deltatape.simulator.RecordSource;
import io.deltatape.simulator.ScidWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A bridge is killed, its file grows meanwhile, and another is started: it goes on at the place that the last snapshot
/// in Kafka names.
@Timeout(180)
final class BridgeRestartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aRestartedBridgeGoesOnWhereTheKilledOneEnded() throws Exception {
        Path sierra = Files.createDirectory(folder.resolve("sierra"));
        var market = new RandomMarket(1, 100, 7).startingAt(Instant.parse("2026-01-05T15:00:00Z"));
        var symbol = new Symbol(market.symbols().getFirst());
        Path file = sierra.resolve(symbol.name() + ".scid");
        Iterator<RecordSource.Scheduled> records = market.begin(Instant.EPOCH);
        List<MarketUpdate> updates = new CopyOnWriteArrayList<>();
        try (var broker = EmbeddedBroker.start(folder.resolve("broker"));
                var first = bridge(broker, sierra);
                var _ = DeltaStreams.start(
                        DeltaConfig.from(Settings.of(Map.of(), Map.of())).withStateDirectory(folder.resolve("streams")),
                        KafkaSettings.at(broker.bootstrapServers()));
                var service = MarketClient.overKafka(KafkaSettings.at(broker.bootstrapServers()))) {
            append(file, records, 20);
            awaitTrades(service, symbol, 20, first);
            // The second incarnation of the file: one that a bridge without memory would take for the first.
            Files.delete(file);
            append(file, records, 200);
            awaitTrades(service, symbol, 200, first);
            service.subscribe(Set.of(symbol), updates::add);

            first.kill();
            append(file, records, 50);
            try (var second = bridge(broker, sierra)) {
                awaitTrades(service, symbol, 250, second);
                append(file, records, 50);
                awaitTrades(service, symbol, 300, second);
            }
        }
        assertThat(updates.stream().map(update -> update.position().epoch()).distinct())
                .as("the file is the same, and so is the epoch")
                .hasSize(1);
        assertThat(updates.stream().map(update -> update.position().version()))
                .as("versions go on")
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(updates.stream().map(update -> update.state().value(Field.TRADES)))
                .as("no state is lost or gone back to")
                .isSorted()
                .startsWith(200L)
                .contains(250L)
                .endsWith(300L);
        MarketState last = updates.getLast().state();
        Map<String, String> truth = FileTruth.lastSession(file);
        assertThat(Long.toString(last.value(Field.VOLUME))).isEqualTo(truth.get("volume"));
        assertThat(Long.toString(last.value(Field.TS_EVENT))).isEqualTo(truth.get("ts_event"));
    }

    private ChildProcess bridge(EmbeddedBroker broker, Path sierra) {
        return ChildProcess.start(
                folder, BridgeMain.class, "--bootstrap", broker.bootstrapServers(), "--data", sierra.toString());
    }

    private static void append(Path file, Iterator<RecordSource.Scheduled> records, int count) throws IOException {
        try (var writer = ScidWriter.open(file)) {
            for (int i = 0; i < count; i++) {
                writer.append(records.next().record());
            }
        }
    }

    private static void awaitTrades(MarketClient service, Symbol symbol, long trades, ChildProcess bridge)
            throws Exception {
        Eventually.within(
                PATIENCE,
                () -> trades + " trades; the service has " + service.get(symbol) + bridge.output(),
                () -> service.get(symbol)
                        .filter(reading -> reading.value().value(Field.TRADES) == trades)
                        .isPresent());
    }
}
