package io.deltatape.bridge.publish;

import io.deltatape.contract.Field;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.Codec;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends snapshots to Kafka and sees to it that the latest state of each symbol arrives in the end.
///
/// At most `inFlightMax` snapshots are unacknowledged. Beyond that, and for a while after a failure, a symbol waits:
/// only its latest state is kept and sent later, so memory is bounded by symbols and the file is the buffer. A state
/// whose sending failed is sent again, unless a newer one of its symbol is on the way. Owned by the market thread; the
/// producer's callbacks only leave messages.
public final class SnapshotPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPublisher.class);
    /// How long nothing is sent after a failure.
    static final long PAUSE_NANOS = 100_000_000;
    /// How soon to look again whether there is room.
    static final long ROOM_NANOS = 1_000_000;
    private static final long WARN_EVERY_NANOS = 10_000_000_000L;
    private static final Duration CLOSE = Duration.ofSeconds(3);

    /// What is known of a symbol's sending.
    private static final class Lane {
        Draft latest;
        long lastSequence;
        /// Whether the latest state has been sent before, so that its age tells nothing of ours.
        boolean isRepeated;
        /// How far trades reach according to the last snapshot that Kafka acknowledged. Written by callbacks.
        volatile TradePosition reported = TradePosition.NONE;

        Lane(Draft draft) {
            latest = draft;
        }
    }

    private record Failure(Lane lane, long sequence, Exception cause) {}

    private final Producer<String, byte[]> producer;
    private final String topic;
    private final Codec codec;
    private final long own;
    private final LongSupplier clockUs;
    private final int inFlightMax;
    private final ToLongFunction<Draft> trades;

    private final Map<Symbol, Lane> lanes = new HashMap<>();
    private final SequencedSet<Lane> waiting = new LinkedHashSet<>();
    /// Written by callbacks too.
    private final AtomicInteger inFlight = new AtomicInteger();
    /// Filled by callbacks; bounded by what is in flight.
    private final ConcurrentLinkedQueue<Failure> failed = new ConcurrentLinkedQueue<>();

    private final LagMeter sinceSeen = new LagMeter();
    private final LagMeter sinceEvent = new LagMeter();

    private long sequence;
    private boolean isPaused;
    private long pausedUntilNanos;
    private boolean hasWarned;
    private long warnedNanos;
    private long sent;
    private long sentBytes;
    private long deferred;
    private long failures;

    /// `trades` gives what a snapshot says of trades when it is sent.
    public SnapshotPublisher(
            Producer<String, byte[]> producer,
            String topic,
            Codec codec,
            long own,
            LongSupplier clockUs,
            int inFlightMax,
            ToLongFunction<Draft> trades) {
        this.producer = producer;
        this.topic = topic;
        this.codec = codec;
        this.own = own;
        this.clockUs = clockUs;
        this.inFlightMax = inFlightMax;
        this.trades = trades;
    }

    /// Sends a state now, or keeps it as its symbol's latest until it can be sent.
    public void publish(Draft draft, long nowNanos) {
        takeFailures(nowNanos);
        Lane lane = lanes.get(draft.symbol());
        if (lane == null) {
            lane = new Lane(draft);
            lanes.put(draft.symbol(), lane);
        }
        boolean waits = waiting.contains(lane);
        lane.latest = waits ? draft.seenSince(lane.latest.seenUs()) : draft;
        lane.isRepeated = false;
        sendOrWait(lane, nowNanos);
    }

    private void sendOrWait(Lane lane, long nowNanos) {
        boolean waits = waiting.contains(lane);
        if (!waits && waiting.isEmpty() && canSend(nowNanos)) {
            send(lane);
        } else {
            deferred++;
            waiting.add(lane);
            sendWaiting(nowNanos);
        }
    }

    /// Sends the latest state of a symbol once more, with what is known of its trades by now.
    public void repeat(Symbol symbol, long nowNanos) {
        Lane lane = lanes.get(symbol);
        if (lane != null) {
            lane.isRepeated |= !waiting.contains(lane);
            sendOrWait(lane, nowNanos);
        }
    }

    /// Sends nothing more of a symbol, not even what waits.
    public void forget(Symbol symbol) {
        Lane lane = lanes.remove(symbol);
        if (lane != null) {
            waiting.remove(lane);
            lane.lastSequence = -1; // what fails now is not sent again
        }
    }

    /// How far a symbol's trades reach according to its last snapshot that Kafka acknowledged.
    public TradePosition reported(Symbol symbol) {
        Lane lane = lanes.get(symbol);
        return lane == null ? TradePosition.NONE : lane.reported;
    }

    /// Looks after what failed and what waits; to be called when [#nextRetryNanos] has come, and now and then.
    public void retry(long nowNanos) {
        takeFailures(nowNanos);
        sendWaiting(nowNanos);
    }

    private void sendWaiting(long nowNanos) {
        while (!waiting.isEmpty() && canSend(nowNanos)) {
            send(waiting.removeFirst());
        }
    }

    private boolean canSend(long nowNanos) {
        isPaused = isPaused && nowNanos - pausedUntilNanos < 0;
        return !isPaused && failed.isEmpty() && inFlight.get() < inFlightMax;
    }

    private void send(Lane lane) {
        Draft draft = lane.latest;
        long assigned = ++sequence;
        lane.lastSequence = assigned;
        var stamps = new HopStamps(draft.seenUs(), clockUs.getAsLong(), 0);
        long before = trades.applyAsLong(draft);
        TradePosition reach = before == 0
                ? TradePosition.NONE
                : new TradePosition(draft.cursor().generation(), before, 0);
        byte[] value = codec.encode(new Snapshot(
                draft.symbol(),
                own,
                assigned,
                draft.generation(),
                draft.source(),
                stamps,
                draft.cursor(),
                reach.nextOffset(),
                draft.state()));
        sent++;
        sentBytes += value.length;
        if (!draft.symbol().isReserved() && !lane.isRepeated) {
            measure(draft, stamps.sentUs());
        }
        inFlight.incrementAndGet();
        try {
            var _ = producer.send(new ProducerRecord<>(topic, draft.symbol().name(), value), (_, problem) -> {
                inFlight.decrementAndGet();
                if (problem == null) {
                    lane.reported = reach;
                } else {
                    failed.add(new Failure(lane, assigned, problem));
                }
            });
        } catch (KafkaException e) {
            inFlight.decrementAndGet();
            failed.add(new Failure(lane, assigned, e));
        }
    }

    /// States that wait, or are sent again, count with all the time that they took.
    private void measure(Draft draft, long sentUs) {
        sinceSeen.record(sentUs - draft.seenUs());
        if (draft.state().has(Field.TS_EVENT)) {
            sinceEvent.record(sentUs - draft.state().value(Field.TS_EVENT));
        }
    }

    /// The lags of what was sent since this was asked last: from noticing a change, and from the exchange's time of its
    /// last record, to giving it to Kafka.
    public Map<String, LagMeter.Window> lags() {
        return Map.of("seen_to_sent", sinceSeen.next(), "event_to_sent", sinceEvent.next());
    }

    /// Whether Kafka refused something lately, so that states wait.
    public boolean isPaused() {
        return isPaused;
    }

    private void takeFailures(long nowNanos) {
        for (Failure failure = failed.poll(); failure != null; failure = failed.poll()) {
            failures++;
            isPaused = true;
            pausedUntilNanos = nowNanos + PAUSE_NANOS;
            if (failure.sequence == failure.lane.lastSequence) {
                waiting.add(failure.lane);
            }
            if (!hasWarned || nowNanos - warnedNanos >= WARN_EVERY_NANOS) {
                hasWarned = true;
                warnedNanos = nowNanos;
                LOG.warn(
                        "snapshot not accepted by Kafka, latest states wait and are sent again symbol={} waiting={}"
                                + " failures={} cause={}",
                        failure.lane.latest.symbol(),
                        waiting.size(),
                        failures,
                        failure.cause.toString());
            }
        }
    }

    /// When [#retry] has something to do; empty while nothing waits.
    public OptionalLong nextRetryNanos(long nowNanos) {
        if (waiting.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(isPaused ? pausedUntilNanos : nowNanos + ROOM_NANOS);
    }

    /// Snapshots given to Kafka, those sent again included.
    public long sent() {
        return sent;
    }

    public long sentBytes() {
        return sentBytes;
    }

    /// States that had to wait, of which only the latest is sent.
    public long deferred() {
        return deferred;
    }

    public long failures() {
        return failures;
    }

    public int inFlight() {
        return inFlight.get();
    }

    /// Symbols whose latest state waits to be sent.
    public int waiting() {
        return waiting.size();
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
