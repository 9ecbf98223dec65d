package io.deltatape.bridge;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.publish.Draft;
import io.deltatape.bridge.publish.KnownSnapshots;
import io.deltatape.bridge.publish.MockTrades;
import io.deltatape.bridge.publish.ResumePoints;
import io.deltatape.bridge.sierra.AcsilJson;
import io.deltatape.bridge.sierra.DepthBytes;
import io.deltatape.bridge.sierra.ScidBytes;
import io.deltatape.bridge.sierra.SharedReading;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first looks at the files of one symbol, in whatever order they come: what is published first is whole, and after
/// a restart never less than Kafka holds.
final class FirstLooksTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final long TIME_US = 1_772_463_600_000_000L;
    private static final byte[] TRADES = join(ScidBytes.header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2));
    private static final String DAILY = """
            Date, Open, High, Low, Close, Volume, OpenInterest
            2026/02/27, 94.0, 96.0, 93.0, 95.0, 1000, 7
            """;
    private static final String BARS = """
            Date, Time, Open, High, Low, Last, Volume, NumberOfTrades, BidVolume, AskVolume
            2026/3/2, 10:00:00, 100, 102, 99, 101.5, 9, 3, 4, 5
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path scid = Path.of("");
    private Path depth = Path.of("");
    private Path daily = Path.of("");
    private Path json = Path.of("");
    private Path bars = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        scid = folder.resolve("NQZ26-CME.scid");
        daily = folder.resolve("NQZ26-CME.dly");
        bars = folder.resolve("NQZ26-CME-BarData.txt");
        depth = Files.createDirectory(folder.resolve("MarketDepthData")).resolve("NQZ26-CME.2026-03-02.depth");
        json = Files.createDirectory(folder.resolve("ACSILOutput")).resolve("NQZ26_CME.json");
        append(scid, TRADES);
        append(depth, join(DepthBytes.header(), DepthBytes.snapshot(TIME + 2, 100.75f, 101.25f)));
        append(daily, DAILY.getBytes(StandardCharsets.UTF_8));
        append(json, AcsilJson.of(TIME_US, 77).v3("sierra_chart_acsil_v3").getBytes(StandardCharsets.UTF_8));
    }

    private SourceFiles open(ResumePoints kafka) throws IOException {
        var files = new SourceFiles(
                BridgeConfig.of(folder), kafka, new MockTrades(2).log(), new SharedReading(() -> TIME_US));
        for (Path each : files.folders()) {
            files.scan(each);
        }
        return files;
    }

    private List<Draft> read(SourceFiles files, List<Path> order) {
        var drafts = new ArrayList<Draft>();
        for (Path file : order) {
            files.read(file, 5).ifPresent(drafts::add);
        }
        return drafts;
    }

    private List<Draft> firstLooks(ResumePoints kafka, List<Path> order) throws IOException {
        try (SourceFiles files = open(kafka)) {
            return read(files, order);
        }
    }

    private static List<List<Path>> permutations(List<Path> files) {
        if (files.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<Path>>();
        for (Path first : files) {
            var others = new ArrayList<>(files);
            others.remove(first);
            for (List<Path> rest : permutations(others)) {
                var order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                all.add(order);
            }
        }
        return all;
    }

    @Test
    void inWhateverOrderFilesAreReadFirstTheFirstStateIsTheSame() throws IOException {
        for (List<Path> order : permutations(List.of(scid, depth, daily, json))) {
            Draft first = firstLooks(ResumePoints.none(), order).getFirst();

            assertThat(first.state())
                    .as("%s", order)
                    .hasToString(
                            "{px=101, sz=2, sd=1, b=100.75, a=101.25, bs=10, as=20, o=100, h=101, l=100, v=3, bv=0,"
                                    + " av=3, n=2, w=100.67, pc=95, dt=20514, oi=7, t=1772463600000002,"
                                    + " B=[100.75×10], A=[101.25×20]}");
            assertThat(first.generation()).as("%s", order).isEqualTo(1);
            assertThat(first.source()).isEqualTo("scid+depth+dly");
            assertThat(first.cursor().offset()).as("%s", order).isEqualTo(TRADES.length);
        }
    }

    @Test
    void aRestartPublishesNothingThatKafkaKnowsBetter() throws IOException {
        List<Path> files = List.of(scid, depth, daily, json);
        Draft before = firstLooks(ResumePoints.none(), files).getLast();
        for (List<Path> order : permutations(files)) {
            List<Draft> after = firstLooks(KnownSnapshots.of(before), order);

            assertThat(after).as("%s", order).isNotEmpty();
            assertThat(after)
                    .as("%s", order)
                    .allSatisfy(draft -> assertThat(draft)
                            .usingRecursiveComparison()
                            .ignoringFields("seenUs")
                            .isEqualTo(before));
        }
    }

    @Test
    void whileTheMainFileCannotBeReadAfterARestartKafkaKeepsWhatItHas() throws IOException {
        List<Path> files = List.of(daily, scid, depth);
        Files.delete(json);
        Draft before = firstLooks(ResumePoints.none(), files).getLast();
        overwrite(scid, new byte[200]);
        try (SourceFiles again = open(KnownSnapshots.of(before))) {
            assertThat(read(again, files)).isEmpty();
            append(depth, DepthBytes.snapshot(TIME + 3, 100.5f, 101));
            assertThat(read(again, List.of(depth, scid))).isEmpty();
            overwrite(scid, TRADES);

            List<Draft> healed = read(again, List.of(scid));
            assertThat(healed).hasSize(1);
            assertThat(healed.getFirst().state().value(Field.LAST_PRICE)).isEqualTo(101_000_000_000L);
            assertThat(healed.getFirst().state().value(Field.BID)).isEqualTo(100_500_000_000L);
            assertThat(healed.getFirst().generation()).isEqualTo(1);
        }
    }

    @Test
    void noOtherFileStandsInForAMainFileThatCannotBeReadAfterARestart() throws IOException {
        List<Path> files = List.of(scid, depth, daily, json);
        Draft before = firstLooks(ResumePoints.none(), files).getLast();
        overwrite(scid, new byte[200]);

        assertThat(firstLooks(KnownSnapshots.of(before), files)).isEmpty();
    }

    @Test
    void aBookThatCannotBeReadAfterARestartStaysWhereNothingElseLeads() throws IOException {
        Files.delete(json);
        Files.delete(scid);
        Draft before = firstLooks(ResumePoints.none(), List.of(depth, daily)).getLast();
        overwrite(depth, new byte[200]);

        assertThat(firstLooks(KnownSnapshots.of(before), List.of(daily, depth))).isEmpty();
    }

    @Test
    void whileTheMainFileIsGoneAfterARestartKafkaKeepsWhatItHas() throws IOException {
        Files.delete(json);
        Draft before =
                firstLooks(ResumePoints.none(), List.of(scid, depth, daily)).getLast();
        Files.delete(scid);
        try (SourceFiles again = open(KnownSnapshots.of(before))) {
            assertThat(read(again, List.of(depth, daily))).isEmpty();
            append(scid, TRADES);
            assertThat(again.taken(scid)).contains(scid);

            assertThat(read(again, List.of(scid)).getFirst().state().value(Field.LAST_PRICE))
                    .isEqualTo(101_000_000_000L);
        }
    }

    @Test
    void onAFirstStartWhatCanBeReadIsPublishedWithoutTheMainFile() throws IOException {
        Files.delete(json);
        overwrite(scid, new byte[200]);
        List<Draft> drafts = firstLooks(ResumePoints.none(), List.of(scid, depth, daily));

        assertThat(drafts).hasSize(1);
        assertThat(drafts.getFirst().state().value(Field.OPEN_INTEREST)).isEqualTo(7);
        assertThat(drafts.getFirst().generation()).isEqualTo(1);
        assertThat(drafts.getFirst().source()).isEqualTo("depth+dly");
    }

    @Test
    void withoutSessionDateTheRowOfTheSessionThatRunsIsNotTheDayBefore() throws IOException {
        Files.delete(scid);
        append(daily, "2026/03/02, 96.0, 99.0, 95.0, 98.0, 1000, 9\n".getBytes(StandardCharsets.UTF_8));

        for (List<Path> order : permutations(List.of(json, daily, depth))) {
            MarketState state = firstLooks(ResumePoints.none(), order).getLast().state();
            assertThat(state.has(Field.FLAGS)).as("estimated").isTrue();
            assertThat(state.value(Field.PREV_CLOSE)).as("%s", order).isEqualTo(95_000_000_000L);
        }
        Files.delete(json);
        assertThat(firstLooks(ResumePoints.none(), List.of(daily, depth))
                        .getLast()
                        .state()
                        .value(Field.OPEN_INTEREST))
                .as("a book alone")
                .isEqualTo(7);
    }

    @Test
    void anotherMainSourceIsAnotherGeneration() throws IOException {
        Files.delete(json);
        append(bars, BARS.getBytes(StandardCharsets.UTF_8));
        Draft before = firstLooks(ResumePoints.none(), List.of(bars, scid, daily, depth))
                .getLast();
        assertThat(before.source()).isEqualTo("scid+depth+dly");
        Files.delete(scid);
        Draft without = firstLooks(KnownSnapshots.of(before), List.of(bars, daily, depth))
                .getLast();

        assertThat(without.source()).isEqualTo("bars+depth+dly");
        assertThat(without.generation()).isEqualTo(2);
        append(scid, TRADES);
        Draft with = firstLooks(KnownSnapshots.of(before, without), List.of(bars, scid, daily, depth))
                .getLast();
        assertThat(with.source()).isEqualTo("scid+depth+dly");
        assertThat(with.generation()).isEqualTo(3);
    }
}
