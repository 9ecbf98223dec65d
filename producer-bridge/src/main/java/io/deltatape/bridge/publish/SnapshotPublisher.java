package io.deltatape.bridge.publish;

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

    private final Map<Symbol, Lane> lanes = new HashMap<>();
    private final SequencedSet<Lane> waiting = new LinkedHashSet<>();
    /// Written by callbacks too.
    private final AtomicInteger inFlight = new AtomicInteger();
    /// Filled by callbacks; bounded by what is in flight.
    private final ConcurrentLinkedQueue<Failure> failed = new ConcurrentLinkedQueue<>();

    private long sequence;
    private boolean isPaused;
    private long pausedUntilNanos;
    private boolean hasWarned;
    private long warnedNanos;
    private long sent;
    private long sentBytes;
    private long deferred;
    private long failures;

    public SnapshotPublisher(
            Producer<String, byte[]> producer,
            String topic,
            Codec codec,
            long own,
            LongSupplier clockUs,
            int inFlightMax) {
        this.producer = producer;
        this.topic = topic;
        this.codec = codec;
        this.own = own;
        this.clockUs = clockUs;
        this.inFlightMax = inFlightMax;
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
        if (!waits && waiting.isEmpty() && canSend(nowNanos)) {
            send(lane);
        } else {
            deferred++;
            waiting.add(lane);
            sendWaiting(nowNanos);
        }
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
        byte[] value = codec.encode(new Snapshot(
                draft.symbol(),
                own,
                assigned,
                draft.generation(),
                draft.source(),
                stamps,
                draft.cursor(),
                0,
                draft.state()));
        sent++;
        sentBytes += value.length;
        inFlight.incrementAndGet();
        try {
            var _ = producer.send(new ProducerRecord<>(topic, draft.symbol().name(), value), (_, problem) -> {
                inFlight.decrementAndGet();
                if (problem != null) {
                    failed.add(new Failure(lane, assigned, problem));
                }
            });
        } catch (KafkaException e) {
            inFlight.decrementAndGet();
            failed.add(new Failure(lane, assigned, e));
        }
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
