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
import io.deltatape.bridge.sierra.DepthBytes;
import io.deltatape.bridge.sierra.ScidBytes;
import io.deltatape.bridge.sierra.SharedReading;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several files of one symbol: in whatever order they are looked at, and whatever Kafka holds already.
final class SourcesOfASymbolTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final long US_PER_DAY = 86_400_000_000L;
    private static final long NOW_US = Instant.parse("2026-03-02T15:00:00Z").toEpochMilli() * 1_000;

    @TempDir
    private Path folder = Path.of("");

    private Path depthFolder = Path.of("");
    private Path scid = Path.of("");
    private Path daily = Path.of("");
    private long nowUs = NOW_US;

    @BeforeEach
    void writeFiles() throws IOException {
        depthFolder = Files.createDirectory(folder.resolve("MarketDepthData"));
        scid = folder.resolve("NQZ26-CME.scid");
        daily = folder.resolve("NQZ26-CME.dly");
        append(scid, join(ScidBytes.header(), tick(TIME, 100, 1), tick(TIME + 1_000, 101, 2)));
        append(
                daily,
                "Date, Open, High, Low, Close, Volume, OpenInterest\n2026/2/27, 1, 1, 1, 95, 9, 7\n"
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private Path depth(String day) {
        return depthFolder.resolve("NQZ26-CME." + day + ".depth");
    }

    private SourceFiles files(ResumePoints resumePoints) {
        return new SourceFiles(
                BridgeConfig.of(folder), resumePoints, new MockTrades(2).log(), new SharedReading(() -> nowUs));
    }

    private List<Path> scan(SourceFiles files) throws IOException {
        var found = new ArrayList<>(files.scan(folder));
        found.addAll(files.scan(depthFolder));
        return found;
    }

    private List<Draft> readAll(SourceFiles files) throws IOException {
        return scan(files).stream()
                .map(file -> files.read(file, 1))
                .flatMap(Optional::stream)
                .toList();
    }

    private static float bid(List<Draft> drafts) {
        return drafts.getLast().state().value(Field.BID) / 1e9f;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void inWhateverOrderFilesAreLookedAtTheFirstStateIsTheSame(long seed) throws IOException {
        append(depth("2026-03-01"), join(DepthBytes.header(), DepthBytes.snapshot(TIME - 3_600_000_000L, 90, 91)));
        append(depth("2026-03-02"), join(DepthBytes.header(), DepthBytes.snapshot(TIME, 99, 100)));
        try (SourceFiles files = files(ResumePoints.none())) {
            List<Path> found = scan(files);
            Collections.shuffle(found, new Random(seed));

            List<Draft> drafts = found.stream()
                    .map(file -> files.read(file, 1))
                    .flatMap(Optional::stream)
                    .toList();

            assertThat(drafts).as("seed %d", seed).hasSize(1);
            MarketState state = drafts.getFirst().state();
            assertThat(state.value(Field.LAST_PRICE)).isEqualTo(101_000_000_000L);
            assertThat(state.value(Field.PREV_CLOSE)).isEqualTo(95_000_000_000L);
            assertThat(state.value(Field.BID)).isEqualTo(99_000_000_000L);
            assertThat(drafts.getFirst().source()).isEqualTo("scid+depth+dly");
            assertThat(files.count()).as("the day before is of no use").isEqualTo(3);
        }
    }

    @Test
    void aBridgeThatStartsAgainPublishesNothingBeforeItKnowsThePriceAgain() throws IOException {
        Draft before;
        try (SourceFiles files = files(ResumePoints.none())) {
            before = readAll(files).getLast();
        }
        Path away = folder.resolve("away");
        Files.move(scid, away);
        Files.createDirectory(scid); // it cannot be read
        try (SourceFiles files = files(KnownSnapshots.of(before))) {
            assertThat(readAll(files)).isEmpty();
            assertThat(files.unreadable().count()).isEqualTo(1);

            Files.delete(scid);
            Files.move(away, scid);
            Draft again = files.read(scid, 2).orElseThrow();

            assertThat(again.state()).isEqualTo(before.state());
            assertThat(again.generation()).isEqualTo(before.generation());
            assertThat(again.cursor()).isEqualTo(before.cursor());
        }
    }

    @Test
    void anotherFileIsToldThoughItHasNoTradeYet() throws IOException {
        Draft before;
        try (SourceFiles files = files(ResumePoints.none())) {
            before = readAll(files).getLast();
        }
        overwrite(scid, ScidBytes.header());
        try (SourceFiles files = files(KnownSnapshots.of(before))) {
            List<Draft> drafts = readAll(files);

            assertThat(drafts).hasSize(1);
            assertThat(drafts.getFirst().generation()).isEqualTo(before.generation() + 1);
            assertThat(drafts.getFirst().state().has(Field.LAST_PRICE)).isFalse();
        }
    }

    @Test
    void whatIsNewWhileAnotherFileIsFoundIsPublishedWithIt() throws IOException {
        Files.delete(daily);
        try (SourceFiles files = files(ResumePoints.none())) {
            assertThat(readAll(files)).hasSize(1);
            append(daily, "Date, Close\n2026/2/27, 95\n".getBytes(StandardCharsets.US_ASCII));
            append(scid, tick(TIME + 2_000, 102, 1));
            scan(files);

            assertThat(files.read(scid, 2)).isEmpty();
            MarketState state = files.read(daily, 3).orElseThrow().state();

            assertThat(state.value(Field.LAST_PRICE)).isEqualTo(102_000_000_000L);
        }
    }

    @Test
    void theBookOfTheDayBeforeIsShownAndFollowedUntilTheNewDayHasOne() throws IOException {
        append(depth("2026-03-01"), join(DepthBytes.header(), DepthBytes.snapshot(TIME, 90, 91)));
        append(depth("2026-03-02"), DepthBytes.header());
        try (SourceFiles files = files(ResumePoints.none())) {
            assertThat(bid(readAll(files))).isEqualTo(90);

            append(depth("2026-03-01"), DepthBytes.snapshot(TIME + 1, 92, 93));
            assertThat(bid(readAll(files))).isEqualTo(92);

            append(depth("2026-03-02"), DepthBytes.snapshot(TIME + 2, 94, 95));
            assertThat(bid(readAll(files))).isEqualTo(94);
            append(depth("2026-03-01"), DepthBytes.snapshot(TIME + 3, 80, 81));
            assertThat(readAll(files)).isEmpty();
        }
    }

    @Test
    void anotherFileIsAnotherGenerationOfTheStateButNotOfTheTrades() throws IOException {
        append(depth("2026-03-01"), join(DepthBytes.header(), DepthBytes.snapshot(TIME, 90, 91)));
        try (SourceFiles files = files(ResumePoints.none())) {
            assertThat(readAll(files).getLast().generation()).isEqualTo(1);
            append(depth("2026-03-01"), DepthBytes.snapshot(TIME + 1, 91, 92));
            assertThat(readAll(files).getLast().generation()).as("grown").isEqualTo(1);
            overwrite(depth("2026-03-01"), join(DepthBytes.header(), DepthBytes.snapshot(TIME + 2, 70, 71)));
            assertThat(readAll(files).getLast().generation()).as("replaced").isEqualTo(2);
            append(depth("2026-03-02"), join(DepthBytes.header(), DepthBytes.snapshot(TIME + 3, 94, 95)));
            Draft nextDay = readAll(files).getLast();
            assertThat(nextDay.generation()).as("the next day's").isEqualTo(3);
            assertThat(nextDay.cursor().generation()).as("of the trades").isEqualTo(1);

            try (SourceFiles again = files(KnownSnapshots.of(nextDay))) {
                Draft same = readAll(again).getLast();
                assertThat(same.generation()).as("after a restart").isEqualTo(3);
                assertThat(same.cursor()).isEqualTo(nextDay.cursor());
                assertThat(again.trades(same.symbol()).orElseThrow().generation())
                        .isEqualTo(1);
            }
            overwrite(scid, join(ScidBytes.header(), tick(TIME, 100, 5)));
            try (SourceFiles again = files(KnownSnapshots.of(nextDay))) {
                Draft other = readAll(again).getLast();
                assertThat(other.generation()).as("another .scid").isEqualTo(4);
                assertThat(other.cursor().generation()).isEqualTo(2);
                assertThat(again.trades(other.symbol()).orElseThrow().generation())
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void aDayThatHasNotBegunIsRefusedUntilItHas() throws IOException {
        append(depth("2026-03-02"), join(DepthBytes.header(), DepthBytes.snapshot(TIME, 90, 91)));
        append(depth("2026-03-04"), join(DepthBytes.header(), DepthBytes.snapshot(TIME + 1, 70, 71)));
        try (SourceFiles files = files(ResumePoints.none())) {
            assertThat(bid(readAll(files))).isEqualTo(90);
            assertThat(files.refused()).isEqualTo(1);

            nowUs += 2 * US_PER_DAY;
            assertThat(bid(readAll(files))).isEqualTo(70);
            assertThat(files.refused()).isZero();
        }
    }

    @Test
    void aFileThatCannotBeReadIsTriedLessAndLessOften() throws IOException {
        Files.delete(scid);
        Files.createDirectory(scid);
        try (SourceFiles files = files(ResumePoints.none())) {
            readAll(files);
            var beats = new ArrayList<Integer>();
            for (int beat = 0; beat < 100; beat++) {
                if (files.unreadable().retry().contains(scid)) {
                    beats.add(beat);
                }
            }
            assertThat(beats).containsExactly(0, 2, 6, 14, 30, 61, 92);
        }
    }

    @Test
    void ofAMonthOfDaysOnlyTheLastIsKept() throws IOException {
        for (int day = 1; day <= 28; day++) {
            append(
                    depth("2026-02-%02d".formatted(day)),
                    join(DepthBytes.header(), DepthBytes.snapshot(TIME - (29 - day) * US_PER_DAY, 70 + day, 100)));
        }
        try (SourceFiles files = files(ResumePoints.none())) {
            readAll(files);
            Set<Path> open = new HashSet<>(scan(files));
            assertThat(open).containsExactlyInAnyOrder(scid, daily, depth("2026-02-28"));
            assertThat(files.tally().records())
                    .as("two days are looked at, at most")
                    .isLessThanOrEqualTo(2 + 3 + 3);
        }
    }
}
