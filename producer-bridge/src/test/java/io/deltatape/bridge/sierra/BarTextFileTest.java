package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.market.SessionRule;
import io.deltatape.bridge.market.SessionStatistics;
import io.deltatape.bridge.market.TradeDates;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Side;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarTextFileTest {
    private static final FileUpdate UNCHANGED = new FileUpdate.Unchanged();
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final String HEADER =
            "Date, Time, Open, High, Low, Last, Volume, NumberOfTrades, BidVolume, AskVolume\r\n";

    @TempDir
    Path folder;

    private Path path = Path.of("");
    private final SharedReading shared = new SharedReading(() -> 0);

    @BeforeEach
    void name() {
        path = folder.resolve("ESZ26-CME.scid_BarData.txt");
    }

    private BarTextFile file(ZoneId zone) {
        return new BarTextFile(path, zone, BigDecimal.ONE, SessionRule.CME, shared);
    }

    private void write(String text) {
        overwrite(path, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void add(String text) {
        append(path, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static FileUpdate changed(long lines) {
        return new FileUpdate.Changed(lines);
    }

    private static String problem(FileUpdate update) {
        assertThat(update).isInstanceOf(FileUpdate.Unreadable.class);
        return ((FileUpdate.Unreadable) update).message();
    }

    /// The truth that shorter ways are compared with.
    private static MarketState readWhole(Path path, ZoneId zone) throws IOException {
        var statistics = new SessionStatistics(new TradeDates(), MarketRecord.ABSENT);
        BarTextReader.readAll(path, zone, BigDecimal.ONE, statistics::apply);
        return statistics.state();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aGrowingFileReadInRandomCutsComesToTheSameAsReadWhole(long seed) throws IOException {
        var random = new Random(seed);
        var text = new BarText(random);
        var all = new StringBuilder(text.header());
        for (int bar = 0; bar < 2_000; bar++) {
            all.append(text.bar());
        }
        int headerLength = all.indexOf("\n") + 1;
        try (BarTextFile file = file(BarText.ZONE)) {
            long lines = 0;
            for (int written = 0; written < all.length(); ) {
                int end = Math.min(all.length(), written + 1 + random.nextInt(random.nextBoolean() ? 60 : 9_000));
                add(all.substring(written, end));
                written = end;
                FileUpdate update = file.update();
                if (update instanceof FileUpdate.Changed(long more)) {
                    lines += more;
                }
                assertThat(update instanceof FileUpdate.Unreadable)
                        .as("seed %d at %d", seed, end)
                        .isEqualTo(end < headerLength);
            }

            assertThat(lines).as("seed %d", seed).isEqualTo(2_000);
            assertThat(file.generation()).isEqualTo(1);
            assertThat(file.state()).as("seed %d", seed).isEqualTo(readWhole(path, BarText.ZONE));
            assertThat(shared.tally().records()).isEqualTo(2_000);
            assertThat(shared.tally().badRows()).as("seed %d", seed).isPositive();
            assertThat(shared.tally().outOfOrder()).as("seed %d", seed).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void howeverAnExportIsRewrittenItComesToTheSameAsReadWhole(long seed) throws IOException {
        var random = new Random(seed);
        var text = new BarText(random);
        List<String> lines = new ArrayList<>(List.of(text.header(), text.bar()));
        int incarnations = 1;
        int lastRewritten = 0;
        try (BarTextFile file = file(BarText.ZONE)) {
            for (int step = 0; step < 250; step++) {
                int last = lines.size() - 1;
                switch (random.nextInt(12)) {
                    case 0 -> { // history
                        if (step > 0 && last > 1) {
                            lines.set(1 + random.nextInt(last - 1), text.sameBar());
                            incarnations++;
                        }
                    }
                    case 1 -> { // shrinks
                        if (step > 0 && last > 3) {
                            lines.subList(last - 1, last + 1).clear();
                            incarnations++;
                        }
                    }
                    case 2, 3, 4, 5 -> { // the bar that goes on
                        lines.set(last, text.sameBar());
                        lastRewritten++;
                    }
                    default -> lines.add(text.bar());
                }
                write(String.join("", lines));
                file.update();

                assertThat(file.state()).as("seed %d step %d", seed, step).isEqualTo(readWhole(path, BarText.ZONE));
                assertThat(file.generation()).as("seed %d step %d", seed, step).isEqualTo(incarnations);
            }
        }
        assertThat(lastRewritten).as("seed %d", seed).isPositive();
        assertThat(shared.tally().incarnations()).isEqualTo(incarnations - 1L);
    }

    @Test
    void theRealExportIsReadInFull() throws IOException {
        Path real = SampleFiles.named("ES-bar-export.txt");
        List<String> rows = Files.readAllLines(real).stream().skip(1).toList();
        var bars = new ArrayList<String>();
        var totals = new long[4];
        var result = BarTextReader.readAll(real, CHICAGO, BigDecimal.ONE, bar -> {
            bars.add(bar.timeUs() + " " + bar.open() + " " + bar.high() + " " + bar.low() + " " + bar.close());
            totals[0] += bar.volume();
            totals[1] += bar.trades();
            totals[2] += bar.bidVolume();
            totals[3] += bar.askVolume();
        });

        assertThat(result).isEqualTo(new BarTextReader.Result(1_598, 0));
        assertThat(bars).hasSize(1_598).hasSameSizeAs(rows);
        assertThat(bars.getFirst())
                .isEqualTo("1705318200000000 4811500000000 4812750000000 4810750000000 4810750000000");
        assertThat(bars.getLast())
                .isEqualTo("1705948160748000 4881500000000 4881500000000 4880500000000 4880750000000");
        for (int column = 0; column < totals.length; column++) {
            int at = 6 + column;
            assertThat(totals[column])
                    .isEqualTo(rows.stream()
                            .mapToLong(row -> Long.parseLong(row.split(",", -1)[at].strip()))
                            .sum());
        }
        try (var file = new BarTextFile(real, CHICAGO, BigDecimal.ONE, SessionRule.CME, shared)) {
            assertThat(file.update()).isEqualTo(changed(1_598));
            assertThat(file.state()).isEqualTo(readWhole(real, CHICAGO));
            assertThat(file.state().toString()).contains("dt=19744", "px=4880.75", "t=1705948160748000");
            assertThat(file.update()).isEqualTo(UNCHANGED);
        }
        assertThat(shared.tally().late() + shared.tally().outOfOrder()).isZero();
    }

    @Test
    void sessionsBeginByTheChartsClock() {
        write(HEADER
                + "2026/1/15, 16:59:59.500, 10, 12, 9, 11, 5, 3, 2, 3\r\n"
                + "2026/1/15, 17:00:00, 20.5, 22.5, 19.5, 21.5, 7, 1, 0, 7\r\n");
        try (BarTextFile file = file(CHICAGO)) {
            file.update();

            assertThat(file.state().toString())
                    .isEqualTo("{px=21.5, sz=7, sd=1, o=20.5, h=22.5, l=19.5, v=7, bv=0, av=7, n=1, pc=11, dt=20469,"
                            + " t=1768518000000000}");
        }
        try (BarTextFile file = file(ZoneId.of("America/New_York"))) {
            file.update();
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(12);
        }
    }

    @Test
    void aTimeFarAheadIsABadRowAndSessionsFollowTheirRule() {
        write(HEADER
                + "2026/1/15, 16:59:59.500, 10, 12, 9, 11, 5, 3, 2, 3\r\n"
                + "2026/1/15, 17:00:00, 20.5, 22.5, 19.5, 21.5, 7, 1, 0, 7\r\n"
                + "2126/1/15, 17:00:00, 20.5, 22.5, 19.5, 21.5, 7, 1, 0, 7\r\n");
        var withClock = new SharedReading(() -> 1_768_518_000_000_000L);
        try (var file = new BarTextFile(path, CHICAGO, BigDecimal.ONE, SessionRule.UTC, withClock)) {
            file.update();

            assertThat(file.state().value(Field.VOLUME)).isEqualTo(12);
        }
        assertThat(withClock.tally().badRows()).isEqualTo(1);
    }

    @Test
    void aLineWithoutItsEndWaits() {
        write(HEADER + "2026/1/15, 10:00:00, 10, 12, 9, 11, 5, 3, 2, 3\r\n2026/1/15, 10:01:00, 11, 13, 11, 12, 7");
        try (BarTextFile file = file(CHICAGO)) {
            assertThat(file.update()).isEqualTo(changed(1));
            assertThat(file.update()).isEqualTo(UNCHANGED);
            add("5, 3, 0, 75");
            assertThat(file.update()).isEqualTo(UNCHANGED);
            add("\r\n");

            assertThat(file.hasChanged()).isTrue();
            assertThat(file.update()).isEqualTo(changed(1));
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(80);
            assertThat(file.hasChanged()).isFalse();
        }
        assertThat(shared.tally().badRows()).isZero();
    }

    @Test
    void aBarThatGoesOnIsTheSameIncarnation() {
        String first = "2026/1/15, 10:00:00, 10, 12, 9, 11, 5, 3, 2, 3\r\n";
        write(HEADER + first + "2026/1/15, 10:01:00, 11, 12, 11, 12, 7, 3, 0, 7\r\n");
        try (BarTextFile file = file(CHICAGO)) {
            file.update();
            write(HEADER + first + "2026/1/15, 10:01:00, 11, 15, 11, 13, 9, 4, 0, 9\r\n");

            assertThat(file.update()).isInstanceOf(FileUpdate.Changed.class);
            assertThat(file.generation()).isEqualTo(1);
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(14);
            assertThat(file.state().value(Field.HIGH)).isEqualTo(15_000_000_000L);

            write(HEADER + first);
            assertThat(file.update()).isInstanceOf(FileUpdate.Changed.class);
            assertThat(file.update()).isEqualTo(UNCHANGED);
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(5);
            write(HEADER);
            assertThat(file.update()).isEqualTo(changed(0));
            assertThat(file.state()).isEqualTo(MarketState.EMPTY);
            assertThat(file.update()).isEqualTo(UNCHANGED);
            assertThat(file.generation()).isEqualTo(1);
        }
    }

    @Test
    void whatTheExportHasNoColumnForIsNotClaimed() {
        write("Close\tTime\tDate\tHigh\tLow\tOpen\n11\t10:00:00\t2026-1-15\t12\t9\t10\n");
        try (BarTextFile file = file(CHICAGO)) {
            file.update();

            assertThat(file.state().toString())
                    .isEqualTo("{px=11, sd=0, o=10, h=12, l=9, dt=20468, t=1768492800000000}");
        }
    }

    @Test
    void aRowOfOneTradeWithoutAnOpenIsATick() {
        write(HEADER + "2026/1/15, 10:00:00.001, 0.00, 11.25, 11.00, 11.25, 5, 1, 0, 5\r\n"
                + "2026/1/15, 10:00:00.002, 0.00, 11.50, 0, 11.00, 2, 1, 2, 0\r\n");
        try (BarTextFile file = file(CHICAGO)) {
            file.update();
            MarketState state = file.state();

            assertThat(state.value(Field.ASK)).isEqualTo(11_500_000_000L);
            assertThat(state.has(Field.BID)).isFalse();
            assertThat(state.value(Field.HIGH)).isEqualTo(11_250_000_000L);
            assertThat(state.value(Field.LAST_SIDE)).isEqualTo(Side.SELLER.code());
            assertThat(state.value(Field.VWAP)).isEqualTo(11_178_600_000L);
        }
    }

    @Test
    void badRowsAreLeftOutAndCountedOnceEachHoweverOftenTheSessionIsRepeated() {
        String dayBefore = "2026/1/14, 10:00:00, 10, 12, 9, 11, 5, 3, 2, 3\r\n";
        String good = dayBefore.replace("1/14", "1/15");
        String bad = good.replace("10:00", "10:61") + "\r\n" + good.replace(" 9,", " 0,") + good.replace(" 5,", " 0.5,")
                + good.replace(" 3, 2", " -3, 2") + "2026/1/15\r\n";
        write(HEADER + dayBefore + dayBefore + good + bad + good);
        try (BarTextFile file = file(CHICAGO)) {
            assertThat(file.update()).isEqualTo(changed(10));
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(10);
            assertThat(shared.tally().badRows()).isEqualTo(5);
            assertThat(shared.tally().records()).isEqualTo(9);

            write(HEADER + dayBefore + dayBefore + good + bad + good.replace(" 5,", " 6,"));
            assertThat(file.update()).isEqualTo(changed(8));
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(11);
            assertThat(shared.tally().badRows()).isEqualTo(5);
            assertThat(shared.tally().records()).isEqualTo(9);

            add("bad\r\n");
            assertThat(file.update()).isEqualTo(changed(1));
            assertThat(shared.tally().badRows()).isEqualTo(6);
            assertThat(shared.tally().records()).isEqualTo(10);
        }
    }

    @Test
    void whatIsNoExportIsRefusedAndWhatWasKnownStays() throws IOException {
        String row = "2026/1/15, 10:00:00, 10, 12, 9, 11, 5, 3, 2, 3\r\n";
        try (BarTextFile file = file(CHICAGO)) {
            assertThat(problem(file.update()))
                    .isEqualTo("file " + path + " does not exist (any more): it is read as soon as it appears");
            write("Date, Time");
            assertThat(problem(file.update())).contains("has no whole line, expected one with the names of columns");
            write("Date, Time, Open\n");
            assertThat(problem(file.update()))
                    .contains("begins with \"Date, Time, Open\", expected columns Date, Time");
            write(HEADER + row);
            assertThat(file.update()).isEqualTo(changed(1));
            write("");
            assertThat(problem(file.update())).contains("has no whole line");
            write(HEADER + row);
            assertThat(file.update()).isEqualTo(UNCHANGED);
            add("x".repeat(20_000));
            assertThat(problem(file.update())).contains("has a line of more than 16384 bytes after line 2");
            try (var sparse = new RandomAccessFile(path.toFile(), "rw")) {
                sparse.setLength(5_000_000_000L);
            }
            assertThat(problem(file.update())).contains("has 5000000000 bytes, expected at most 67108864");

            assertThat(file.state().value(Field.VOLUME)).isEqualTo(5);
            assertThat(file.generation()).isEqualTo(1);
        }
    }

    @Test
    void noBytesWhateverBringTheFileDown() {
        long seed = 909;
        var random = new Random(seed);
        var hostile = new HostileBytes(random);
        byte[] good = (HEADER + "2026/1/15, 10:00:00, 10, 12, 9, 11.10000038, 5, 3, 2, 3\r\n"
                        + "2026/1/15, 17:00:00.125, 10, 12, 9, 11, 5, 1, 2, 3\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        try (BarTextFile file = file(CHICAGO)) {
            for (int i = 0; i < 10_000; i++) {
                overwrite(path, hostile.mutate(good));
                if (file.update() instanceof FileUpdate.Unreadable(String message)) {
                    assertThat(message).as("seed %d step %d", seed, i).startsWith("file " + path + " ");
                }
                assertThat(file.state()).isNotNull();
            }
        }
        assertThat(shared.tally().badRows()).isPositive();
    }
}
