package io.deltatape.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.Codec;
import io.deltatape.contract.codec.WireFormat;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A client that does not read: what it costs itself, and what it may not cost others.
final class SlowClientTest {
    private static final Symbol SYMBOL = new Symbol("NQZ26-CME");
    private static final long EPOCH = 1_754_305_425_000_000L;
    private static final int UPDATES = 4_000;
    private static final int LEVELS = 100;

    private final Codec codec = WireFormat.JSON.codec();
    private MarketState state = MarketState.EMPTY;
    private long version;

    /// Changes every level of a book: some kilobytes each, so that the kernel's buffers are soon full.
    private void update(HandFeed feed) {
        MarketState before = state;
        version++;
        var bids = new long[2 * LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            bids[2 * i] = (20_000 + i) * Price.ONE;
            bids[2 * i + 1] = version * 1_000 + i + 1;
        }
        state = before.with(StateDelta.builder()
                .set(Field.TRADES, version)
                .side(Field.BIDS, bids)
                .build());
        var stamps = new HopStamps(EPOCH, EPOCH, EPOCH);
        var position = new StreamPosition(EPOCH, version);
        feed.record(
                SYMBOL,
                version == 1
                        ? codec.encode(Update.Keyframe.of(SYMBOL, position, stamps, state))
                        : codec.encode(
                                new Update.Delta(
                                        SYMBOL, position, version - 1, stamps, StateDelta.between(before, state)),
                                before));
        feed.polled();
    }

    @Test
    void slowClientGetsTheLatestStateAndDelaysNobody() throws Exception {
        try (var fixture = new GatewayFixture()) {
            update(fixture.feed);
            try (LiveClient slow = LiveClient.connect(fixture.port(), SYMBOL.name());
                    LiveClient fast = LiveClient.connect(fixture.port(), SYMBOL.name())) {
                fast.readUntil(new StreamPosition(EPOCH, version));
                for (int i = 1; i < UPDATES; i++) {
                    update(fixture.feed);
                    fast.readUntil(new StreamPosition(EPOCH, version));
                }
                assertThat(fast.deltas)
                        .as("the fast one gets every change, one by one")
                        .isEqualTo(UPDATES - 1);
                assertThat(fast.merged).isZero();

                slow.readUntil(new StreamPosition(EPOCH, version));
                assertThat(slow.data).isEqualTo(fast.data).isEqualTo(fixture.data(SYMBOL.name()));
                assertThat(slow.deltas + slow.states)
                        .as("messages that were kept for the slow one: what the kernel took, and the latest state")
                        .isLessThan(UPDATES / 4);
                assertThat(slow.states + slow.merged).as("conflated").isGreaterThanOrEqualTo(2);
            }
        }
    }

    @Test
    void clientThatMakesNoProgressIsClosed() throws Exception {
        try (var fixture =
                new GatewayFixture(c -> GatewayFixture.with(c, List.of(), 100, 20, Duration.ofMillis(300)))) {
            update(fixture.feed);
            try (LiveClient stuck = LiveClient.connect(fixture.port(), SYMBOL.name())) {
                GatewayFixture.await(
                        "connection", () -> fixture.gateway.figures().connections() == 1);
                for (int i = 1; i < UPDATES; i++) {
                    update(fixture.feed);
                }
                GatewayFixture.await("the stuck one is gone", () -> {
                    update(fixture.feed);
                    return fixture.gateway.figures().connections() == 0;
                });
                assertThat(fixture.get("/metrics").body()).contains("gateway_connections_stalled_total 1.0");
                assertThat(readToEnd(stuck)).as("messages before the end").isLessThan(UPDATES / 4);
            }
        }
    }

    private static int readToEnd(LiveClient client) throws IOException {
        int messages = 0;
        try {
            for (RawSocket.Frame frame = client.socket().read(); !frame.isClose(); messages++) {
                frame = client.socket().read();
            }
        } catch (EOFException | SocketException _) {
            // aborted: the close frame could not be delivered
        }
        return messages;
    }
}
