package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DailyFileTest {
    private static final FileUpdate UNCHANGED = new FileUpdate.Unchanged();
    private static final String HEADER = "Date,  Open,  High,  Low,  Close,  Volume,  OpenInterest\n";

    @TempDir
    Path folder;

    private Path path = Path.of("");
    private final SharedReading shared = new SharedReading(() -> 0);

    @BeforeEach
    void name() {
        path = folder.resolve("NQZ26-CME.dly");
    }

    private DailyFile file() {
        return new DailyFile(path, BigDecimal.ONE, shared);
    }

    private void write(String text) {
        overwrite(path, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void add(String text) {
        append(path, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String row(String date, String close, long openInterest) {
        return date + ", 1.00000000, 2.00000000, 0.50000000, " + close + ", 1000, " + openInterest + "\n";
    }

    private static long day(String date) {
        return LocalDate.parse(date).toEpochDay();
    }

    private static String problem(FileUpdate update) {
        assertThat(update).isInstanceOf(FileUpdate.Unreadable.class);
        return ((FileUpdate.Unreadable) update).message();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theLastRowOfEachOfTheNewestDatesIsKnownInWhateverOrderAndForm(long seed) throws IOException {
        var random = new Random(seed);
        var columns = new ArrayList<>(List.of("Date", "OPEN", "high", " Low ", "close", "Volume", "Open Interest"));
        Collections.shuffle(columns, random);
        String delimiter = List.of(",", ", ", "\t", ",  ").get(random.nextInt(4));
        String end = random.nextBoolean() ? "\r\n" : "\n";
        var expected = new TreeMap<Long, DailyRow>();
        var text = new StringBuilder(String.join(delimiter, columns)).append(end);
        int days = 1 + random.nextInt(3_000);
        for (int i = 0; i < days; i++) {
            long day = 10_000 + (long) i + (random.nextInt(4) == 0 ? random.nextInt(30) - 15 : 0);
            long close = (1 + random.nextInt(1_000_000)) * 10_000_000L;
            long openInterest = random.nextInt(3) * 1_000L;
            expected.put(day, new DailyRow(day, close, openInterest == 0 ? MarketRecord.ABSENT : openInterest));
            var values = new ArrayList<String>();
            for (String column : columns) {
                values.add(
                        switch (column) {
                            case "Date" ->
                                LocalDate.ofEpochDay(day).toString().replace('-', random.nextBoolean() ? '-' : '/');
                            case "close" ->
                                new BigDecimal(Price.format(close))
                                        .setScale(2 + random.nextInt(7))
                                        .toPlainString();
                            case "Open Interest" -> Long.toString(openInterest);
                            default -> "x";
                        });
            }
            text.append(String.join(delimiter, values)).append(end);
        }
        write(text.toString());
        try (DailyFile file = file()) {
            file.update();
            while (expected.size() > DailyFile.ROWS_MAX) {
                expected.pollFirstEntry();
            }

            for (long day = 9_980; day < 10_020 + days; day++) {
                assertThat(file.rowOf(day))
                        .as("seed %d day %d", seed, day)
                        .isEqualTo(Optional.ofNullable(expected.get(day)));
                var before = expected.lowerEntry(day);
                assertThat(file.rowBefore(day))
                        .as("seed %d before day %d", seed, day)
                        .isEqualTo(before == null ? Optional.empty() : Optional.of(before.getValue()));
            }
            assertThat(file.state().value(Field.PREV_CLOSE))
                    .isEqualTo(expected.lastEntry().getValue().close());
            assertThat(shared.tally().badRows()).isZero();
        }
    }

    @Test
    void theRealFileIsReadInFull() throws IOException {
        Path real = SampleFiles.named("SPY.dly");
        List<String> lines = Files.readAllLines(real);
        try (var file = new DailyFile(real, BigDecimal.ONE, shared)) {
            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(8_202));

            assertThat(lines).hasSize(8_203);
            assertThat(file.state())
                    .isEqualTo(MarketState.builder()
                            .set(Field.PREV_CLOSE, Price.parse("648.92"))
                            .build());
            for (String line : lines.subList(lines.size() - DailyFile.ROWS_MAX, lines.size())) {
                String[] values = line.split(", *", -1);
                DailyRow row = file.rowOf(day(values[0].replace('/', '-'))).orElseThrow();
                assertThat(row.close()).as(line).isEqualTo(Price.ofFloat(Float.parseFloat(values[4]), BigDecimal.ONE));
                assertThat(row.hasOpenInterest()).isFalse();
            }
            assertThat(file.rowBefore(day("2025-08-28")).orElseThrow().close()).isEqualTo(Price.parse("646.63"));
            assertThat(file.update()).isEqualTo(UNCHANGED);
        }
        assertThat(shared.tally().badRows()).isZero();
    }

    @Test
    void thePreviousCloseIsOfTheRowBeforeTheSessionNotOfTheRunningOne() {
        write(HEADER + row("2026/01/29", "100.25000000", 500) + row("2026/01/30", "101.25000000", 600));
        try (DailyFile file = file()) {
            file.update();

            assertThat(file.rowBefore(day("2026-01-30")))
                    .contains(new DailyRow(day("2026-01-29"), 100_250_000_000L, 500));
            assertThat(file.rowBefore(day("2026-02-02")).orElseThrow().openInterest())
                    .isEqualTo(600);
            assertThat(file.rowBefore(day("2026-01-29"))).isEmpty();
            assertThat(file.rowOf(day("2026-01-31"))).isEmpty();
            assertThat(file.state().value(Field.PREV_CLOSE)).isEqualTo(101_250_000_000L);
            assertThat(file.state().value(Field.OPEN_INTEREST)).isEqualTo(600);
            assertThat(file.stateBefore(day("2026-01-30")))
                    .isEqualTo(MarketState.builder()
                            .set(Field.PREV_CLOSE, 100_250_000_000L)
                            .set(Field.OPEN_INTEREST, 500)
                            .build());
            assertThat(file.stateBefore(day("2026-01-29"))).isEqualTo(MarketState.EMPTY);
            assertThat(file.stateBefore(day("2026-02-06")).has(Field.PREV_CLOSE))
                    .isTrue();
            assertThat(file.stateBefore(day("2026-02-07")))
                    .as("eight days are more than a long weekend")
                    .isEqualTo(MarketState.EMPTY);
        }
    }

    @Test
    void aDateFarAheadIsABadRow() {
        long nowUs = day("2026-02-01") * 86_400_000_000L;
        write(HEADER + row("2026/01/30", "101", 6) + row("2126/01/30", "7", 6));
        var withClock = new SharedReading(() -> nowUs);
        try (var file = new DailyFile(path, BigDecimal.ONE, withClock)) {
            file.update();

            assertThat(file.state().value(Field.PREV_CLOSE)).isEqualTo(101_000_000_000L);
        }
        assertThat(withClock.tally().badRows()).isEqualTo(1);
    }

    @Test
    void aRowHalfWrittenGivesWhatIsWholeInIt() {
        String last = row("2026/01/30", "101.25000000", 600).stripTrailing();
        for (int length = 0; length <= last.length(); length++) {
            write(HEADER + row("2026/01/29", "100.25000000", 500) + last.substring(0, length));
            try (DailyFile file = file()) {
                file.update();
                boolean isCloseWhole = length > last.indexOf(", 1000");
                assertThat(file.rowOf(day("2026-01-30")).map(DailyRow::close))
                        .as("%d characters", length)
                        .isEqualTo(isCloseWhole ? Optional.of(101_250_000_000L) : Optional.empty());
                assertThat(file.state().has(Field.OPEN_INTEREST)).isEqualTo(!isCloseWhole);
            }
        }
        assertThat(shared.tally().badRows()).isZero();
        try (DailyFile file = file()) {
            file.update();
            add("\n");
            assertThat(file.hasChanged()).isTrue();
            assertThat(file.update()).isInstanceOf(FileUpdate.Changed.class);
            assertThat(file.state().value(Field.OPEN_INTEREST)).isEqualTo(600);
        }
    }

    @Test
    void badRowsAreLeftOutAndCountedOnceEach() {
        write(HEADER + row("2026/01/28", "99", 1) + row("2026/13/29", "5", 1) + "\n" + row("2026/01/29", "0.0", 1)
                + "2026/01/30\n" + row("2026/01/30", "nan", 1) + "\0\0\0\n");
        try (DailyFile file = file()) {
            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(1));
            assertThat(shared.tally().badRows()).isEqualTo(5);
            add(row("2026/02/02", "98", 1));
            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(2));

            assertThat(shared.tally().badRows()).isEqualTo(5);
            assertThat(file.rowBefore(day("2026-02-02")).orElseThrow().epochDay())
                    .isEqualTo(day("2026-01-28"));
        }
    }

    @Test
    void aFileMendedOrReplacedIsReadAgain() throws IOException {
        write(HEADER + row("2026/01/29", "100", 5) + row("2026/01/30", "101", 6));
        try (DailyFile file = file()) {
            file.update();
            assertThat(file.hasChanged()).isFalse();
            Path other = folder.resolve("other");
            overwrite(other, (HEADER + row("2026/01/29", "77", 5)).getBytes(StandardCharsets.ISO_8859_1));
            Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);

            assertThat(file.hasChanged()).isTrue();
            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(1));
            assertThat(file.rowOf(day("2026-01-30"))).isEmpty();
            assertThat(file.state().value(Field.PREV_CLOSE)).isEqualTo(77_000_000_000L);
        }
    }

    @Test
    void whatIsNoDailyFileIsRefusedAndWhatWasKnownStays() throws IOException {
        try (DailyFile file = file()) {
            assertThat(problem(file.update()))
                    .isEqualTo("file " + path + " does not exist (any more): it is read as soon as it appears");
            write("");
            assertThat(problem(file.update())).contains("has no whole line, expected one with the names of columns");
            assertThat(file.state()).isEqualTo(MarketState.EMPTY);
            write(HEADER + row("2026/01/29", "100", 5));
            file.update();
            write("SCID\0\0\0\0\n");
            assertThat(problem(file.update())).contains("begins with \"SCID????\", expected columns Date and Close");
            write(HEADER + "x".repeat(20_000));
            assertThat(problem(file.update())).contains("has a line of more than 16384 bytes after line 1");
            try (var sparse = new RandomAccessFile(path.toFile(), "rw")) {
                sparse.setLength(5_000_000_000L);
            }
            assertThat(problem(file.update())).contains("has 5000000000 bytes, expected at most 16777216");
            Files.delete(path);
            Files.createDirectory(path);
            assertThat(problem(file.update())).contains("cannot be read (");

            assertThat(file.state().value(Field.PREV_CLOSE)).isEqualTo(100_000_000_000L);
        }
    }

    @Test
    void noBytesWhateverBringTheFileDown() {
        long seed = 4242;
        var random = new Random(seed);
        var hostile = new HostileBytes(random);
        byte[] good = (HEADER
                        + row("2026/01/28", "99.10000038", 1)
                        + row("2026/01/29", "100", 5)
                        + row("2026/01/30", "101", 6))
                .getBytes(StandardCharsets.ISO_8859_1);
        try (DailyFile file = file()) {
            for (int i = 0; i < 10_000; i++) {
                overwrite(path, hostile.mutate(good));
                if (file.update() instanceof FileUpdate.Unreadable(String message)) {
                    assertThat(message).as("seed %d step %d", seed, i).startsWith("file " + path + " ");
                }
                assertThat(file.state().has(Field.PREV_CLOSE) || file.state().equals(MarketState.EMPTY))
                        .isTrue();
            }
        }
        assertThat(shared.tally().badRows()).isPositive();
    }
}
