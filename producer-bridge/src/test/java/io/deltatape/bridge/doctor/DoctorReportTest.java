package io.deltatape.bridge.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.market.SourceKind;
import io.deltatape.bridge.sierra.Examination;
import io.deltatape.contract.Symbol;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DoctorReportTest {
    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
    private static final Duration PROBE = Duration.ofMillis(25);
    private static final FolderPlace LOCAL = FolderPlace.of("/data", "ext4");
    private static final Examination TICKS = records(10_000, 0, 0);

    private static Examination records(long ticks, long bars, long outOfOrder) {
        return new Examination.Records(
                123_456, NOW.toEpochMilli() * 1_000 - 2_000_000, ticks, bars, 0, 0, outOfOrder, 0);
    }

    private static ListedFile file(String name, Examination examination) {
        return new ListedFile(
                Path.of("/data", name + ".scid"), SourceKind.SCID, new Symbol(name), 4_938_296, NOW, examination);
    }

    private static Folder folder(FolderPlace place, ListedFile... files) {
        return new Folder(Path.of("/data"), place, List.of(files), 3, List.of());
    }

    private static Watching grown(long everyMs) {
        List<Growth> growths = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> new Growth((i * everyMs - 5) * 1_000_000, i * everyMs * 1_000_000, 400))
                .toList();
        List<Long> events = growths.stream().map(Growth::seenNanos).toList();
        return new Watching(
                Duration.ofSeconds(60), List.of(FileGrowth.of(Path.of("/data/ESZ26-CME.scid"), growths, events)));
    }

    @Test
    void ticksWrittenQuicklyNeedNothing() {
        assertThat(Findings.of(folder(LOCAL, file("ESZ26-CME", TICKS)), grown(100), PROBE))
                .isEmpty();
        assertThat(Report.findings(List.of())).contains("nothing needs to be changed");
    }

    @Test
    void barsAreToldWithTheStorageUnit() {
        Folder folder = folder(LOCAL, file("ESZ26-CME", records(9_999, 1, 0)));

        assertThat(Findings.of(folder, grown(100), PROBE))
                .singleElement()
                .asString()
                .contains("ESZ26-CME.scid", "Intraday Data Storage Time Unit = 1 Tick");
        assertThat(Report.files(folder, NOW)).contains(" 99 %");
    }

    @Test
    void slowFlushIsToldWithItsSetting() {
        assertThat(Findings.of(folder(LOCAL, file("ESZ26-CME", TICKS)), grown(5_000), PROBE))
                .singleElement()
                .asString()
                .contains("every 5.0 s", "Intraday File Flush Time in Milliseconds");
    }

    @Test
    void quietFolderIsToldAsSuch() {
        var nothing = new Watching(Duration.ofSeconds(60), List.of());

        assertThat(Findings.of(folder(LOCAL, file("ESZ26-CME", TICKS)), nothing, PROBE))
                .singleElement()
                .asString()
                .contains("Nothing grew", "market may be closed", "connected");
    }

    @Test
    void damageRefusalsAndSharesAreTold() {
        Folder folder = folder(
                FolderPlace.of("\\\\server\\data", "NTFS"),
                file("ESZ26-CME", records(10_000, 0, 7)),
                file("OLD", new Examination.Unreadable("holds times as float64 days")));

        assertThat(Findings.of(folder, grown(100), PROBE)).hasSize(3);
        assertThat(Report.files(folder, NOW))
                .contains("network share", "holds times as float64 days", "7 before the one");
    }

    @Test
    void placeIsToldByPathAndFileSystem() {
        assertThat(FolderPlace.of("/tmp/sierra", "cifs").kind()).isEqualTo(FolderPlace.Kind.SHARE);
        assertThat(FolderPlace.of("/tmp/sierra", "nfs4").kind()).isEqualTo(FolderPlace.Kind.SHARE);
        assertThat(FolderPlace.of("C:\\SierraChart\\Data", "NTFS").kind()).isEqualTo(FolderPlace.Kind.LOCAL);
    }

    @Test
    void noLineIsWiderThanItsLimitAndNoMoreFilesAreListed() {
        ListedFile[] files = IntStream.range(0, 60)
                .mapToObj(i -> file("F.US.AVERYLONGNAMEOFACONTRACT" + i, records(10_000, 5, 3)))
                .toArray(ListedFile[]::new);
        Folder folder = folder(LOCAL, files);
        Watching watching = grown(5_000);

        String text = Report.files(folder, NOW)
                + Report.watching(watching)
                + Report.findings(Findings.of(folder, watching, PROBE));

        assertThat(text.lines().mapToInt(String::length).max().orElse(0)).isLessThanOrEqualTo(Words.WIDTH);
        assertThat(text).contains("… and 20 more");
        assertThat(text.lines().filter(line -> line.contains("123,456")).count())
                .isEqualTo(Report.LISTED_MAX);
    }
}
