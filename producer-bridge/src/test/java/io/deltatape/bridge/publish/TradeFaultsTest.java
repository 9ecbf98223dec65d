package io.deltatape.bridge.publish;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.header;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.sierra.ScidBytes;
import io.deltatape.bridge.sierra.ScidFile;
import io.deltatape.bridge.sierra.SharedReading;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Trade;
import io.deltatape.contract.TradeRecord;
import io.deltatape.contract.TradesBegin;
import io.deltatape.contract.codec.TradeCodec;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may happen to a file while its trades wait, and to a topic that held them.
final class TradeFaultsTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final Symbol NQ = new Symbol("NQZ26-CME");

    @TempDir
    private Path folder = Path.of("");

    private final List<ProducerRecord<String, byte[]>> topic = new ArrayList<>();
    private final SharedReading shared = new SharedReading(() -> 0);
    private MockProducer<String, byte[]> producer = new MockProducer<>();
    private CompletableFuture<TradePublisher.Opened> opening = new CompletableFuture<>();
    private int taken;

    private TradePublisher publisher(TradePublisher.Start start, int window) {
        return new TradePublisher(_ -> opening, opened(0), ResumePoints.none(), new long[1], window, start);
    }

    /// A session on what the topic holds; before it ended at an offset.
    private TradePublisher.Opened opened(long endedAt) {
        producer = new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        taken = 0;
        var log = new TradeLog(1);
        topic.forEach(entry -> log.take(entry.key(), entry.value()));
        log.ends(0, topic.size(), endedAt);
        return new TradePublisher.Opened(new TradeSession(producer, "market.trades", log, 1), log);
    }

    private ScidFile file() {
        return new ScidFile(path(), BigDecimal.ONE, shared, null);
    }

    private Path path() {
        return folder.resolve(NQ + ".scid");
    }

    private static byte[] ticks(long from, int count, int size) {
        var ticks = new byte[count][];
        for (int i = 0; i < count; i++) {
            ticks[i] = tick(from + i, 100, size);
        }
        return join(ticks);
    }

    /// Kafka takes what it is given.
    private void finish(TradePublisher publisher) {
        publisher.retry();
        boolean more = true;
        while (more) {
            more = publisher.pump();
            while (taken < producer.history().size()) {
                topic.add(producer.history().get(taken++));
                more |= producer.completeNext();
            }
        }
    }

    private List<TradeRecord> told() {
        var codec = new TradeCodec();
        return topic.stream().map(entry -> codec.decode(NQ, entry.value())).toList();
    }

    /// The sizes of the trades that a reader holds who drops what a beginning replaces.
    private List<Long> held() {
        var held = new ArrayList<Trade>();
        for (TradeRecord each : told()) {
            switch (each) {
                case Trade trade -> held.add(trade);
                case TradesBegin begin -> held.removeIf(trade -> trade.timeUs() >= begin.replacesFromUs());
                case TradeRecord.Malformed malformed -> throw new AssertionError(malformed.toString());
            }
        }
        return held.stream().map(Trade::size).toList();
    }

    @Test
    void aFileThatIsFilledAgainFromAHeaderOnIsNotCountedTwice() {
        TradePublisher publisher = publisher(TradePublisher.Start.BEGINNING, 1_000);
        append(path(), join(header(), ticks(TIME, 3, 1)));
        try (ScidFile file = file()) {
            file.update();
            publisher.offer(NQ, file.trades());
            finish(publisher);
            overwrite(path(), header());
            file.update();
            publisher.offer(NQ, file.trades());
            finish(publisher);
            append(path(), ticks(TIME, 3, 1));
            append(path(), ticks(TIME + 3, 2, 5));
            file.update();
            publisher.offer(NQ, file.trades());
            finish(publisher);
        }
        assertThat(held()).containsExactly(1L, 1L, 1L, 5L, 5L);
    }

    @Test
    void whatIsWrittenOverTradesThatWaitIsOfAnotherIncarnation() {
        long day = 24L * 3_600 * 1_000_000;
        TradePublisher publisher = publisher(TradePublisher.Start.BEGINNING, 1);
        append(path(), join(header(), ticks(TIME - day, 600, 1), ticks(TIME, 10, 2)));
        try (ScidFile file = file()) {
            file.update();
            publisher.offer(NQ, file.trades());
            publisher.pump(); // one slice is under way, the rest waits
            overwrite(path(), join(header(), ticks(TIME - day + 100, 500, 1), ticks(TIME, 10, 2)));
            finish(publisher); // before the file is looked at again
            file.update();
            publisher.offer(NQ, file.trades());
            finish(publisher);
        }
        var truth = new ArrayList<Long>();
        for (int i = 0; i < 600; i++) {
            truth.add(1L);
        }
        for (int i = 0; i < 10; i++) {
            truth.add(2L);
        }
        assertThat(held()).as("with the 100 that the file no longer has").isEqualTo(truth);
    }

    @Test
    void whatABrokerLostIsPublishedAgain() {
        TradePublisher publisher = publisher(TradePublisher.Start.BEGINNING, 1_000);
        append(path(), join(header(), ticks(TIME, 5, 1)));
        try (ScidFile file = file()) {
            file.update();
            publisher.offer(NQ, file.trades());
            finish(publisher);
            topic.subList(3, topic.size()).clear(); // power fails: what was acknowledged was not on the disk
            append(path(), tick(TIME + 5, 100, 1));
            file.update();
            publisher.offer(NQ, file.trades());
            publisher.pump();
            producer.errorNext(new TimeoutException("the broker is gone"));
            publisher.pump();
            opening.complete(opened(6));
            finish(publisher);
        }
        assertThat(held()).hasSize(6);
    }

    @Test
    void offsetsThatAreGivenAgainEndTheSession() {
        append(path(), join(header(), ticks(TIME, 3, 1)));
        TradeSession session = opened(0).session();
        try (ScidFile file = file()) {
            file.update();
            var lane = new TradeLane(NQ, 0, file.trades(), TradePosition.NONE);
            session.send(lane, new TradesBegin(NQ, 1, 56, 0));
            producer.completeNext();
            assertThat(session.failure()).isEmpty();
            assertThat(session.acknowledgedEnd(0)).isEqualTo(1);

            var late = new TradeSession(producer, "market.trades", ended(10), 1);
            late.send(lane, new TradesBegin(NQ, 1, 56, 0));
            producer.completeNext();
            assertThat(late.failure()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("lost"));
        }
    }

    private static TradeLog ended(long end) {
        var log = new TradeLog(1);
        log.ends(0, end, 0);
        return log;
    }

    @Test
    void aFileFirstSeenWhileKafkaIsAwayBeginsWhereItStoodThen() {
        TradePublisher publisher = publisher(TradePublisher.Start.END, 1_000);
        append(path(), join(header(), ticks(TIME, 3, 1)));
        try (ScidFile file = file()) {
            file.update();
            publisher.offer(NQ, file.trades());
            append(path(), ticks(TIME + 3, 2, 7));
            file.update();
            publisher.offer(NQ, file.trades());
            finish(publisher);
        }
        assertThat(held()).containsExactly(7L, 7L);
    }

    @Test
    void aContractThatIsForgottenIsPublishedNoMore() {
        TradePublisher publisher = publisher(TradePublisher.Start.BEGINNING, 1_000);
        append(path(), join(header(), ticks(TIME, 3, 1)));
        try (ScidFile file = file()) {
            file.update();
            publisher.offer(NQ, file.trades());
            publisher.forget(NQ);
            finish(publisher);

            assertThat(topic).isEmpty();
            assertThat(publisher.waiting()).isZero();
            assertThat(publisher.unreported(_ -> TradePosition.NONE)).isEmpty();
        }
    }
}
