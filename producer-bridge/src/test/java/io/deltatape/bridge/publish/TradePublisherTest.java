package io.deltatape.bridge.publish;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.header;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static io.deltatape.bridge.sierra.ScidBytes.record;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.sierra.Resume;
import io.deltatape.bridge.sierra.ScidBytes;
import io.deltatape.bridge.sierra.ScidFile;
import io.deltatape.bridge.sierra.SharedReading;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Trade;
import io.deltatape.contract.TradeRecord;
import io.deltatape.contract.TradesBegin;
import io.deltatape.contract.codec.TradeCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The law of trades: whatever the files do, whatever Kafka takes, refuses or takes without saying so, the topic holds
/// each trade of each file once, in the order of the file.
final class TradePublisherTest {
    private static final int PARTITIONS = 3;
    private static final int WINDOW = 40;
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final List<Symbol> SYMBOLS =
            List.of(new Symbol("NQZ26-CME"), new Symbol("ESZ26-CME"), new Symbol("CLZ26-NYMEX"));

    @TempDir
    private Path folder = Path.of("");

    private final List<ProducerRecord<String, byte[]>> topic = new ArrayList<>();
    private final SharedReading shared = new SharedReading(() -> 0);
    private Refusing producer = new Refusing();
    private int completed;
    private CompletableFuture<TradePublisher.Opened> opening = new CompletableFuture<>();
    private TradePublisher publisher = publisher(TradePublisher.Start.BEGINNING);

    /// Refuses some records when they are given to it, as a real one does while it does not know the topic, and takes
    /// those that follow.
    private static final class Refusing extends MockProducer<String, byte[]> {
        private int refuse;

        Refusing() {
            super(false, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> entry, Callback callback) {
            if (refuse == 0) {
                return super.send(entry, callback);
            }
            refuse--;
            var reason = new TimeoutException("the topic is not known");
            callback.onCompletion(null, reason);
            return CompletableFuture.failedFuture(reason);
        }
    }

    private TradePublisher publisher(TradePublisher.Start start) {
        return new TradePublisher(_ -> opening, opened(), ResumePoints.none(), new long[PARTITIONS], WINDOW, start);
    }

    /// A new session, with what the topic holds read back.
    private TradePublisher.Opened opened() {
        producer = new Refusing();
        completed = 0;
        var log = new TradeLog(PARTITIONS);
        topic.forEach(entry -> log.take(entry.key(), entry.value()));
        return new TradePublisher.Opened(new TradeSession(producer, "market.trades", log, PARTITIONS), log);
    }

    /// Kafka takes the next record and says so.
    private boolean takeNext() {
        if (completed >= producer.history().size()) {
            return false;
        }
        topic.add(producer.history().get(completed++));
        return producer.completeNext();
    }

    /// Kafka takes some of what is under way, says of none that it did, and refuses the rest.
    private void fail(SplittableRandom random) {
        List<ProducerRecord<String, byte[]>> under =
                producer.history().subList(completed, producer.history().size());
        if (under.isEmpty()) {
            return;
        }
        topic.addAll(under.subList(0, random.nextInt(under.size() + 1)));
        while (producer.errorNext(new TimeoutException("the broker is gone"))) {
            completed++;
        }
        publisher.pump();
        reopen();
    }

    /// Opens a session if the publisher waits for one, with what Kafka has of the one before.
    private void reopen() {
        publisher.pump();
        if (publisher.isOpening()) {
            while (takeNext()) {}
            opening.complete(opened());
            opening = new CompletableFuture<>();
        }
    }

    private ScidFile file(Symbol symbol) {
        return new ScidFile(path(symbol), BigDecimal.ONE, shared, null);
    }

    private Path path(Symbol symbol) {
        return folder.resolve(symbol + ".scid");
    }

    private void offer(Symbol symbol, ScidFile file) {
        file.update();
        publisher.offer(symbol, file.trades());
    }

    /// A file that may be another one is closed, and read again later; nothing is new in it.
    private void lookAgain(ScidFile file) {
        while (takeNext()) {}
        file.reexamine();
        publisher.pump();
        file.update();
    }

