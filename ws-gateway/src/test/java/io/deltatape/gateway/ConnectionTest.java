package io.deltatape.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.CloseCode;
import io.deltatape.contract.Field;
import io.deltatape.contract.codec.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How connections begin and end, and what is said on them beside market data.
final class ConnectionTest {
    private static final String NAME = "CLZ26-NYM";
    private static final int BAD_MAX = 20;

    private final GatewayFixture fixture =
            new GatewayFixture(c -> GatewayFixture.with(c, List.of("LISTED-CME"), 3, BAD_MAX, Duration.ofSeconds(30)));
    private final RandomSymbol symbol = new RandomSymbol(NAME, WireFormat.JSON, new Random(11));

    @BeforeEach
    void begin() {
        symbol.update(fixture.feed);
        fixture.feed.polled();
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    private void assertClosed(String path, CloseCode code) throws Exception {
        try (RawSocket socket = RawSocket.connect(fixture.port(), path)) {
            RawSocket.Frame frame = socket.read();
            assertThat(frame.isClose()).isTrue();
            assertThat(frame.closeCode()).isEqualTo(code.code());
        }
    }

    @Test
    void unknownSymbolIsRefused() throws Exception {
        assertClosed("/ws/live_data/NOPE", CloseCode.UNKNOWN_SYMBOL);
        assertClosed("/ws/live_data/", CloseCode.UNKNOWN_SYMBOL);
        assertClosed("/ws/live_data/a%7Cb", CloseCode.UNKNOWN_SYMBOL);
    }

    @Test
    void canariesAreNotShown() throws Exception {
        var canary = new RandomSymbol("~canary-1", WireFormat.JSON, new Random(1));
        canary.update(fixture.feed);
        fixture.feed.polled();

        assertClosed("/ws/live_data/~canary-1", CloseCode.UNKNOWN_SYMBOL);
        assertThat(fixture.get("/api/symbols").body()).doesNotContain("canary");
    }

    @Test
    void listedSymbolWaitsForItsData() throws Exception {
        var listed = new RandomSymbol("LISTED-CME", WireFormat.JSON, new Random(2));
        try (LiveClient client = LiveClient.connect(fixture.port(), "LISTED-CME")) {
            client.socket().sendText("{\"type\":\"heartbeat\"}");
            assertThat(client.readOne()).containsEntry("type", "heartbeat_ack");
            listed.update(fixture.feed);
            fixture.feed.polled();

            assertThat(client.readOne()).containsEntry("type", "initial_state");
            assertThat(client.data).isEqualTo(fixture.data("LISTED-CME"));
        }
    }

    @Test
    void clientOfASymbolThatEndedIsSentAwayUnlessItIsListed() throws Exception {
        var listed = new RandomSymbol("LISTED-CME", WireFormat.JSON, new Random(2));
        listed.update(fixture.feed);
        fixture.feed.polled();
        try (RawSocket ended = RawSocket.connect(fixture.port(), "/ws/live_data/" + NAME);
                LiveClient stays = LiveClient.connect(fixture.port(), "LISTED-CME")) {
            assertThat(ended.read().isClose()).isFalse();
            stays.readUntil(listed.position());

            fixture.feed.retire(symbol.symbol);
            fixture.feed.retire(listed.symbol);
            fixture.feed.polled();

            RawSocket.Frame frame = ended.read();
            assertThat(frame.isClose()).isTrue();
            assertThat(frame.closeCode()).isEqualTo(CloseCode.UNKNOWN_SYMBOL.code());
            listed.newEpoch(fixture.feed);
            fixture.feed.polled();
            stays.readUntil(listed.position());
        }
    }

    @Test
    void moreConnectionsThanAllowedAreRefused() throws Exception {
        try (LiveClient a = LiveClient.connect(fixture.port(), NAME);
                LiveClient b = LiveClient.connect(fixture.port(), NAME);
                LiveClient c = LiveClient.connect(fixture.port(), NAME)) {
            for (LiveClient client : List.of(a, b, c)) {
                client.readOne();
            }
            assertClosed("/ws/live_data/" + NAME, CloseCode.TOO_MANY);
        }
        GatewayFixture.await("all gone", () -> fixture.gateway.figures().connections() == 0);
        LiveClient.connect(fixture.port(), NAME).readUntil(symbol.position()).close();
    }

    @Test
    void badMessageIsAnsweredAndTooManyEndTheConnection() throws Exception {
        try (LiveClient client = LiveClient.connect(fixture.port(), NAME).readUntil(symbol.position())) {
            for (int i = 1; i < BAD_MAX; i++) {
                switch (i % 3) {
                    case 0 -> client.socket().sendText("{\"type\":\"subscribe\"}");
                    case 1 -> client.socket().sendText("no JSON");
                    default -> client.socket().send(2, new byte[] {1, 2, 3});
                }
                assertThat(client.readOne()).containsEntry("type", "error").containsEntry("code", "bad_request");
            }
            symbol.update(fixture.feed);
            fixture.feed.polled();
            client.readUntil(symbol.position());
            client.socket().sendText("[]");
            assertThat(client.socket().read().closeCode()).isEqualTo(CloseCode.BAD_MESSAGES.code());
        }
    }

    @Test
    void messageTooLongOrNoTextEndsTheConnection() throws Exception {
        try (LiveClient client = LiveClient.connect(fixture.port(), NAME).readUntil(symbol.position())) {
            client.socket().send(1, " ".repeat(70_000).getBytes(StandardCharsets.UTF_8));
            assertThat(client.socket().read().closeCode()).isEqualTo(1009);
        }
        try (LiveClient client = LiveClient.connect(fixture.port(), NAME).readUntil(symbol.position())) {
            client.socket().send(1, new byte[] {(byte) 0xff, (byte) 0xfe});
            assertThat(client.socket().read().closeCode()).isEqualTo(1007);
        }
        try (LiveClient client = LiveClient.connect(fixture.port(), NAME).readUntil(symbol.position())) {
            client.socket().send(5, new byte[] {1});
            assertThat(client.socket().read().closeCode()).isEqualTo(1002);
        }
        GatewayFixture.await("three bad messages counted", () -> metrics().contains("gateway_messages_bad_total 3.0"));
    }

    private String metrics() {
        try {
            return fixture.get("/metrics").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void malformedHandshakeIsAnsweredAndCounted() throws Exception {
        for (String query : List.of("?resume=abc", "?resume=-1.5", "?full_data=maybe", "?resume=%zz")) {
            try (var socket = RawSocket.connect(fixture.port(), "/ws/live_data/" + NAME + query)) {
                assertThat(socket.handshake.getFirst()).as(query).startsWith("HTTP/1.1 400");
            }
        }
        assertThat(fixture.get("/metrics").body()).contains("gateway_connections_refused_total 4.0");
    }

    @Test
    void pingOfTheProtocolIsAnswered() throws Exception {
        try (LiveClient client = LiveClient.connect(fixture.port(), NAME).readUntil(symbol.position())) {
            client.socket().send(9, new byte[] {42});
            RawSocket.Frame pong = client.socket().read();
            assertThat(pong.opCode()).isEqualTo(10);
            assertThat(pong.payload().get(0)).isEqualTo((byte) 42);
            client.socket().sendText("{\"type\":\"heartbeat\"}");
            assertThat(client.readOne()).containsEntry("type", "heartbeat_ack");
        }
    }

    @Test
    void messagesSayWhatTheProtocolPromises() throws Exception {
        try (LiveClient client = LiveClient.connectTo(fixture.port(), "/ws/live_data/" + NAME + "?full_data=True")) {
            Map<String, @Nullable Object> initial = client.readOne();
            assertThat(initial)
                    .containsOnlyKeys("type", "symbol", "epoch", "version", "timestamp", "data", "stamps")
                    .containsEntry("symbol", NAME);
            assertThat(JsonTree.map(initial.get("data"))).containsEntry("symbol", NAME);
            assertThat(JsonTree.list(initial.get("stamps"))).hasSize(4);
            do {
                symbol.update(fixture.feed);
            } while (!symbol.state().has(Field.LAST_PRICE));
            fixture.feed.polled();

            Map<String, @Nullable Object> delta = client.readOne();
            assertThat(delta).containsKeys("symbol", "epoch", "version", "timestamp", "delta", "full_data", "stamps");
            assertThat(JsonTree.map(delta.get("full_data")))
                    .isEqualTo(client.data)
                    .isEqualTo(fixture.data(NAME));
            assertThat(client.data.get("price")).isNotNull().isEqualTo(client.data.get("last_price"));
        }
    }

    @Test
    void compressionIsNotNegotiated() throws Exception {
        try (RawSocket socket = RawSocket.connect(fixture.port(), "/ws/live_data/" + NAME)) {
            assertThat(socket.handshake.getFirst()).contains("101");
            assertThat(socket.handshake).noneMatch(line -> line.contains("permessage-deflate"));
        }
    }

    @Test
    void foreignPagesMayNotConnect() throws Exception {
        String path = "/ws/live_data/" + NAME;
        String own = "Origin: http://127.0.0.1:" + fixture.port();
        for (String foreign : List.of("Origin: https://evil.example", "Origin: null", "Origin: http://127.0.0.1:1")) {
            try (RawSocket socket = RawSocket.connect(fixture.port(), path, foreign)) {
                assertThat(socket.handshake.getFirst()).as(foreign).contains("403");
            }
        }
        for (String allowed : List.of(own, "Origin: https://charts.example.org")) {
            try (RawSocket socket = RawSocket.connect(fixture.port(), path, allowed)) {
                assertThat(socket.handshake.getFirst()).as(allowed).contains("101");
            }
        }
    }

    @Test
    void drainSendsClientsAway() throws Exception {
        try (LiveClient client = LiveClient.connect(fixture.port(), NAME).readUntil(symbol.position())) {
            fixture.gateway.close();
            assertThat(client.socket().read().closeCode()).isEqualTo(CloseCode.GOING_AWAY.code());
        }
    }
}
