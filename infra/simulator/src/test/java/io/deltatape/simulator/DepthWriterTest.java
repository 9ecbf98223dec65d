package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.simulator.DepthRecord.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DepthWriterTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-23");

    @TempDir
    private Path folder;

    @Test
    void headerAndRecordAreTheBytesThatSierraWrites() throws IOException {
        long us = SimulatedRecord.sierraUs(NOON);
        try (DepthWriter writer = DepthWriter.open(folder, "ESZ26-CME", DepthOptions.DEFAULT)) {
            writer.append(List.of(
                    DepthRecord.clear(us),
                    DepthRecord.of(us, Command.ADD_ASK_LEVEL, 6820.25f, 300, 40_000)
                            .endingBatch()));
        }

        // Python: struct.pack('<qBBHfII', 4004596800000000, 3, 1, 40000, 6820.25, 300, 0)
        String time = "0090bbd9283a0e00";
        assertThat(us).isEqualTo(4_004_596_800_000_000L);
        assertThat(HexFormat.of()
                        .formatHex(Files.readAllBytes(folder.resolve("MarketDepthData/ESZ26-CME.2026-11-23.depth"))))
                .isEqualTo("53434444" + "40000000" + "18000000" + "01000000" + "00".repeat(48)
                        + time + "01" + "00" + "0000" + "00000000" + "00000000" + "00000000"
                        + time + "03" + "01" + "409c" + "0022d545" + "2c010000" + "00000000");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aReaderWhoAppliesTheBatchesHoldsTheBookThatTheSimulatorKnows(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        DepthOptions options = DepthOptions.DEFAULT
                .withTornTail(TornTail.sometimes(0.4, 120, random.split()))
                .withSnapshotInterval(Duration.ofSeconds(7))
                .withHandle(seed % 2 == 0 ? FileHandle.HELD : FileHandle.PER_WRITE);
        List<BookLevels> truth = new ArrayList<>();
        DepthFeed feed =
                new DepthFeed(new RandomBook(0.25, 10, 0.2, random.split()), DepthWriter.open(folder, "X", options));
        int torn = 0;
        try (feed) {
            for (SimulatedRecord record : market(seed, 700, NOON)) {
                feed.take(record);
                truth.add(feed.levels());
                if (random.nextInt(5) == 0) {
                    feed.flush();
                    ParsedDepth seen = ParsedDepth.read(DepthWriter.fileOf(folder, "X", DAY));
                    torn += seen.tailBytes() == 0 ? 0 : 1;
                    assertThat(seen.books()).as("seed %d", seed).isEqualTo(truth.subList(0, (int) feed.batches()));
                }
            }
        }
        ParsedDepth all = ParsedDepth.read(DepthWriter.fileOf(folder, "X", DAY));
        assertThat(all.books()).as("seed %d", seed).isEqualTo(truth);
        assertThat(all.tailBytes()).isZero();
        assertThat(all.missingDeletes()).as("seed %d", seed).isBetween(80L, 220L);
        assertThat(torn).as("torn tails met, seed %d", seed).isBetween(15, 110);
        assertThat(truth).allSatisfy(DepthWriterTest::isABook);
    }

    private static void isABook(BookLevels book) {
        assertThat(book.bids())
                .hasSizeBetween(1, 10)
                .isSortedAccordingTo((a, b) -> Float.compare(b.price(), a.price()));
        assertThat(book.asks())
                .hasSizeBetween(1, 10)
                .isSortedAccordingTo((a, b) -> Float.compare(a.price(), b.price()));
        assertThat(book.bids().getFirst().price())
                .isLessThan(book.asks().getFirst().price());
        assertThat(book.bids())
                .allSatisfy(level -> assertThat(level.numOrders()).isBetween(1, level.quantity()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theBestLevelsAreTheQuoteOfTheRecord(long seed) {
        RandomBook book = new RandomBook(0.25, 5, new SplittableRandom(seed));
        for (SimulatedRecord record : market(seed, 1000, NOON)) {
            List<DepthRecord> batch = book.follow(record.dateTimeUs(), record.low(), record.high());

            assertThat(book.levels().bids().getFirst().price())
                    .as("seed %d", seed)
                    .isEqualTo(record.low());
            assertThat(book.levels().asks().getFirst().price())
                    .as("seed %d", seed)
                    .isEqualTo(record.high());
            assertThat(batch.getLast().isEndOfBatch()).isTrue();
            assertThat(batch.subList(0, batch.size() - 1)).noneMatch(DepthRecord::isEndOfBatch);
            assertThat(batch).allMatch(r -> r.dateTimeUs() == record.dateTimeUs());
        }
    }

    @Test
    void aNewFileBeginsAtMidnightInUtcWithTheWholeBook() throws IOException {
        List<BookLevels> truth = new ArrayList<>();
        DepthFeed feed = feed(DepthOptions.DEFAULT);
        Instant evening = Instant.parse("2026-11-23T23:59:50Z");
        List<SimulatedRecord> records = market(1, 200, evening);
        try (feed) {
            for (SimulatedRecord record : records) {
                feed.take(record);
                truth.add(feed.levels());
            }
        }

        ParsedDepth before = ParsedDepth.read(DepthWriter.fileOf(folder, "X", DAY));
        ParsedDepth after = ParsedDepth.read(DepthWriter.fileOf(folder, "X", DAY.plusDays(1)));
        assertThat(before.books()).isEqualTo(truth.subList(0, 100));
        assertThat(after.books()).isEqualTo(truth.subList(100, 200));
        assertThat(after.rows().getFirst().command()).isEqualTo(1);
        assertThat(after.rows().getFirst().time()).isEqualTo(records.get(100).dateTimeUs());
        assertThat(folder.resolve("MarketDepthData")).isDirectoryContaining("glob:**.depth");
    }

    @Test
    void theWholeBookComesAtTheStartAndEachInterval() throws IOException {
        try (DepthFeed feed = feed(DepthOptions.DEFAULT.withSnapshotInterval(Duration.ofSeconds(3)))) {
            for (SimulatedRecord record : market(1, 100, NOON)) {
                feed.take(record);
            }
        }

        List<Long> snapshots = ParsedDepth.read(DepthWriter.fileOf(folder, "X", DAY)).rows().stream()
                .filter(row -> row.command() == 1)
                .map(row -> (row.time() - SimulatedRecord.sierraUs(NOON)) / 1_000_000)
                .toList();
        assertThat(snapshots).containsExactly(0L, 3L, 6L, 9L);
    }

    @ParameterizedTest
    @EnumSource(FileHandle.class)
    void aFileOfTheDayIsContinuedWithASnapshotAndItsTornRecordWrittenOver(FileHandle handle) throws IOException {
        DepthOptions options = DepthOptions.DEFAULT.withHandle(handle);
        List<SimulatedRecord> records = market(1, 20, NOON);
        Path file = DepthWriter.fileOf(folder, "X", DAY);
        try (DepthFeed first = feed(options)) {
            first.take(records.get(0));
        }
        int rowsBefore = ParsedDepth.read(file).rows().size();
        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

        try (DepthFeed second = feed(options)) {
            second.take(records.get(1));
        }

        ParsedDepth parsed = ParsedDepth.read(file);
        assertThat(parsed.rows().get(rowsBefore).command()).isEqualTo(1);
        assertThat(parsed.books()).hasSize(2);
        assertThat(parsed.tailBytes()).isZero();
    }

    @Test
    void aFileOfAnotherKindIsRefusedAndLeftAlone() throws IOException {
        Path file = DepthWriter.fileOf(folder, "X", DAY);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x".repeat(100));

        try (DepthFeed feed = feed(DepthOptions.DEFAULT)) {
            assertThatThrownBy(() -> feed.take(market(1, 1, NOON).getFirst()))
                    .hasMessageContaining("does not begin with the header of a .depth file");
        }
        assertThat(file).hasContent("x".repeat(100));
    }

    @Test
    void aRecordWithoutAQuoteIsNoBatch() throws IOException {
        try (DepthFeed feed = feed(DepthOptions.DEFAULT)) {
            feed.take(SimulatedRecord.index(SimulatedRecord.sierraUs(NOON), 15.98f));

            assertThat(feed.holdsBytes()).isFalse();
        }
        assertThat(folder.resolve("MarketDepthData")).isEmptyDirectory();
    }

    private DepthFeed feed(DepthOptions options) throws IOException {
        return new DepthFeed(new RandomBook(0.25, 10, new SplittableRandom(1)), DepthWriter.open(folder, "X", options));
    }

    /// Ten records a second of one symbol, quotes among them.
    private static List<SimulatedRecord> market(long seed, int count, Instant start) {
        return Fixtures.first(count, new RandomMarket(1, 10, seed).withQuotes(0.3), start).stream()
                .map(RecordSource.Scheduled::record)
                .toList();
    }
}