    private void finish() {
        publisher.retry();
        boolean more = true;
        while (more) {
            more = publisher.pump();
            more |= takeNext();
            more |= publisher.isOpening();
            reopen();
        }
    }

    /// What a reader that began now would see of a symbol.
    private List<TradeRecord> read(Symbol symbol) {
        var codec = new TradeCodec();
        return topic.stream()
                .filter(entry -> entry.key().equals(symbol.name()))
                .map(entry -> codec.decode(symbol, entry.value()))
                .toList();
    }

    /// The trades of a file from an offset on, read in another way than the bridge does: offset, size, price of each.
    private List<String> truth(Symbol symbol, long from) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(path(symbol))).order(ByteOrder.LITTLE_ENDIAN);
        var trades = new ArrayList<String>();
        for (int at = (int) from; at + 40 <= bytes.limit(); at += 40) {
            float price = bytes.getFloat(at + 20);
            if (bytes.getInt(at + 28) > 0 && price > 0) {
                trades.add(at + " " + bytes.getInt(at + 28) + " " + Math.round(price * 100));
            }
        }
        return trades;
    }

    private static List<String> told(List<TradeRecord> records) {
        return records.stream()
                .filter(Trade.class::isInstance)
                .map(Trade.class::cast)
                .map(trade -> trade.offset() + " " + trade.size() + " " + trade.price() / 10_000_000)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theTopicHoldsEachTradeOnceInTheOrderOfTheFile(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var files = new ArrayList<ScidFile>();
        for (Symbol symbol : SYMBOLS) {
            append(path(symbol), header());
            files.add(file(symbol));
        }
        long time = TIME;
        int failures = 0;
        for (int step = 0; step < 600; step++) {
            int which = random.nextInt(SYMBOLS.size());
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    append(path(SYMBOLS.get(which)), records(random, time += 1_000));
                    offer(SYMBOLS.get(which), files.get(which));
                }
                case 2, 3 -> publisher.pump();
                case 4 -> {
                    for (int n = random.nextInt(30); n > 0 && takeNext(); n--) {}
                }
                default -> {
                    switch (random.nextInt(12)) {
                        case 0 -> {
                            fail(random);
                            failures++;
                        }
                        case 1 -> producer.refuse = 1 + random.nextInt(3);
                        case 2 -> lookAgain(files.get(which));
                        default -> reopen();
                    }
                }
            }
        }
        files.forEach(this::lookAgain);
        finish();
        for (Symbol symbol : SYMBOLS) {
            List<TradeRecord> records = read(symbol);
            assertThat(records.getFirst()).as("seed %d", seed).isEqualTo(new TradesBegin(symbol, 1, 56, 0));
            assertThat(told(records)).as("seed %d, %s", seed, symbol).isEqualTo(truth(symbol, 56));
        }
        assertThat(failures).as("failures happened, seed %d", seed).isPositive();
        assertThat(publisher.inFlight()).isZero();
    }

    /// A few records: mostly trades, and what is none.
    private static byte[] records(SplittableRandom random, long time) {
        var parts = new byte[1 + random.nextInt(60)][];
        for (int i = 0; i < parts.length; i++) {
            float price = 100 + random.nextInt(400) * 0.25f;
            parts[i] = switch (random.nextInt(10)) {
                case 0 -> record(time + i, 0, price + 0.25f, price, 0, 1, 0, 0, 0); // a quote
                case 1 -> record(time + i, 0, price, price, Float.NaN, 1, 3, 3, 0);
                default -> tick(time + i, price, 1 + random.nextInt(20));
            };
        }
        return ScidBytes.join(parts);
    }

    @Test
    void atMostAWindowIsUnderWayAndTheRestStaysInTheFile() {
        Symbol symbol = SYMBOLS.getFirst();
        append(path(symbol), header());
        for (int i = 0; i < 2_000; i++) {
            append(path(symbol), tick(TIME + i, 100, 1));
        }
        try (ScidFile file = file(symbol)) {
            offer(symbol, file);
            for (int i = 0; i < 10; i++) {
                publisher.pump();
            }
            // The window is looked at between slices, so one slice may go beyond it.
            assertThat(publisher.inFlight()).isBetween(WINDOW, WINDOW + 256);
            assertThat(publisher.waiting()).isEqualTo(1);
            assertThat(publisher.waitNanos()).isPositive();
            finish();
            assertThat(told(read(symbol))).hasSize(2_000);
        }
    }

    @Test
    void aReplacedFileSaysFromWhenItReplacesWhatWasPublishedAndLosesNothing() throws IOException {
        Symbol symbol = SYMBOLS.getFirst();
        append(path(symbol), ScidBytes.join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2)));
        try (ScidFile file = file(symbol)) {
            offer(symbol, file);
            finish();
            overwrite(
                    path(symbol),
                    ScidBytes.join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 7), tick(TIME + 2, 102, 3)));
            offer(symbol, file);
            finish();
        }
        List<TradeRecord> records = read(symbol);
        long firstUs = ((Trade) records.get(1)).timeUs();
        assertThat(records.get(3)).isEqualTo(new TradesBegin(symbol, 2, 56, firstUs));
        assertThat(told(records.subList(4, records.size()))).isEqualTo(truth(symbol, 56));
    }

    @Test
    void anotherFileThatTakesTheSymbolOverIsReadInsteadOfTheFirst() throws IOException {
        Symbol symbol = SYMBOLS.getFirst();
        append(path(symbol), ScidBytes.join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2)));
        Path old = folder.resolve("old.scid");
        Files.copy(path(symbol), old);
        try (var first = new ScidFile(old, BigDecimal.ONE, shared, null)) {
            offer(symbol, first);
            finish();
            first.reexamine();
            var resume = new Resume(first.generation(), 0, first.cursor(), MarketRecord.ABSENT);
            try (var second = new ScidFile(path(symbol), BigDecimal.ONE, shared, resume)) {
                append(path(symbol), tick(TIME + 2, 102, 3));
                offer(symbol, second);
                finish();
            }
        }
        List<TradeRecord> records = read(symbol);
        long firstUs = ((Trade) records.get(1)).timeUs();
        assertThat(records.get(3)).isEqualTo(new TradesBegin(symbol, 2, 56, firstUs));
        assertThat(told(records.subList(4, records.size()))).isEqualTo(truth(symbol, 56));
    }

    @Test
    void aSymbolGoesOnWhereTheTopicEnds() throws IOException {
        Symbol symbol = SYMBOLS.getFirst();
        append(path(symbol), ScidBytes.join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2)));
        try (ScidFile file = file(symbol)) {
            offer(symbol, file);
            finish();
        }
        append(path(symbol), tick(TIME + 2, 102, 3));
        publisher = publisher(TradePublisher.Start.BEGINNING); // another bridge, with nothing but the topic
        try (ScidFile file = file(symbol)) {
            offer(symbol, file);
            finish();
        }

        assertThat(told(read(symbol))).isEqualTo(truth(symbol, 56));
        assertThat(publisher.acknowledged(symbol, 1)).isEqualTo(56 + 3 * 40);
    }

    @Test
    void aFileFirstSeenBeginsAsConfigured() throws IOException {
        Symbol symbol = SYMBOLS.getFirst();
        long dayUs = 86_400_000_000L;
        append(path(symbol), ScidBytes.join(header(), tick(TIME - dayUs, 99, 1), tick(TIME, 100, 2)));
        for (var start : TradePublisher.Start.values()) {
            topic.clear();
            publisher = publisher(start);
            try (ScidFile file = file(symbol)) {
                offer(symbol, file);
                finish();
            }
            int from = switch (start) {
                case BEGINNING -> 56;
                case SESSION -> 96;
                case END -> 136;
            };
            assertThat(told(read(symbol))).as("%s", start).isEqualTo(truth(symbol, from));
        }
    }
}
