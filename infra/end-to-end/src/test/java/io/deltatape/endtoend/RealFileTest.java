package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deltatape.bridge.Figure;
import io.deltatape.client.MarketClient;
import io.deltatape.contract.Field;
import io.deltatape.contract.Symbol;
import io.deltatape.local.LocalSystem;
import io.deltatape.simulator.AppendListener;
import io.deltatape.simulator.FileReplay;
import io.deltatape.simulator.Simulator;
import io.deltatape.simulator.SimulatorOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real file, written by Sierra Chart, is replayed in full through the running system.
final class RealFileTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SYMBOL = "MNQU21-CME";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theLastStateIsTheFilesAtEveryClientAndEveryRecordWasCounted() throws Exception {
        Path file = SampleData.file(SYMBOL + ".scid");
        Path sierra = folder.resolve("sierra");
        Map<String, String> truth = new TreeMap<>(FileTruth.lastSession(file));
        var settings = Map.of("bridge.directory", sierra.toString(), "gateway.port", "0", "gateway.symbols", SYMBOL);
        try (var simulator = Simulator.open(
                        sierra,
                        FileReplay.asFastAsPossible(file),
                        SimulatorOptions.DEFAULT.withBatchRecordsMax(50),
                        AppendListener.NONE,
                        InstantSource.system(),
                        System::nanoTime);
                var system = LocalSystem.start(folder, settings);
                var http = HttpClient.newHttpClient();
                var socket = new LiveClient(http, SYMBOL);
                var service = MarketClient.overKafka(system.kafka())) {
            assertThat(system.awaitReady(PATIENCE)).isTrue();
            socket.connect(system.gateway().port());
            simulator.start();
            assertThat(simulator.awaitFinished(PATIENCE)).isTrue();

            Eventually.within(
                    PATIENCE,
                    () -> truth + " but the socket has " + socket.values(),
                    () -> socket.values().entrySet().containsAll(truth.entrySet()));
            Eventually.within(
                    PATIENCE,
                    () -> truth + " but REST has " + rest(http, system),
                    () -> rest(http, system).entrySet().containsAll(truth.entrySet()));
            Eventually.within(
                    PATIENCE,
                    () -> truth + " but the service has " + service.get(new Symbol(SYMBOL)),
                    () -> service.get(new Symbol(SYMBOL))
                            .filter(reading -> Long.toString(reading.value().value(Field.TS_EVENT))
                                            .equals(truth.get("ts_event"))
                                    && Long.toString(reading.value().value(Field.TRADES))
                                            .equals(truth.get("trades")))
                            .isPresent());
            assertThat(socket.complaints()).isEmpty();
            assertThat(system.bridge().figures().get(Figure.RECORDS)).isEqualTo(FileTruth.records(file));
        }
    }

    private static Map<String, String> rest(HttpClient http, LocalSystem system) {
        try {
            var uri = URI.create("http://127.0.0.1:" + system.gateway().port() + "/api/data/" + SYMBOL);
            String body = http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            JsonNode json = new ObjectMapper().readTree(body);
            var values = new TreeMap<String, String>();
            json.properties().forEach(field -> values.put(field.getKey(), LiveClient.text(field.getValue())));
            return values;
        } catch (Exception e) {
            throw new AssertionError("asking " + SYMBOL + " by REST", e);
        }
    }
}
