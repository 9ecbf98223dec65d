package io.deltatape.gateway.fanout;

import io.deltatape.contract.CloseCode;
import io.deltatape.contract.Symbol;
import io.deltatape.gateway.figures.Count;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.figures.GatewayClock;
import io.deltatape.gateway.figures.Hop;
import io.deltatape.gateway.figures.Latencies;
import io.deltatape.gateway.state.StateTable;
import io.deltatape.gateway.state.SymbolLog;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// All connections and what they listen to: what the fan-out thread does.
///
/// Owned by the fan-out thread, but for the figures of its connections.
final class Outboxes {
    private static final long PING_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long CLOSE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int NANOS_OF_MICRO = 1_000;

    private final StateTable table;
    private final FanoutLimits limits;
    private final Counts counts;
    private final Latencies latencies;
    private final GatewayClock clock;
    private final LiveDataJson json = new LiveDataJson();
    /// By symbol; a channel exists while somebody listens.
    private final Map<String, Channel> channels = new HashMap<>();
    private final Set<Outbox> open = new LinkedHashSet<>();
    /// Those of the open ones that were not refused: they count against the limit.
    private final Set<Outbox> accepted = new HashSet<>();
    /// Those that cannot be told yet what they asked for: the feed has not read everything, or not what they hold.
    private final Set<Outbox> waiting = new LinkedHashSet<>();
    private final List<CountDownLatch> drains = new ArrayList<>();
    private volatile int connections;
    private volatile long connectedNanos;

    Outboxes(StateTable table, FanoutLimits limits, Counts counts, Latencies latencies, GatewayClock clock) {
        this.table = table;
        this.limits = limits;
        this.counts = counts;
        this.latencies = latencies;
        this.clock = clock;
    }

    int connections() {
        return connections;
    }

    long connectedNanos() {
        return connectedNanos;
    }

    void handle(Command command) {
        switch (command) {
            case Command.Opened(Outbox outbox) -> opened(outbox);
            case Command.Closed(Outbox outbox) -> closed(outbox);
            case Command.Written(Outbox outbox) -> written(outbox);
            case Command.Said(Outbox outbox, ClientMessage message, Runnable handled) -> said(outbox, message, handled);
            case Command.Drain(CountDownLatch done) -> drain(done);
            case Command.Touched _, Command.Stop _ -> {}
        }
    }

    private void opened(Outbox outbox) {
        counts.increment(Count.CONNECTIONS);
        open.add(outbox);
        if (!drains.isEmpty()) {
            outbox.close(CloseCode.GOING_AWAY, clock.nowNanos());
        } else if (accepted.size() >= limits.connectionsMax()) {
            refuse(outbox, CloseCode.TOO_MANY);
        } else {
            accepted.add(outbox);
            subscribe(outbox);
        }
        connections = accepted.size();
    }

    private void refuse(Outbox outbox, CloseCode code) {
        counts.increment(Count.CONNECTIONS_REFUSED);
        accepted.remove(outbox);
        connections = accepted.size();
        outbox.close(code, clock.nowNanos());
    }

    private void subscribe(Outbox outbox) {
        Subscription subscription = outbox.subscription();
        String name = subscription.symbol();
        boolean possible = Symbol.isValid(name) && !new Symbol(name).isReserved();
        Optional<SymbolLog> log = table.find(name);
        if (possible && (log.isPresent() || limits.listedSymbols().contains(name))) {
            Channel channel = channels.computeIfAbsent(name, _ -> new Channel(json, counts));
            log.ifPresent(channel::show);
            var cursor = new Cursor(outbox, channel, subscription, clock.nowNanos());
            outbox.cursors().add(cursor);
            channel.cursors().add(cursor);
            outbox.markBehind(cursor);
            pump(outbox);
        } else if (possible && (!table.isComplete() || table.isHidden(name))) {
            waiting.add(outbox);
        } else {
            refuse(outbox, CloseCode.UNKNOWN_SYMBOL);
        }
    }

    private void closed(Outbox outbox) {
        outbox.end();
        waiting.remove(outbox);
        for (Cursor cursor : outbox.cursors()) {
            cursor.channel().cursors().remove(cursor);
        }
        channels.values().removeIf(channel -> channel.cursors().isEmpty());
        if (open.remove(outbox)) {
            counts.add(Count.CONNECTION_NANOS, clock.nowNanos() - outbox.openedNanos());
        }
        accepted.remove(outbox);
        connections = accepted.size();
        endDrains();
    }

    private void written(Outbox outbox) {
        outbox.completeWrite().ifPresent(frame -> {
            if (frame.kind() == Frame.Kind.DELTA || frame.kind() == Frame.Kind.MERGED) {
                latencies.recordUs(
                        Hop.GATEWAY_TO_WRITTEN, (outbox.writtenNanos() - frame.takenNanos()) / NANOS_OF_MICRO);
            }
        });
        pump(outbox);
    }

