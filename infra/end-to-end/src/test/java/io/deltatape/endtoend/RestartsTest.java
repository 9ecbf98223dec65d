package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.BridgeConfig;
import io.deltatape.bridge.Figure;
import io.deltatape.bridge.ProducerBridge;
import io.deltatape.client.MarketClient;
import io.deltatape.contract.Field;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.delta.DeltaStreamsMain;
import io.deltatape.gateway.GatewayMain;
import io.deltatape.local.EmbeddedBroker;
import io.deltatape.simulator.AppendListener;
import io.deltatape.simulator.RandomMarket;
import io.deltatape.simulator.Simulator;
import io.deltatape.simulator.SimulatorOptions;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A random market of ten symbols runs through the whole system while the gateway is killed and delta-streams is
/// killed; clients resume, and at the end each holds what the files say.
final class RestartsTest {
    private static final long SEED = 20_261_122;
    /// Two a symbol: a ring of deltas reaches back for half a minute.
    private static final int RECORDS_A_SECOND = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void clientsHoldWhatTheFilesSayAfterGatewayAndStreamsWereKilled() throws Exception {
        int port = FreePort.find();
        Path sierra = Files.createDirectory(folder.resolve("sierra"));
        var market = new RandomMarket(10, RECORDS_A_SECOND, SEED);
        try (var broker = EmbeddedBroker.start(folder.resolve("broker"));
                var http = HttpClient.newHttpClient();
                var simulator = Simulator.open(
                        sierra,
                        market,
                        SimulatorOptions.DEFAULT.withTornTails(0.05, SEED),
                        AppendListener.NONE,
                        InstantSource.system(),
                        System::nanoTime);
                var bridge = ProducerBridge.start(
                        BridgeConfig.from(Settings.of(Map.of(), Map.of("bridge.directory", sierra.toString()))),
                        KafkaSettings.at(broker.bootstrapServers()));
                var streams = new Restartable(() -> ChildProcess.start(
                        folder,
                        DeltaStreamsMain.class,
                        "--bootstrap",
                        broker.bootstrapServers(),
                        "--set",
                        "delta.state.directory=" + folder.resolve("streams")));
                var gateway = new Restartable(() -> ChildProcess.start(
                        folder,
                        GatewayMain.class,
                        "--bootstrap",
                        broker.bootstrapServers(),
                        "--port",
                        Integer.toString(port),
                        "--set",
                        "gateway.symbols=" + String.join(",", market.symbols())));
                var service = MarketClient.overKafka(KafkaSettings.at(broker.bootstrapServers()))) {
            List<LiveClient> clients =
                    market.symbols().stream().map(s -> new LiveClient(http, s)).toList();
            simulator.start();
            connectAll(clients, port, gateway);
            Eventually.within(PATIENCE, gateway::output, () -> clients.stream().allMatch(c -> c.messages() > 3));

            streams.restart();
            long seen = simulator.appended();
            Eventually.within(PATIENCE, streams::output, () -> simulator.appended() >= seen + 2 * RECORDS_A_SECOND);
            gateway.restart();
            Eventually.within(
                    PATIENCE,
                    () -> "clients did not notice the end",
                    () -> clients.stream().noneMatch(LiveClient::isOpen));
            connectAll(clients, port, gateway);

            Eventually.within(
                    PATIENCE,
                    () -> "clients that were sent nothing after their return" + gateway.output(),
                    () -> clients.stream().allMatch(c -> c.firstTypes().size() == 2));
            end(simulator);
            for (LiveClient client : clients) {
                Map<String, String> truth = truth(sierra, market.symbols().get(clients.indexOf(client)));
                Eventually.within(
                        PATIENCE,
                        () -> "seed " + SEED + ": " + truth + " but client has " + client.values() + gateway.output()
                                + streams.output(),
                        () -> client.values().entrySet().containsAll(truth.entrySet()));
                assertThat(client.complaints()).as("seed %d", SEED).isEmpty();
                assertThat(client.firstTypes())
                        .as("first message of each connection")
                        .startsWith("initial_state");
            }
            assertThat(clients.stream()
                            .filter(c -> c.firstTypes().get(1).equals("market_data_delta"))
                            .count())
                    .as("clients that resumed with deltas alone; the others were further behind than the ring reaches")
                    .isPositive();
            Eventually.within(
                    PATIENCE,
                    () -> bridge.figures() + " but appended were " + simulator.appended(),
                    () -> bridge.figures().get(Figure.RECORDS) == simulator.appended());
            assertServiceHoldsTheTruth(service, sierra, market.symbols());
            clients.forEach(LiveClient::close);
        }
    }

    /// The market ends, and what it has taken up is written.
    private static void end(AutoCloseable market) throws Exception {
        market.close();
    }

    private static void connectAll(List<LiveClient> clients, int port, Restartable gateway) throws Exception {
        for (LiveClient client : clients) {
            Eventually.within(PATIENCE, gateway::output, () -> {
                try {
                    client.connect(port);
                    return true;
                } catch (Exception _) {
                    return false;
                }
            });
        }
    }

    private static void assertServiceHoldsTheTruth(MarketClient service, Path sierra, List<String> symbols)
            throws Exception {
        for (String symbol : symbols) {
            Map<String, String> truth = truth(sierra, symbol);
            Eventually.within(
                    PATIENCE,
                    () -> symbol + ": " + truth + " but the service has " + service.get(new Symbol(symbol)),
                    () -> service.get(new Symbol(symbol))
                            .filter(r ->
                                    Long.toString(r.value().value(Field.TRADES)).equals(truth.get("trades"))
                                            && Long.toString(r.value().value(Field.TS_EVENT))
                                                    .equals(truth.get("ts_event"))
                                            && Long.toString(r.value().value(Field.VOLUME))
                                                    .equals(truth.get("volume")))
                            .isPresent());
        }
    }

    private static Map<String, String> truth(Path sierra, String symbol) throws Exception {
        return new TreeMap<>(FileTruth.lastSession(sierra.resolve(symbol + ".scid")));
    }
}
