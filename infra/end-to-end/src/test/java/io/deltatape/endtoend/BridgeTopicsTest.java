package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.BridgeConfig;
import io.deltatape.bridge.ProducerBridge;
import io.deltatape.contract.ComponentStatus;
import io.deltatape.contract.Field;
import io.deltatape.contract.Instrument;
import io.deltatape.contract.Price;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.InstrumentCodec;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.codec.StatusCodec;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.local.EmbeddedBroker;
import io.deltatape.simulator.DailyBar;
import io.deltatape.simulator.DailyWriter;
import io.deltatape.simulator.DepthFeed;
import io.deltatape.simulator.DepthOptions;
import io.deltatape.simulator.DepthWriter;
import io.deltatape.simulator.LineEnd;
import io.deltatape.simulator.RandomBook;
import io.deltatape.simulator.ScidWriter;
import io.deltatape.simulator.SimulatedRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a bridge says on a real broker beside the states of its files: instruments, continuous aliases, the end of
/// expired contracts, and how it is.
@Timeout(120)
final class BridgeTopicsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Symbol SEPTEMBER = new Symbol("NQU25-CME");
    private static final Symbol DECEMBER = new Symbol("NQZ25-CME");
    private static final Symbol MARCH = new Symbol("NQH26-CME");
    private static final Symbol ALIAS = new Symbol("NQ.c.0");

    @TempDir
    private Path folder = Path.of("");

    private final Map<Symbol, Snapshot> snapshots = new HashMap<>();
    private final Set<Symbol> ended = new HashSet<>();
    private final Map<Symbol, Instrument> instruments = new HashMap<>();
    private Optional<ComponentStatus> status = Optional.empty();

    private static void trade(Path sierra, Symbol symbol, String time, float price, int size) throws IOException {
        try (var writer = ScidWriter.open(sierra.resolve(symbol + ".scid"))) {
            writer.append(tick(time, price, size));
        }
    }

    private static SimulatedRecord tick(String time, float price, int size) {
        return SimulatedRecord.tick(
                SimulatedRecord.sierraUs(Instant.parse(time)),
                SimulatedRecord.Marker.SINGLE,
                SimulatedRecord.Aggressor.BUYER,
                price,
                size,
                price - 0.25f,
                price);
    }

    private void read(TopicTail tail, KafkaSettings kafka, String topic) {
        tail.poll(entry -> {
            if (topic.equals(kafka.topics().snapshots())) {
                takeSnapshot(entry);
            } else if (topic.equals(kafka.topics().instruments())) {
                var symbol = new Symbol(entry.key());
                if (entry.value() == null) {
                    instruments.remove(symbol);
                } else {
                    instruments.put(symbol, (Instrument) new InstrumentCodec().decode(symbol, entry.value()));
                }
            } else {
                status = Optional.of((ComponentStatus) new StatusCodec().decode(entry.key(), entry.value()));
            }
        });
    }

    private void takeSnapshot(ConsumerRecord<String, byte[]> entry) {
        var symbol = new Symbol(entry.key());
        if (entry.value() == null) {
            snapshots.remove(symbol);
            ended.add(symbol);
        } else if (!symbol.isReserved()) {
            snapshots.put(symbol, (Snapshot) new RecordReader().snapshot(symbol, entry.value()));
        }
    }

    @Test
    void contractsFollowTheirRecordsAndTheStatusSaysWhatIsWrong() throws Exception {
        Path sierra = Files.createDirectory(folder.resolve("sierra"));
        trade(sierra, DECEMBER, "2025-11-25T15:00:00Z", 25_000.25f, 3);
        Files.writeString(
                sierra.resolve("BAD.scid"), "this is no intraday file, but long enough for a header of one ....");
        try (var daily = DailyWriter.open(sierra, DECEMBER.name(), LineEnd.LF)) {
            daily.append(new DailyBar(LocalDate.of(2025, 11, 24), 1, 1, 1, 24_900, 10, 4_321));
            daily.append(new DailyBar(LocalDate.of(2025, 11, 25), 1, 1, 1, 24_950, 10, 4_400));
        }
        try (var broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            var kafka = KafkaSettings.at(broker.bootstrapServers());
            int port = FreePort.find();
            BridgeConfig config = BridgeConfig.from(Settings.of(
                    Map.of(),
                    Map.of("bridge.directory", sierra.toString(), "bridge.health.port", Integer.toString(port))));
            try (var bridge = ProducerBridge.start(config, kafka);
                    var snapshotTail = new TopicTail(kafka, kafka.topics().snapshots());
                    var instrumentTail = new TopicTail(kafka, kafka.topics().instruments());
                    var statusTail = new TopicTail(kafka, kafka.topics().status())) {
                Eventually.Condition reading = () -> {
                    read(snapshotTail, kafka, kafka.topics().snapshots());
                    read(instrumentTail, kafka, kafka.topics().instruments());
                    read(statusTail, kafka, kafka.topics().status());
                    return true;
                };

                await("the alias follows December", reading, () -> price(ALIAS).equals("25000.25"));
                await(
                        "the day before's close and open interest",
                        reading,
                        () -> is(
                                DECEMBER,
                                snapshot -> snapshot.state().value(Field.PREV_CLOSE) == Price.parse("24900")
                                        && snapshot.state().value(Field.OPEN_INTEREST) == 4_321
                                        && snapshot.source().equals("scid+dly")));
                await(
                        "instruments",
                        reading,
                        () -> instruments.containsKey(ALIAS) && instruments.containsKey(DECEMBER));
                assertThat(shown(ALIAS)).isEqualTo(DECEMBER);

                // A contract that expired in September, found only now, has no place any more.
                trade(sierra, SEPTEMBER, "2025-09-10T15:00:00Z", 23_000f, 1);
                await(
                        "September has ended",
                        reading,
                        () -> ended.contains(SEPTEMBER) && !snapshots.containsKey(SEPTEMBER));

                try (var depth = new DepthFeed(
                        new RandomBook(0.25, 20, new SplittableRandom(3)),
                        DepthWriter.open(sierra, DECEMBER.name(), DepthOptions.DEFAULT))) {
                    depth.take(tick("2025-11-25T15:00:01Z", 25_000.25f, 1));
                }
                await(
                        "a book",
                        reading,
                        () -> is(DECEMBER, snapshot -> snapshot.state().bids().levels() == 10));

                await(
                        "a clock, and one file that cannot be read",
                        reading,
                        () -> status.isPresent()
                                && status.get().clockErrorUs() >= 0
                                && status.get().figures().getOrDefault("files_unreadable", 0L) == 1);
                assertThat(status.get().problems()).as("problems").anySatisfy(problem -> {
                    assertThat(problem.code()).isEqualTo("file_unreadable");
                    assertThat(problem.message()).contains("BAD.scid", "expected the magic");
                });
                assertThat(Math.abs(status.get().clockOffsetUs()))
                        .as("bridge and broker have one clock here")
                        .isLessThanOrEqualTo(status.get().clockErrorUs() + 1_000);

                // The first record of the Monday before the third Friday, in the evening of Sunday, rolls.
                trade(sierra, MARCH, "2025-12-14T23:00:01Z", 25_200.5f, 7);
                await(
                        "the alias follows March",
                        reading,
                        () -> price(ALIAS).equals("25200.5")
                                && shown(ALIAS).equals(MARCH)
                                && is(MARCH, march -> is(ALIAS, alias -> alias.generation() > march.generation())));

                assertHealth(port);
                assertThat(bridge.status().id()).isEqualTo("bridge");
            }
        }
    }

    private boolean is(Symbol symbol, Predicate<Snapshot> condition) {
        Snapshot snapshot = snapshots.get(symbol);
        return snapshot != null && condition.test(snapshot);
    }

    /// The contract that an alias shows.
    private Symbol shown(Symbol alias) {
        return Optional.ofNullable(instruments.get(alias)).orElseThrow().shows();
    }

    private String price(Symbol symbol) {
        Snapshot snapshot = snapshots.get(symbol);
        return snapshot == null ? "" : Price.format(snapshot.state().value(Field.LAST_PRICE));
    }

    private void await(String what, Eventually.Condition reading, Eventually.Condition condition) throws Exception {
        Eventually.within(
                PATIENCE, () -> what + ": " + snapshots + " ended " + ended + " " + instruments + " " + status, () -> {
                    reading.holds();
                    return condition.holds();
                });
    }

    private static void assertHealth(int port) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            HttpResponse<String> health = get(http, port, "/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("\"kind\":\"bridge\"");
            Eventually.within(
                    PATIENCE,
                    () -> "no roll is counted",
                    () -> get(http, port, "/metrics").body().contains("\nbridge_rolls_total 1\n"));
            assertThat(get(http, port, "/metrics").body().lines().toList())
                    .contains("bridge_up 1")
                    .anyMatch(line -> line.startsWith("bridge_seen_to_sent_p99_us "));
        }
    }

    private static HttpResponse<String> get(HttpClient http, int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