    private void said(Outbox outbox, ClientMessage message, Runnable handled) {
        switch (message) {
            case ClientMessage.Heartbeat _ -> outbox.answer(control(json.heartbeatAck(clock.nowUs())), handled);
            case ClientMessage.Bad(String reason) -> {
                counts.increment(Count.MESSAGES_BAD);
                if (outbox.countBadMessage() >= limits.badMessagesMax()) {
                    outbox.close(CloseCode.BAD_MESSAGES, clock.nowNanos());
                    handled.run();
                    return;
                }
                outbox.answer(control(json.badRequest(reason, clock.nowUs())), handled);
            }
        }
        pump(outbox);
    }

    private Frame control(ByteBuffer bytes) {
        return new Frame(Frame.Kind.CONTROL, bytes, clock.nowNanos());
    }

    /// These symbols have new versions.
    void dispatch(Set<SymbolLog> touched) {
        for (SymbolLog log : touched) {
            Channel channel = channels.get(log.symbol().name());
            if (channel != null && log.isRetired()) {
                sendAway(channel, log.symbol());
            } else if (channel != null) {
                channel.show(log);
                for (Cursor cursor : channel.cursors()) {
                    cursor.outbox().markBehind(cursor);
                    pump(cursor.outbox());
                }
            }
        }
        lookAtWaiting();
    }

    /// The symbol ended: who listens is told so, unless the configuration says that there may be more.
    private void sendAway(Channel channel, Symbol symbol) {
        if (!limits.listedSymbols().contains(symbol.name())) {
            channel.cursors().forEach(cursor -> cursor.outbox().close(CloseCode.UNKNOWN_SYMBOL, clock.nowNanos()));
        }
    }

    /// Sends what is due, if the connection can take it.
    private void pump(Outbox outbox) {
        long nowNanos = clock.nowNanos();
        if (outbox.sendAnswer(nowNanos)) {
            return;
        }
        if (!table.isComplete()) {
            if (outbox.isBehind()) {
                waiting.add(outbox);
            }
            return;
        }
        for (Optional<Cursor> next = outbox.nextBehind(); next.isPresent(); next = outbox.nextBehind()) {
            Channel channel = next.get().channel();
            Optional<Frame> frame = channel.advance(next.get(), nowNanos);
            if (frame.isPresent()) {
                count(frame.get(), channel);
                outbox.send(frame.get(), nowNanos);
            } else if (next.get().isResuming()) {
                waiting.add(outbox);
            }
        }
    }

    private void count(Frame frame, Channel channel) {
        counts.increment(
                switch (frame.kind()) {
                    case DELTA -> Count.FRAMES_DELTA;
                    case MERGED -> Count.FRAMES_MERGED;
                    case FULL, CONTROL -> Count.FRAMES_FULL;
                });
        counts.add(Count.BYTES_SENT, frame.length());
        counts.add(Count.BYTES_AS_FULL_STATES, frame.kind() == Frame.Kind.FULL ? frame.length() : channel.fullLength());
    }

    private void lookAtWaiting() {
        if (waiting.isEmpty() || !table.isComplete()) {
            return;
        }
        List<Outbox> looked = List.copyOf(waiting);
        waiting.clear();
        for (Outbox outbox : looked) {
            if (outbox.isClosing()) {
                continue;
            }
            if (outbox.cursors().isEmpty()) {
                subscribe(outbox);
            } else {
                outbox.cursors().forEach(outbox::markBehind);
                pump(outbox);
            }
        }
    }

    /// Looks after time: pings, stalled writes, closings that do not end.
    void tick(long nowNanos) {
        long lasted = 0;
        for (Outbox outbox : List.copyOf(open)) {
            long quietNanos = nowNanos - outbox.lastWriteNanos();
            lasted += nowNanos - outbox.openedNanos();
            if (outbox.isClosing()) {
                if (quietNanos >= CLOSE_NANOS) {
                    outbox.abort();
                    closed(outbox);
                }
            } else if (outbox.isWriting()) {
                if (quietNanos >= limits.stallTimeout().toNanos()) {
                    counts.increment(Count.CONNECTIONS_STALLED);
                    outbox.close(CloseCode.SLOW_CONSUMER, nowNanos);
                }
            } else if (quietNanos >= PING_NANOS) {
                outbox.answer(control(json.ping(clock.nowUs())), () -> {});
                pump(outbox);
            }
        }
        connectedNanos = lasted;
        lookAtWaiting();
    }

    private void drain(CountDownLatch done) {
        drains.add(done);
        open.forEach(outbox -> outbox.close(CloseCode.GOING_AWAY, clock.nowNanos()));
        endDrains();
    }

    private void endDrains() {
        if (open.isEmpty()) {
            drains.forEach(CountDownLatch::countDown);
        }
    }

    /// The fan-out cannot go on: no connection may look alive.
    void fail() {
        open.forEach(Outbox::abort);
    }
}
