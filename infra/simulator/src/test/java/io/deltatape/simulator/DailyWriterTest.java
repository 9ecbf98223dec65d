package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DailyWriterTest {
    private static final DailyBar FIRST =
            new DailyBar(LocalDate.parse("1993-01-29"), 43.96875f, 43.96875f, 43.75f, 43.9375f, 1_003_200, 0);
    private static final DailyBar SECOND =
            new DailyBar(LocalDate.parse("2025-08-26"), 642.2f, 645.51f, 641.57f, 645.16f, 51_581_565, 12);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(LineEnd.class)
    void rowsAreTheBytesOfARealFile(LineEnd lineEnd) throws IOException {
        try (DailyWriter writer = DailyWriter.open(folder, "SPY", lineEnd)) {
            writer.append(FIRST);
            writer.append(SECOND);
        }

        String expected = """
                Date,  Open,  High,  Low,  Close,  Volume,  OpenInterest
                1993/01/29, 43.96875000, 43.96875000, 43.75000000, 43.93750000, 1003200, 0
                2025/08/26, 642.20001221, 645.51000977, 641.57000732, 645.15997314, 51581565, 12
                """;
        assertThat(Files.readString(folder.resolve("SPY.dly")))
                .isEqualTo(lineEnd == LineEnd.LF ? expected : expected.replace("\n", "\r\n"));
    }

    @Test
    void theLastRowCanBeReplacedAndAnExistingFileIsContinued() throws IOException {
        try (DailyWriter writer = DailyWriter.open(folder, "SPY", LineEnd.LF)) {
            assertThatThrownBy(() -> writer.replaceLast(SECOND)).hasMessageContaining("no row to replace");
            writer.append(FIRST);
        }
        try (DailyWriter writer = DailyWriter.open(folder, "SPY", LineEnd.LF)) {
            writer.append(FIRST);
            writer.replaceLast(SECOND);
            assertThat(writer.bars()).containsExactly(SECOND);
        }

        assertThat(parsed()).containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aMarketLeavesARowForEachSessionThatEndedBehindAHistory(long seed) throws IOException {
        // Sunday evening, Monday, Tuesday: the session that began at 17:00 in Chicago is Monday's.
        long us = SimulatedRecord.sierraUs(Instant.parse("2026-11-22T23:30:00Z"));
        long hourUs = 3_600_000_000L;
        try (DailyFeed feed = new DailyFeed(DailyWriter.open(folder, "SPY", LineEnd.LF), new SplittableRandom(seed))) {
            feed.take(SimulatedRecord.bar(us, 100, 100, 100, 100, 1, 0, 5));
            feed.take(SimulatedRecord.bar(us + 5 * hourUs, 103, 103, 103, 103, 1, 0, 5));
            feed.take(SimulatedRecord.bar(us + 20 * hourUs, 99, 99, 99, 99, 1, 0, 5));
            feed.take(SimulatedRecord.bar(us + 24 * hourUs, 98, 98, 98, 98, 1, 0, 5));
        }

        List<DailyBar> rows = parsed();
        DailyBar monday = rows.getLast();
        assertThat(rows).as("seed %d", seed).hasSize(251);
        assertThat(monday.date()).isEqualTo("2026-11-23");
        assertThat(List.of(monday.open(), monday.high(), monday.low(), monday.close()))
                .containsExactly(100f, 103f, 99f, 99f);
        assertThat(monday.volume()).isEqualTo(15);
        assertThat(rows.get(249).date()).isEqualTo("2026-11-20");
        assertThat(rows).isSortedAccordingTo((a, b) -> a.date().compareTo(b.date()));
        assertThat(rows).as("seed %d", seed).allSatisfy(row -> {
            assertThat(row.date().getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            assertThat(row.low()).isPositive().isLessThanOrEqualTo(Math.min(row.open(), row.close()));
            assertThat(row.high()).isGreaterThanOrEqualTo(Math.max(row.open(), row.close()));
        });
    }

    /// The rows read with no code of the writer.
    private List<DailyBar> parsed() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("SPY.dly"))) {
            return lines.skip(1)
                    .map(line -> line.split(", "))
                    .map(f -> new DailyBar(
                            LocalDate.parse(f[0].replace('/', '-')),
                            Float.parseFloat(f[1]),
                            Float.parseFloat(f[2]),
                            Float.parseFloat(f[3]),
                            Float.parseFloat(f[4]),
                            Long.parseLong(f[5]),
                            Long.parseLong(f[6])))
                    .toList();
        }
    }
}
