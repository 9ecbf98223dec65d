package io.deltatape.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.SlotKey;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.codec.WireFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Going on where a connection ended.
final class ResumeTest {
    private static final String NAME = "ESZ26-CME";

    private final GatewayFixture fixture = new GatewayFixture();
    private final RandomSymbol symbol = new RandomSymbol(NAME, WireFormat.JSON, new Random(7));

    @BeforeEach
    void begin() {
        update(1);
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    private void update(int times) {
        for (int i = 0; i < times; i++) {
            symbol.update(fixture.feed);
        }
        fixture.feed.polled();
    }

    private LiveClient connected() throws Exception {
        return LiveClient.connect(fixture.port(), NAME).readUntil(symbol.position());
    }

    @Test
    void withinTheRingOnlyWhatFollowsIsSent() throws Exception {
        LiveClient old = connected();
        old.close();
        update(SlotKey.SLOTS);

        try (LiveClient resumed = LiveClient.resume(fixture.port(), NAME, old)) {
            resumed.readUntil(symbol.position());
            assertThat(resumed.states).isZero();
            assertThat(resumed.deltas).isEqualTo(1);
            assertThat(resumed.last.get("base")).isNotNull();
            assertThat(resumed.data).isEqualTo(fixture.data(NAME));
        }
    }

    @Test
    void atTheNewestPositionNothingIsSentUntilThereIsMore() throws Exception {
        LiveClient old = connected();
        old.close();

        try (LiveClient resumed = LiveClient.resume(fixture.port(), NAME, old)) {
            resumed.socket().sendText("{\"type\":\"heartbeat\"}");
            assertThat(resumed.readOne()).containsEntry("type", "heartbeat_ack");
            update(1);
            resumed.readUntil(symbol.position());
            assertThat(resumed.states).isZero();
            assertThat(resumed.last).doesNotContainKey("base");
        }
    }

    @Test
    void beyondTheRingTheFullStateIsSent() throws Exception {
        LiveClient old = connected();
        old.close();
        update(SlotKey.SLOTS + 1);

        try (LiveClient resumed = LiveClient.resume(fixture.port(), NAME, old)) {
            resumed.readUntil(symbol.position());
            assertThat(resumed.states).isEqualTo(1);
            assertThat(resumed.deltas).isZero();
            assertThat(resumed.data).isEqualTo(fixture.data(NAME));
        }
    }

    @Test
    void acrossEpochsTheDifferenceSaysWhatItBuildsOn() throws Exception {
        LiveClient old = connected();
        old.close();
        update(3);
        symbol.newEpoch(fixture.feed);
        update(2);

        try (LiveClient resumed = LiveClient.resume(fixture.port(), NAME, old)) {
            resumed.readUntil(symbol.position());
            assertThat(resumed.states).isZero();
            assertThat(LiveClient.number(resumed.last, "base_epoch"))
                    .isLessThan(symbol.position().epoch());
            assertThat(resumed.data).isEqualTo(fixture.data(NAME));
        }
    }

    @Test
    void clientAheadOfTheGatewayIsNeverTakenBack() throws Exception {
        LiveClient ahead = connected();
        ahead.close();
        var beyond =
                new StreamPosition(symbol.position().epoch(), symbol.position().version() + 2);
        ahead.position = beyond;

        try (LiveClient resumed = LiveClient.resume(fixture.port(), NAME, ahead)) {
            resumed.socket().sendText("{\"type\":\"heartbeat\"}");
            assertThat(resumed.readOne()).containsEntry("type", "heartbeat_ack");
            update(1);
            update(1);
            assertThat(symbol.position()).isEqualTo(beyond);
            update(1);
            resumed.readUntil(symbol.position());
            assertThat(resumed.states).isZero();
            assertThat(resumed.deltas).isEqualTo(1);
        }
    }

    @Test
    void duringTheBootstrapNobodyIsShownThePast() throws Exception {
        fixture.feed.setCaughtUp(false);
        fixture.feed.polled();
        try (LiveClient early = LiveClient.connect(fixture.port(), NAME)) {
            early.socket().sendText("{\"type\":\"heartbeat\"}");
            assertThat(early.readOne()).containsEntry("type", "heartbeat_ack");
            update(5);
            assertThat(fixture.get("/api/data/" + NAME).statusCode()).isEqualTo(503);
            fixture.feed.setCaughtUp(true);
            fixture.feed.polled();

            early.readOne();
            assertThat(early.states).isEqualTo(1);
            assertThat(early.position).isEqualTo(symbol.position());
        }
    }

    @Test
    void stateInAGapAtTheEndOfTheBootstrapIsNotShownBeforeItsKeyframe() throws Exception {
        fixture.feed.setCaughtUp(false);
        fixture.feed.polled();
        symbol.loseSome(fixture.feed);
        fixture.feed.setCaughtUp(true);
        fixture.feed.polled();

        assertThat(fixture.get("/api/data/" + NAME).statusCode()).isEqualTo(503);
        assertThat(fixture.get("/api/market_data").body()).isEqualTo("{}");
        try (LiveClient early = LiveClient.connect(fixture.port(), NAME)) {
            early.socket().sendText("{\"type\":\"heartbeat\"}");
            assertThat(early.readOne()).containsEntry("type", "heartbeat_ack");
            symbol.repeatKeyframe(fixture.feed);
            fixture.feed.polled();

            early.readUntil(symbol.position());
            assertThat(early.data).isEqualTo(fixture.data(NAME));
        }
    }

    @Test
    void gapAfterTheBootstrapLeavesWhatIsShown() throws Exception {
        symbol.loseSome(fixture.feed);
        fixture.feed.polled();

        assertThat(fixture.get("/api/data/" + NAME).statusCode()).isEqualTo(200);
    }

    @Test
    void nothingIsShownFromTheMomentThatThePartitionIsReadAgain() throws Exception {
        fixture.feed.restart();
        assertThat(fixture.get("/api/data/" + NAME).statusCode()).isEqualTo(503);

        fixture.feed.retire(symbol.symbol);
        fixture.feed.polled();
        symbol.newEpoch(fixture.feed);
        fixture.feed.setCaughtUp(true);
        fixture.feed.polled();
        assertThat(fixture.get("/api/data/" + NAME).statusCode()).isEqualTo(200);
    }

    @Test
    void malformedPositionIsRefused() throws Exception {
        try (RawSocket socket = RawSocket.connect(fixture.port(), "/ws/live_data/" + NAME + "?resume=12")) {
            assertThat(socket.handshake.getFirst()).contains("400");
        }
    }
}
