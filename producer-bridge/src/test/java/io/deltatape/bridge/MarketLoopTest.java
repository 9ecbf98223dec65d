package io.deltatape.bridge;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.header;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.publish.Canary;
import io.deltatape.bridge.publish.KeyedPublisher;
import io.deltatape.bridge.publish.MockTrades;
import io.deltatape.bridge.publish.ResumePoints;
import io.deltatape.bridge.publish.SnapshotPublisher;
import io.deltatape.bridge.publish.StatusPublisher;
import io.deltatape.bridge.sierra.ScidBytes;
import io.deltatape.bridge.sierra.SharedReading;
import io.deltatape.bridge.watch.DirectoryWatch;
import io.deltatape.bridge.watch.FileChange;
import io.deltatape.contract.Field;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.codec.WireFormat;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The loop on a real folder with Kafka's mock producer: what is sent is awaited, never slept for.
@Timeout(90)
class MarketLoopTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final Symbol NQ = new Symbol("NQZ26-CME");
    private static final Symbol ES = new Symbol("ESZ26-CME");
    private static final long PATIENCE_SECONDS = 30;

    /// Tells a queue what is sent.
    private static final class TellingProducer extends MockProducer<String, byte[]> {
        private final BlockingQueue<ProducerRecord<String, byte[]>> told = new LinkedBlockingQueue<>();

        TellingProducer() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> entry, Callback callback) {
            Future<RecordMetadata> sent = super.send(entry, callback);
            if (entry.topic().equals("market.snapshots")) {
                told.add(entry);
            }
            return sent;
        }
    }

    @TempDir
    Path folder;

    private Path nq = Path.of("");
    private final TellingProducer producer = new TellingProducer();
    private final RecordReader reader = new RecordReader();
    private final AtomicLong clockUs = new AtomicLong(1_000_000);
    private final BlockingQueue<FileChange> changes = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private Thread thread = new Thread(() -> {});
    private Runnable stop = () -> {};

    @BeforeEach
    void name() {
        nq = folder.resolve("NQZ26-CME.scid");
    }

    private MarketLoop start() {
        DirectoryWatch watch =
                DirectoryWatch.start(List.of(folder), clockUs::incrementAndGet, System::nanoTime, changes);
        MarketLoop loop = startDeaf();
        Runnable stopLoop = stop;
        stop = () -> {
            stopLoop.run();
            watch.close();
        };
        return loop;
    }

    /// As on a share: no event comes.
    private MarketLoop startDeaf() {
        BridgeConfig config = BridgeConfig.of(folder);
        var trades = new MockTrades(2);
        var files =
                new SourceFiles(config, ResumePoints.none(), trades.log(), new SharedReading(clockUs::incrementAndGet));
        var publisher = new SnapshotPublisher(
                producer,
                "market.snapshots",
                WireFormat.JSON.codec(),
                7,
                clockUs::incrementAndGet,
                100,
                draft -> trades.publisher()
                        .acknowledged(draft.symbol(), draft.cursor().generation()));
        var loop = new MarketLoop(new MarketLoop.Parts(
                config,
                files,
                publisher,
                trades.publisher(),
                new ContractDesk(
                        config.instruments(),
                        publisher,
                        new KeyedPublisher(producer, "market.instruments"),
                        new KeyedPublisher(producer, "market.snapshots")),
                new StatusReporter(new StatusPublisher(producer, "bridge.status", "test", clockUs::incrementAndGet)),
                new Canary("test", 2),
                changes,
                clockUs::incrementAndGet,
                System::nanoTime));
        thread = new Thread(() -> {
            try {
                loop.run();
                ended.complete("stopped");
            } catch (InterruptedException e) {
                ended.complete(String.valueOf(e.getMessage()));
            }
        });
        thread.start();
        stop = loop::stop;
        return loop;
    }

    @AfterEach
    void end() throws InterruptedException {
        stop.run();
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertThat(thread.isAlive()).isFalse();
    }

    /// The next snapshot that is no canary.
    private Snapshot next() throws InterruptedException {
        while (true) {
            var entry = producer.told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(entry).as("a snapshot").isNotNull();
            var snapshot = (Snapshot) reader.snapshot(new Symbol(entry.key()), entry.value());
            if (!snapshot.symbol().isReserved()) {
                return snapshot;
            }
        }
    }

    private Snapshot nextWithVolume(long volume) throws InterruptedException {
        Snapshot snapshot = next();
        while (snapshot.state().value(Field.VOLUME) != volume) {
            snapshot = next();
        }
        return snapshot;
    }

    @Test
    void whatIsThereIsPublishedAndThenWhatGrows() throws InterruptedException {
        append(nq, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2)));
        MarketLoop loop = start();
        Snapshot first = next();
        assertThat(first.symbol()).isEqualTo(NQ);
        assertThat(first.state().value(Field.VOLUME)).isEqualTo(3);

        append(nq, join(tick(TIME + 2, 102, 4), new byte[7]));
        Snapshot second = nextWithVolume(7);

        assertThat(second.isAfter(first)).isTrue();
        assertThat(second.generation()).isEqualTo(1);
        assertThat(second.cursor().offset()).isEqualTo(56 + 3 * 40);
        assertThat(second.stamps().seenUs()).isLessThan(second.stamps().sentUs());
        BridgeFigures figures = loop.figures();
        assertThat(figures.get(Figure.FILES)).isEqualTo(1);
    }

    @Test
    void aFileThatAppearsLaterIsTakenIn() throws InterruptedException {
        start();
        append(nq, join(header(), tick(TIME, 100, 1)));

        assertThat(nextWithVolume(1).symbol()).isEqualTo(NQ);
    }

    @Test
    void aFileCutAndWrittenAgainIsAnotherGeneration() throws InterruptedException {
        append(nq, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2)));
        start();
        nextWithVolume(3);
        overwrite(nq, join(header(), tick(TIME, 100, 9)));

        assertThat(nextWithVolume(9).generation()).isEqualTo(2);
    }

    @Test
    void aFileThatIsDeletedIsToldAndReadAgainWhenItIsBack() throws Exception {
        append(nq, join(header(), tick(TIME, 100, 1)));
        MarketLoop loop = start();
        nextWithVolume(1);
        Files.delete(nq);
        awaitUnreadable(loop, 1);
        append(nq, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 100, 2)));

        assertThat(nextWithVolume(3).symbol()).isEqualTo(NQ);
        awaitUnreadable(loop, 0);
    }

    /// Looks again with each canary.
    private void awaitUnreadable(MarketLoop loop, int files) throws InterruptedException {
        while (loop.figures().get(Figure.UNREADABLE) != files) {
            awaitCanary();
        }
    }

    private void awaitCanary() throws InterruptedException {
        assertThat(producer.told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("a canary")
                .isNotNull();
    }

    @Test
    void canariesFlyThroughEveryPartition() throws InterruptedException {
        start();
        var first = producer.told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        var second = producer.told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        assertThat(first.key()).startsWith("~test.0.");
        assertThat(second.key()).startsWith("~test.1.");
    }

    private Snapshot nextOf(Symbol symbol) throws InterruptedException {
        Snapshot snapshot = next();
        while (!snapshot.symbol().equals(symbol)) {
            snapshot = next();
        }
        return snapshot;
    }

    private void await(MarketLoop loop, Figure figure, long value) throws InterruptedException {
        while (loop.figures().get(figure) != value) {
            awaitCanary();
        }
    }

    @Test
    void aRescanFindsWhatNoEventToldOf() throws InterruptedException {
        append(nq, join(header(), tick(TIME, 100, 1)));
        startDeaf();
        nextWithVolume(1);
        append(folder.resolve(ES + ".scid"), join(header(), tick(TIME, 100, 2)));
        changes.add(new FileChange(folder, FileChange.Kind.RESCAN, 5));

        assertThat(nextOf(ES).stamps().seenUs())
                .as("seen by the rescan, not by a look")
                .isEqualTo(5);
    }

    @Test
    void withoutEventsWhatGrowsIsNoticedByItsSize() throws InterruptedException {
        append(nq, join(header(), tick(TIME, 100, 1)));
        MarketLoop loop = startDeaf();
        nextWithVolume(1);
        append(nq, tick(TIME + 1, 101, 4));
        nextWithVolume(5);
        await(loop, Figure.PROBES_FIRST, 1);
        assertThat(loop.figures().get(Figure.EVENTS)).isZero();
    }

    @Test
    void withoutEventsAnotherFileInThePlaceOfOneIsNoticed() throws Exception {
        append(nq, join(header(), tick(TIME, 100, 1)));
        startDeaf();
        nextWithVolume(1);
        Path other = folder.resolve("other");
        append(other, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 8)));
        Files.move(other, nq, StandardCopyOption.REPLACE_EXISTING);

        assertThat(nextWithVolume(9).generation()).isEqualTo(2);
        append(nq, tick(TIME + 2, 102, 1));
        assertThat(nextWithVolume(10).generation()).isEqualTo(2);
    }

    @Test
    void withoutEventsALastRecordEditedInPlaceIsNoticed() throws Exception {
        append(nq, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2)));
        startDeaf();
        nextWithVolume(3);
        try (var editing = FileChannel.open(nq, StandardOpenOption.WRITE)) {
            editing.write(ByteBuffer.wrap(tick(TIME + 1, 101, 7)), 96);
        }
        Files.setLastModifiedTime(nq, FileTime.fromMillis(4_000_000_000_000L)); // two writes may bear one time

        assertThat(nextWithVolume(8).generation()).isEqualTo(2);
    }

    @Test
    void withoutEventsAFileThatIsGoneIsSaidAndANewOneFound() throws Exception {
        append(nq, join(header(), tick(TIME, 100, 1)));
        MarketLoop loop = startDeaf();
        nextWithVolume(1);
        Files.delete(nq);
        await(loop, Figure.UNREADABLE, 1);
        append(folder.resolve(ES + ".scid"), join(header(), tick(TIME, 100, 2)));
        assertThat(nextOf(ES).state().value(Field.VOLUME)).isEqualTo(2);
        append(nq, join(header(), tick(TIME, 100, 6)));
        assertThat(nextWithVolume(6).generation()).isEqualTo(2);
        await(loop, Figure.UNREADABLE, 0);
    }

    @Test
    void aDirectoryThatIsGoneForAWhileLosesNothing() throws Exception {
        append(nq, join(header(), tick(TIME, 100, 1)));
        MarketLoop loop = start();
        nextWithVolume(1);
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);
        await(loop, Figure.FOLDERS_LOST, 1);
        append(away.resolve("NQZ26-CME.scid"), tick(TIME + 1, 101, 4));
        append(away.resolve("ESZ26-CME.scid"), join(header(), tick(TIME, 100, 2)));
        awaitCanary();
        assertThat(loop.figures().get(Figure.RECORDS))
                .as("read through a handle")
                .isEqualTo(1);
        Files.move(away, folder);

        var latest = new HashMap<Symbol, Snapshot>();
        while (!latest.containsKey(ES)
                || !latest.containsKey(NQ)
                || latest.get(NQ).state().value(Field.VOLUME) != 5) {
            Snapshot snapshot = next();
            latest.put(snapshot.symbol(), snapshot);
        }
        assertThat(latest.get(NQ).generation()).isEqualTo(1);
    }
}
