package io.deltatape.bridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.codec.WireFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotPublisherTest {
    private static final Symbol NQ = new Symbol("NQZ26-CME");
    private static final Symbol ES = new Symbol("ESZ26-CME");
    private static final long OWN = 77;

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final RecordReader reader = new RecordReader();
    private long nowNanos;

    private SnapshotPublisher publisher(int inFlightMax) {
        return new SnapshotPublisher(
                producer, "market.snapshots", WireFormat.JSON.codec(), OWN, () -> 5_000, inFlightMax, _ -> 56);
    }

    private static Draft draft(Symbol symbol, long volume, long seenUs) {
        MarketState state = MarketState.builder().set(Field.VOLUME, volume).build();
        return new Draft(symbol, 3, "scid", seenUs, new FileCursor("file", "key", 96, 56, 9), state);
    }

    private Snapshot sent(int at) {
        var entry = producer.history().get(at);
        return (Snapshot) reader.snapshot(new Symbol(entry.key()), entry.value());
    }

    private List<Snapshot> sent() {
        var sent = new ArrayList<Snapshot>();
        for (var entry : producer.history()) {
            sent.add((Snapshot) reader.snapshot(new Symbol(entry.key()), entry.value()));
        }
        return sent;
    }

    private List<Long> volumes() {
        return sent().stream().map(s -> s.state().value(Field.VOLUME)).toList();
    }

    @Test
    void aStateIsSentAtOnceWithItsPlaceInTheOrder() {
        var publisher = publisher(10);
        publisher.publish(draft(NQ, 1, 4_000), nowNanos);
        publisher.publish(draft(ES, 2, 4_500), nowNanos);

        Snapshot first = sent().getFirst();
        assertThat(first.own()).isEqualTo(OWN);
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(first.generation()).isEqualTo(3);
        assertThat(first.source()).isEqualTo("scid");
        assertThat(first.stamps().seenUs()).isEqualTo(4_000);
        assertThat(first.stamps().sentUs()).isEqualTo(5_000);
        assertThat(first.cursor()).isEqualTo(new FileCursor("file", "key", 96, 56, 9));
        assertThat(sent().get(1).isAfter(first)).isTrue();
    }

    @Test
    void beyondTheBoundOnlyTheLatestStateIsKeptAndSentWhenThereIsRoom() {
        var publisher = publisher(1);
        publisher.publish(draft(NQ, 1, 10), nowNanos);
        publisher.publish(draft(NQ, 2, 20), nowNanos);
        publisher.publish(draft(NQ, 3, 30), nowNanos);
        publisher.publish(draft(ES, 4, 40), nowNanos);
        assertThat(volumes()).containsExactly(1L);
        assertThat(publisher.waiting()).isEqualTo(2);
        assertThat(publisher.nextRetryNanos(nowNanos)).hasValue(nowNanos + SnapshotPublisher.ROOM_NANOS);

        producer.completeNext();
        publisher.retry(nowNanos);
        assertThat(volumes()).containsExactly(1L, 3L);
        assertThat(sent().get(1).stamps().seenUs()).isEqualTo(20);

        producer.completeNext();
        publisher.retry(nowNanos);
        assertThat(volumes()).containsExactly(1L, 3L, 4L);
        assertThat(publisher.nextRetryNanos(nowNanos)).isEmpty();
        assertThat(publisher.deferred()).isEqualTo(3);
    }

    @Test
    void aStateThatFailedIsSentAgainAfterAPause() {
        var publisher = publisher(10);
        publisher.publish(draft(NQ, 1, 10), nowNanos);
        producer.errorNext(new TimeoutException("broker away"));
        publisher.retry(nowNanos);
        assertThat(volumes()).containsExactly(1L);
        assertThat(publisher.nextRetryNanos(nowNanos)).hasValue(SnapshotPublisher.PAUSE_NANOS);

        publisher.publish(draft(ES, 5, 10), nowNanos + 1);
        assertThat(volumes()).as("nothing is sent in the pause").containsExactly(1L);

        publisher.retry(SnapshotPublisher.PAUSE_NANOS);
        assertThat(volumes()).containsExactly(1L, 1L, 5L);
        assertThat(sent().get(1).sequence()).isEqualTo(2);
        assertThat(publisher.failures()).isEqualTo(1);
    }

    @Test
    void aFailedStateIsNotSentAgainWhereANewerOneIsOnTheWay() {
        var publisher = publisher(10);
        publisher.publish(draft(NQ, 1, 10), nowNanos);
        publisher.publish(draft(NQ, 2, 20), nowNanos);
        producer.errorNext(new TimeoutException("broker away"));
        publisher.retry(nowNanos);

        publisher.retry(SnapshotPublisher.PAUSE_NANOS);
        assertThat(volumes()).containsExactly(1L, 2L);
        assertThat(publisher.waiting()).isZero();
    }

    @Test
    void aSendThatThrowsIsAFailureLikeAnyOther() {
        var publisher = publisher(10);
        producer.sendException = new TimeoutException("no room");
        publisher.publish(draft(NQ, 1, 10), nowNanos);
        producer.sendException = null;
        publisher.retry(nowNanos);
        assertThat(publisher.inFlight()).isZero();

        publisher.retry(SnapshotPublisher.PAUSE_NANOS);
        assertThat(volumes()).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverFailsTheLatestStateOfEachSymbolArrivesLast(long seed) {
        var random = new Random(seed);
        int inFlightMax = 1 + random.nextInt(8);
        var publisher = publisher(inFlightMax);
        Map<Symbol, Long> truth = new HashMap<>();
        Map<Symbol, Snapshot> arrived = new HashMap<>();
        int completed = 0;
        for (int step = 0; step < 3_000 || publisher.waiting() > 0 || publisher.inFlight() > 0; step++) {
            nowNanos += random.nextInt(30_000_000);
            boolean isEnding = step >= 3_000;
            if (!isEnding && random.nextInt(3) > 0) {
                Symbol symbol = new Symbol("S" + random.nextInt(5));
                truth.put(symbol, (long) step);
                publisher.publish(draft(symbol, step, step), nowNanos);
            } else if (completed < producer.history().size()) {
                if (random.nextInt(4) > 0) {
                    Snapshot done = sent(completed);
                    producer.completeNext();
                    arrived.merge(done.symbol(), done, (old, now) -> now.isAfter(old) ? now : old);
                } else {
                    producer.errorNext(new TimeoutException("step " + step));
                }
                completed++;
            }
            publisher.retry(nowNanos);
            assertThat(publisher.inFlight()).isLessThanOrEqualTo(inFlightMax);
        }
        var latest = new HashMap<Symbol, Long>();
        arrived.forEach(
                (symbol, snapshot) -> latest.put(symbol, snapshot.state().value(Field.VOLUME)));
        assertThat(latest).as("seed %d", seed).isEqualTo(truth);
        assertThat(sent())
                .extracting(Snapshot::sequence)
                .doesNotHaveDuplicates()
                .isSorted();
    }
}
