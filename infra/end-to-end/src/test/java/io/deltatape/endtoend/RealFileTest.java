package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deltatape.bridge.Figure;
import io.deltatape.client.MarketClient;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Side;
import io.deltatape.contract.Symbol;
import io.deltatape.local.LocalSystem;
import io.deltatape.simulator.AppendListener;
import io.deltatape.simulator.FileReplay;
import io.deltatape.simulator.Simulator;
import io.deltatape.simulator.SimulatorOptions;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
        Map<String, String> truth = new TreeMap<>(FileTruth.lastState(file));
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
                    () -> truth + " but the socket has " + fields(socket.values()),
                    () -> fields(socket.values()).equals(truth));
            Eventually.within(
                    PATIENCE,
                    () -> truth + " but REST has " + fields(rest(http, system)),
                    () -> fields(rest(http, system)).equals(truth));
            Eventually.within(
                    PATIENCE,
                    () -> truth + " but the service has " + held(service),
                    () -> held(service).equals(truth));
            assertThat(socket.complaints()).isEmpty();
            long records = FileTruth.records(file);
            Eventually.within(
                    PATIENCE,
                    () -> records + " records but " + system.bridge().figures(),
                    () -> system.bridge().figures().get(Figure.RECORDS) == records);
        }
    }

    /// The fields of a state; not the symbol, the version and whatever else a message says.
    private static Map<String, String> fields(Map<String, String> values) {
        var fields = new TreeMap<>(values);
        fields.keySet().retainAll(Stream.of(Field.values()).map(Field::longName).toList());
        return fields;
    }

    private static Map<String, String> held(MarketClient service) {
        var values = new TreeMap<String, String>();
        service.get(new Symbol(SYMBOL)).ifPresent(reading -> {
            MarketState state = reading.value();
            Stream.of(Field.values())
                    .filter(state::has)
                    .forEach(field -> values.put(field.longName(), text(field, state.value(field))));
        });
        return values;
    }

    private static String text(Field field, long value) {
        return switch (field.kind()) {
            case PRICE, FINE_PRICE ->
                value == 0
                        ? "0"
                        : BigDecimal.valueOf(value, 9).stripTrailingZeros().toPlainString();
            case COUNT, MICROS -> Long.toString(value);
            case DATE -> LocalDate.ofEpochDay(value).toString();
            case SIDE -> value == Side.BUYER.code() ? "B" : value == Side.SELLER.code() ? "S" : "";
            case BOOK -> throw new AssertionError("a .scid file has no book");
        };
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
