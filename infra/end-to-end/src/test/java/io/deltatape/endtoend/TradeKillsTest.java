package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.BridgeMain;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Trade;
import io.deltatape.contract.TradeOrder;
import io.deltatape.contract.TradeRecord;
import io.deltatape.contract.codec.TradeCodec;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.MarketTopics;
import io.deltatape.simulator.AppendListener;
import io.deltatape.simulator.RandomMarket;
import io.deltatape.simulator.Simulator;
import io.deltatape.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// While files grow, bridge and broker are killed (SIGKILL) ten times, in random order and at random moments. At the
/// end
/// `market.trades` holds each record of each file once, in the order of the file.
final class TradeKillsTest {
    private static final long SEED = 20_261_124;
    private static final int KILLS = 10;
    private static final int SYMBOLS = 6;
    private static final int RECORDS = 9_000;
    private static final int RECORDS_A_SECOND = 600;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder = Path.of("");

    private final TradeCodec codec = new TradeCodec();
    private final Map<Symbol, TradeOrder> orders = new HashMap<>();
    private final Map<Symbol, List<String>> trades = new HashMap<>();
    private long again;

    @Test
    void theTopicEqualsTheFilesRecordForRecord() throws Exception {
        var random = new SplittableRandom(SEED);
        int port = FreePort.find();
        Path sierra = Files.createDirectory(folder.resolve("sierra"));
        var kafka = KafkaSettings.at("127.0.0.1:" + port);
        var market = new RandomMarket(SYMBOLS, RECORDS_A_SECOND, SEED);
        try (var broker = new Restartable(() -> ChildProcess.start(
                        folder, BrokerProcess.class, folder.resolve("broker").toString(), Integer.toString(port)));
                var simulator = Simulator.open(
                        sierra,
                        market,
                        SimulatorOptions.DEFAULT.withRecordsMax(RECORDS).withTornTails(0.05, SEED),
                        AppendListener.NONE,
                        InstantSource.system(),
                        System::nanoTime)) {
            new MarketTopics(kafka).ensure(PATIENCE);
            try (var bridge = new Restartable(() -> ChildProcess.start(
                            folder,
                            BridgeMain.class,
                            "--bootstrap",
                            kafka.bootstrapServers(),
                            "--data",
                            sierra.toString(),
                            "--set",
                            "trades.from=beginning",
                            "--set",
                            "bridge.start.patience=1d"));
                    var tail = new TopicTail(kafka, kafka.topics().trades())) {
                simulator.start();
                for (int kill = 0; kill < KILLS; kill++) {
                    long seen = total();
                    long more = random.nextInt(1, 300);
                    Eventually.within(
                            PATIENCE,
                            () -> "seed " + SEED + ", " + seen + " trades" + bridge.output() + broker.output(),
                            () -> {
                                tail.poll(entry -> take(entry.key(), entry.value()));
                                return total() > seen + more
                                        || (simulator.appended() == RECORDS && isWhole(sierra, market));
                            });
                    (random.nextBoolean() ? bridge : broker).restart();
                }
                assertThat(simulator.awaitFinished(PATIENCE)).isTrue();
                Eventually.within(
                        PATIENCE,
                        () -> "seed " + SEED + ": " + total() + " of " + RECORDS + ", " + missing(sierra, market)
                                + afresh(kafka) + bridge.output() + broker.output(),
                        () -> {
                            tail.poll(entry -> take(entry.key(), entry.value()));
                            return isWhole(sierra, market);
                        });
            }
        }
        System.out.println(
                "trades: " + total() + " records after " + KILLS + " kills, " + again + " came twice, seed " + SEED);
        for (String symbol : market.symbols()) {
            assertThat(trades.get(new Symbol(symbol)))
                    .as("seed %d, %s", SEED, symbol)
                    .isEqualTo(truth(sierra.resolve(symbol + ".scid")));
        }
    }

    /// What is missing of each symbol, for the description of a failure.
    private String missing(Path sierra, RandomMarket market) {
        var text = new StringBuilder();
        for (String symbol : market.symbols()) {
            List<String> seen = trades.getOrDefault(new Symbol(symbol), List.of());
            TradeOrder order = orders.getOrDefault(new Symbol(symbol), new TradeOrder());
            text.append(symbol)
                    .append(" seen=")
                    .append(seen.size())
                    .append(" last=")
                    .append(order.generation())
                    .append('/')
                    .append(order.offset())
                    .append(" file=")
                    .append(sierra.resolve(symbol + ".scid").toFile().length())
                    .append("; ");
        }
        return text.toString();
    }

    /// What a reader that begins now finds in the topic, for the description of a failure.
    private static String afresh(KafkaSettings kafka) {
        var counts = new TreeMap<String, Integer>();
        try (var all = new TopicTail(kafka, kafka.topics().trades())) {
            for (int i = 0; i < 50; i++) {
                all.poll(entry -> counts.merge(entry.key() + "@" + entry.partition(), 1, Integer::sum));
            }
        }
        return counts.toString();
    }

    private long total() {
        return trades.values().stream().mapToLong(List::size).sum();
    }

    private void take(String key, byte[] value) {
        var symbol = new Symbol(key);
        TradeRecord record = codec.decode(symbol, value);
        assertThat(record).isNotInstanceOf(TradeRecord.Malformed.class);
        boolean isNew = orders.computeIfAbsent(symbol, _ -> new TradeOrder()).take(record);
        again += isNew ? 0 : 1;
        if (isNew && record instanceof Trade trade) {
            trades.computeIfAbsent(symbol, _ -> new ArrayList<>())
                    .add(trade.offset() + " " + trade.timeUs() + " " + trade.size() + " " + trade.price());
        }
    }

    private boolean isWhole(Path sierra, RandomMarket market) throws IOException {
        for (String symbol : market.symbols()) {
            Path file = sierra.resolve(symbol + ".scid");
            int expected = Files.exists(file) ? truth(file).size() : 0;
            if (trades.getOrDefault(new Symbol(symbol), List.of()).size() < expected) {
                return false;
            }
        }
        return true;
    }

    /// Every record of a file in the plain way: the simulator writes ticks only.
    private static List<String> truth(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var records = new ArrayList<String>();
        for (int at = 56; at + 40 <= bytes.limit(); at += 40) {
            long us = bytes.getLong(at) - 2_209_161_600_000_000L;
            long nanos = new java.math.BigDecimal(Float.toString(bytes.getFloat(at + 20)))
                    .movePointRight(9)
                    .longValueExact();
            records.add(at + " " + us + " " + bytes.getInt(at + 28) + " " + nanos);
        }
        return records;
    }
}
