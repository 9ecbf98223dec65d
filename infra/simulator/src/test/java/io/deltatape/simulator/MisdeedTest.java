package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MisdeedTest {
    private static final Instant START = Instant.parse("2026-11-22T14:30:00Z");
    private static final List<Misdeed> MISDEEDS = List.of(Misdeed.values());

    @TempDir
    private Path folder;

    static Stream<Arguments> runs() {
        return Stream.of(FileHandle.values())
                .flatMap(handle -> IntStream.rangeClosed(1, 5).mapToObj(seed -> Arguments.of(handle, (long) seed)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void whateverHappensTheFileHoldsWhatTheWriterSays(FileHandle handle, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Iterator<SimulatedRecord> records = Fixtures.anyRecords(seed, 20_000).iterator();
        Path file = folder.resolve("X.scid");
        ScidOptions options = ScidOptions.DEFAULT
                .withHandle(handle)
                .withTornTail(TornTail.sometimes(0.3, random.split()))
                .withTruth();
        try (ScidWriter writer = ScidWriter.open(file, options)) {
            for (int step = 0; step < 600; step++) {
                String done = step(writer, records, random);
                assertThat(ParsedScid.read(file).rows())
                        .as("seed %d, step %d, after %s", seed, step, done)
                        .isEqualTo(rows(writer.truth()));
                assertThat(writer.records())
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(writer.truth().size());
            }
        }
        assertThat(folder).as("seed %d, leftovers", seed).isDirectoryNotContaining("glob:**.tmp");
    }

    private static String step(ScidWriter writer, Iterator<SimulatedRecord> records, SplittableRandom random)
            throws IOException {
        return switch (random.nextInt(6)) {
            case 0 -> {
                Misdeed misdeed = MISDEEDS.get(random.nextInt(MISDEEDS.size()));
                misdeed.commit(writer, random);
                yield misdeed.toString();
            }
            case 1 -> {
                writer.flush();
                yield "flush";
            }
            case 2 -> {
                if (writer.records() > 0) {
                    writer.replaceLast(records.next());
                }
                yield "replaceLast";
            }
            default -> {
                for (int i = random.nextInt(20); i >= 0; i--) {
                    writer.append(records.next());
                }
                yield "append";
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Misdeed.class)
    void aSeedRepeatsAMisdeed(Misdeed misdeed) throws IOException {
        byte[] once = afterwards(misdeed, 7);
        byte[] again = afterwards(misdeed, 7);

        assertThat(again).isEqualTo(once);
    }

    private byte[] afterwards(Misdeed misdeed, long seed) throws IOException {
        Path file = folder.resolve(misdeed + "-" + seed + ".scid");
        Files.deleteIfExists(file);
        try (ScidWriter writer = written(file, 300, seed)) {
            misdeed.commit(writer, new SplittableRandom(seed));
            for (SimulatedRecord record : market(seed + 1, 5)) {
                writer.append(record);
            }
            writer.flush();
            return Files.readAllBytes(file);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Misdeed.class,
            names = {"EDIT_LAST", "EDIT_MIDDLE"})
    void anEditChangesOneRecordAndNeitherSizeNorKey(Misdeed misdeed) throws IOException {
        Path file = folder.resolve("X.scid");
        try (ScidWriter writer = written(file, 300, 1)) {
            List<SimulatedRecord> before = writer.truth();
            Object key = key(file);

            misdeed.commit(writer, new SplittableRandom(3));

            List<SimulatedRecord> after = writer.truth();
            int[] changed = IntStream.range(0, 300)
                    .filter(i -> !before.get(i).equals(after.get(i)))
                    .toArray();
            assertThat(after).hasSameSizeAs(before);
            assertThat(changed).hasSize(1);
            assertThat(changed[0] == 299).isEqualTo(misdeed == Misdeed.EDIT_LAST);
            assertThat(after.get(changed[0]).isTick()).isTrue();
            assertThat(after.get(changed[0]).dateTimeUs())
                    .isEqualTo(before.get(changed[0]).dateTimeUs());
            assertThat(key(file)).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatATruncationLeavesIsABeginningOfTheFile(long seed) throws IOException {
        Path file = folder.resolve("X.scid");
        try (ScidWriter writer = written(file, 300, seed)) {
            byte[] before = Files.readAllBytes(file);

            Misdeed.TRUNCATE.commit(writer, new SplittableRandom(seed));

            byte[] after = Files.readAllBytes(file);
            assertThat(after.length).as("seed %d", seed).isLessThan(before.length);
            assertThat(before).as("seed %d", seed).startsWith(after);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Misdeed.class,
            names = {"REDOWNLOAD", "REDOWNLOAD_NEW_FILE"})
    void aDownloadBringsSomeOfTheRecordsInTheirOrder(Misdeed misdeed) throws IOException {
        try (ScidWriter writer = written(folder.resolve("X.scid"), 3000, 1)) {
            List<SimulatedRecord> before = writer.truth();

            misdeed.commit(writer, new SplittableRandom(4));

            assertThat(before).containsSubsequence(writer.truth());
            assertThat(writer.truth()).hasSizeBetween(1000, 2999);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aCompactionKeepsTheVolumeAndTheNewerRecordsInAnotherFile(long seed) throws IOException {
        Path file = folder.resolve("X.scid");
        try (ScidWriter writer = written(file, 3000, seed)) {
            List<SimulatedRecord> before = writer.truth();
            Object key = key(file);

            Misdeeds.on(writer).compact(2000, Duration.ofSeconds(3));

            List<SimulatedRecord> after = writer.truth();
            assertThat(volume(after)).as("seed %d", seed).isEqualTo(volume(before));
            assertThat(after.subList(after.size() - 1000, after.size())).isEqualTo(before.subList(2000, 3000));
            assertThat(after).as("seed %d", seed).hasSize(1000 + 7);
            assertThat(after.subList(0, 7))
                    .allSatisfy(bar -> assertThat(bar.dateTimeUs() % 3_000_000).isZero());
            assertThat(key(file)).isNotEqualTo(key);
        }
    }

    @Test
    void aCopyIsAnotherFileWithTheSameBytes() throws IOException {
        Path file = folder.resolve("X.scid");
        try (ScidWriter writer = written(file, 3000, 1)) {
            byte[] before = Files.readAllBytes(file);
            Object key = key(file);

            Misdeed.COPY.commit(writer, new SplittableRandom(1));

            assertThat(Files.readAllBytes(file)).isEqualTo(before);
            assertThat(key(file)).isNotEqualTo(key);
        }
    }

    @Test
    void aTearShowsWithTheNextFlushAndIsGoneWithTheOneAfter() throws IOException {
        Path file = folder.resolve("X.scid");
        try (ScidWriter writer = written(file, 10, 1)) {
            Misdeeds.on(writer).tearNextFlush(13);
            writer.flush();
            assertThat(ParsedScid.read(file).tailBytes()).isZero();

            writer.append(market(2, 1).getFirst());
            writer.flush();
            assertThat(ParsedScid.read(file).tailBytes()).isEqualTo(27);
            assertThat(writer.truth()).hasSize(10);

            writer.flush();
            assertThat(ParsedScid.read(file).tailBytes()).isZero();
            assertThat(writer.truth()).hasSize(11);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-90M", "P400D"})
    void aJumpingClockIsPutRightAgain(Duration error) throws IOException {
        Path file = folder.resolve("X.scid");
        List<SimulatedRecord> records = market(1, 10);
        try (ScidWriter writer = ScidWriter.open(file, ScidOptions.DEFAULT.withTruth())) {
            writer.append(records.get(0));
            Misdeeds.on(writer).jumpClock(error, 4);
            for (SimulatedRecord record : records.subList(1, 10)) {
                writer.append(record);
            }
            writer.flush();

            long errorUs = error.toNanos() / 1000;
            List<Long> expected = IntStream.range(0, 10)
                    .mapToObj(i -> records.get(i).dateTimeUs() + (i >= 1 && i <= 4 ? errorUs : 0))
                    .toList();
            assertThat(writer.truth()).extracting(SimulatedRecord::dateTimeUs).isEqualTo(expected);
        }
    }

    @Test
    void anEmptyFileIsSpared() throws IOException {
        Path file = folder.resolve("X.scid");
        try (ScidWriter writer = ScidWriter.open(file, ScidOptions.DEFAULT.withTruth())) {
            for (Misdeed misdeed : Misdeed.values()) {
                misdeed.commit(writer, new SplittableRandom(1));
            }
        }
        assertThat(file).hasSize(56);
    }

    @Test
    void whatCannotBeDoneIsRefusedAndTheFileLeftAlone() throws IOException {
        Path file = folder.resolve("X.scid");
        try (ScidWriter writer = written(file, 10, 1)) {
            Misdeeds misdeeds = Misdeeds.on(writer);
            SimulatedRecord record = writer.truth().getFirst();

            assertThatThrownBy(() -> misdeeds.overwrite(10, record))
                    .hasMessageContaining("record 10 is not among its 10");
            assertThatThrownBy(() -> misdeeds.truncate(11, 0)).hasMessageContaining("cannot keep 11 records");
            assertThatThrownBy(() -> misdeeds.truncate(1, 40)).hasMessageContaining("and 40 bytes");
            assertThatThrownBy(() -> misdeeds.compact(11, Duration.ofMinutes(1)))
                    .hasMessageContaining("11 of 10");
            assertThatThrownBy(() -> misdeeds.tearNextFlush(0)).hasMessageContaining("expected 1 to 39");
            assertThat(ParsedScid.read(file).rows())
                    .isEqualTo(rows(writer.truth()))
                    .hasSize(10);
        }
    }

    @Test
    void namesAreReadAsTheCommandWritesThem() {
        assertThat(Misdeed.listed("all")).containsExactly(Misdeed.values());
        assertThat(Misdeed.listed("edit-last,redownload-new-file"))
                .containsExactly(Misdeed.EDIT_LAST, Misdeed.REDOWNLOAD_NEW_FILE);
        assertThatThrownBy(() -> Misdeed.listed("compact,")).hasMessageContaining("'' is no misdeed, expected all or");
    }

    private static ScidWriter written(Path file, int records, long seed) throws IOException {
        ScidWriter writer = ScidWriter.open(file, ScidOptions.DEFAULT.withTruth());
        for (SimulatedRecord record : market(seed, records)) {
            writer.append(record);
        }
        writer.flush();
        return writer;
    }

    /// 100 trades a second of one symbol, from a full minute on.
    private static List<SimulatedRecord> market(long seed, int count) {
        return Fixtures.first(count, new RandomMarket(1, 100, seed), START).stream()
                .map(RecordSource.Scheduled::record)
                .toList();
    }

    private static List<ParsedScid.Row> rows(List<SimulatedRecord> records) {
        return new ArrayList<>(records.stream().map(ParsedScid.Row::of).toList());
    }

    private static long volume(List<SimulatedRecord> records) {
        return records.stream().mapToLong(SimulatedRecord::totalVolume).sum();
    }

    private static Object key(Path file) throws IOException {
        return Objects.requireNonNullElse(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey(), new Object());
    }
}
