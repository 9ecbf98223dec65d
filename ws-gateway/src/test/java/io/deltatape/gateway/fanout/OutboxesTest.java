package io.deltatape.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.CloseCode;
import io.deltatape.contract.StreamPosition;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.figures.GatewayClock;
import io.deltatape.gateway.figures.Latencies;
import io.deltatape.gateway.state.StateTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the fan-out does as time goes by, with time in the test's hand.
final class OutboxesTest {
    private static final Duration STALL = Duration.ofSeconds(30);

    private long nowNanos = 1;
    private final GatewayClock clock = new GatewayClock(() -> Instant.ofEpochSecond(1_754_305_425), () -> nowNanos);
    private final StateTable table = new StateTable();
    private final FanoutLimits limits = new FanoutLimits(10, 20, Duration.ZERO, STALL, Set.of("LISTED"));
    private final Counts counts = new Counts();
    private final Latencies latencies = new Latencies(0);
    private final Outboxes outboxes = new Outboxes(table, limits, counts, latencies, clock);
    private final Fanout unstarted = new Fanout(table, limits, counts, latencies, clock);
    private final Wire wire = new Wire();
    private final Outbox outbox = new Outbox(
            wire, new Subscription("LISTED", Subscription.Form.CHANGES, StreamPosition.NONE), unstarted, nowNanos);

    /// A connection that remembers what was asked of it; nothing is ever taken by a kernel unless the test says so.
    private static final class Wire implements Transport {
        final List<String> events = new ArrayList<>();

        @Override
        public void send(ByteBuffer message, Sent sent) {
            events.add(StandardCharsets.UTF_8.decode(message.duplicate()).toString());
        }

        @Override
        public void close(CloseCode code) {
            events.add("close " + code);
        }

        @Override
        public void abort() {
            events.add("abort");
        }
    }

    @BeforeEach
    void open() {
        table.setComplete(true);
        outboxes.handle(new Command.Opened(outbox));
    }

    private void pass(Duration time) {
        nowNanos += time.toNanos();
        outboxes.tick(nowNanos);
    }

    @Test
    void pingIsSentAfterThirtySecondsOfSilence() {
        pass(Duration.ofSeconds(29));
        assertThat(wire.events).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(wire.events).containsExactly("{\"type\":\"ping\",\"timestamp\":1754305425.000000}");
        outboxes.handle(new Command.Written(outbox));
        pass(Duration.ofSeconds(29));
        assertThat(wire.events).hasSize(1);
    }

    @Test
    void stalledWriteEndsTheConnectionAndAClosingThatDoesNotEndIsAborted() {
        outboxes.handle(new Command.Said(outbox, new ClientMessage.Heartbeat(), () -> {}));
        assertThat(wire.events).hasSize(1);
        pass(STALL.minusMillis(1));
        assertThat(wire.events).hasSize(1);
        pass(Duration.ofMillis(1));
        assertThat(wire.events).hasSize(2).last().isEqualTo("close SLOW_CONSUMER");
        pass(Duration.ofSeconds(2));
        assertThat(wire.events).hasSize(3).last().isEqualTo("abort");
        assertThat(outboxes.connections()).isZero();
        outboxes.handle(new Command.Written(outbox));
        outboxes.handle(new Command.Closed(outbox));
        assertThat(wire.events).hasSize(3);
    }

    @Test
    void refusedConnectionsThatAreStillOpenTakeNobodysPlace() {
        List<Wire> wires = new ArrayList<>();
        List<Outbox> opened = new ArrayList<>();
        for (String symbol : List.of("LISTED", "UNKNOWN")) {
            for (int i = 0; i < 20; i++) {
                wires.add(new Wire());
                var subscription = new Subscription(symbol, Subscription.Form.CHANGES, StreamPosition.NONE);
                opened.add(new Outbox(wires.getLast(), subscription, unstarted, nowNanos));
                outboxes.handle(new Command.Opened(opened.getLast()));
            }
        }
        assertThat(outboxes.connections()).isEqualTo(10);
        assertThat(wires.subList(0, 9)).allMatch(each -> each.events.isEmpty());
        assertThat(wires.subList(9, 40)).allMatch(each -> each.events.equals(List.of("close TOO_MANY")));

        outboxes.handle(new Command.Closed(opened.getFirst()));
        assertThat(outboxes.connections()).isEqualTo(9);
        var unknown = new Wire();
        outboxes.handle(new Command.Opened(new Outbox(
                unknown,
                new Subscription("UNKNOWN", Subscription.Form.CHANGES, StreamPosition.NONE),
                unstarted,
                nowNanos)));
        assertThat(unknown.events).containsExactly("close UNKNOWN_SYMBOL");
        var next = new Wire();
        outboxes.handle(new Command.Opened(new Outbox(
                next,
                new Subscription("LISTED", Subscription.Form.CHANGES, StreamPosition.NONE),
                unstarted,
                nowNanos)));
        assertThat(next.events).isEmpty();
        assertThat(outboxes.connections()).isEqualTo(10);
    }

    @Test
    void nextMessageOfAClientIsReadOnlyWhenTheLastIsAnswered() {
        var handled = new CountDownLatch(1);
        outboxes.handle(new Command.Said(outbox, new ClientMessage.Bad("what?"), handled::countDown));
        assertThat(handled.getCount()).isEqualTo(1);
        outboxes.handle(new Command.Written(outbox));
        assertThat(handled.getCount()).isZero();
    }
}
