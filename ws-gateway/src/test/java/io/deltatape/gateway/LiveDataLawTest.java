package io.deltatape.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.codec.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The law of the fan-out: whatever befalls a stream and its clients, each client ends at the gateway's state.
final class LiveDataLawTest {
    private static final int STEPS = 1_500;
    private static final int CLIENTS = 9;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyClientEndsAtExactlyTheGatewaysState(long seed) throws Exception {
        var random = new Random(seed);
        WireFormat wire = seed % 2 == 0 ? WireFormat.PACKED : WireFormat.JSON;
        try (var fixture = new GatewayFixture()) {
            List<RandomSymbol> symbols = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                symbols.add(new RandomSymbol("SYM " + i + "-CME", wire, random));
                symbols.get(i).update(fixture.feed);
            }
            fixture.feed.polled();
            List<LiveClient> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(LiveClient.connect(fixture.port(), path(symbols, i)));
            }
            for (int step = 0; step < STEPS; step++) {
                step(fixture, symbols, clients, random);
            }
            fixture.feed.polled();
            for (int i = 0; i < CLIENTS; i++) {
                RandomSymbol symbol = symbols.get(i % symbols.size());
                LiveClient client = clients.get(i).readUntil(symbol.position());
                settle(fixture, client);
                assertThat(client.data)
                        .as("seed %d, client %d of %s at %s", seed, i, symbol.symbol, client.position)
                        .isEqualTo(fixture.data(path(symbols, i)));
                client.close();
            }
        }
    }

    /// A heal keeps the position, so a client that holds it may have one more message to come: an answer behind that
    /// message shows that it has.
    private static void settle(GatewayFixture fixture, LiveClient client) throws IOException {
        assertThat(fixture.gateway.figures().connections()).isPositive();
        client.socket().sendText("{\"type\":\"heartbeat\"}");
        while (!"heartbeat_ack".equals(client.readOne().get("type"))) {}
        client.socket().sendText("{\"type\":\"heartbeat\"}");
        while (!"heartbeat_ack".equals(client.readOne().get("type"))) {}
    }

    private static String path(List<RandomSymbol> symbols, int client) {
        return symbols.get(client % symbols.size()).symbol.name().replace(" ", "%20");
    }

    private static void step(
            GatewayFixture fixture, List<RandomSymbol> symbols, List<LiveClient> clients, Random random)
            throws IOException {
        RandomSymbol symbol = symbols.get(random.nextInt(symbols.size()));
        int client = random.nextInt(clients.size());
        switch (random.nextInt(40)) {
            case 0 -> symbol.newEpoch(fixture.feed);
            case 1 -> symbol.gap(fixture.feed);
            case 2 -> symbol.heal(fixture.feed);
            case 3 -> symbol.zombie(fixture.feed);
            case 4 -> {
                fixture.feed.polled();
                fixture.feed.retire(symbol.symbol);
                symbol.newEpoch(fixture.feed);
            }
            case 5 -> {
                LiveClient old = clients.get(client);
                old.close();
                clients.set(client, LiveClient.resume(fixture.port(), path(symbols, client), old));
            }
            case 6 -> {
                clients.get(client).close();
                clients.set(client, LiveClient.connect(fixture.port(), path(symbols, client)));
            }
            case 7, 8, 9, 10, 11, 12 -> {
                for (int n = random.nextInt(20); n > 0 && clients.get(client).hasInput(); n--) {
                    clients.get(client).readOne();
                }
            }
            case 13, 14 -> {
                fixture.feed.setCaughtUp(random.nextBoolean());
                fixture.feed.polled();
                fixture.feed.setCaughtUp(true);
            }
            default -> {
                for (int n = random.nextInt(4); n >= 0; n--) {
                    symbol.update(fixture.feed);
                }
                fixture.feed.polled();
            }
        }
    }
}
