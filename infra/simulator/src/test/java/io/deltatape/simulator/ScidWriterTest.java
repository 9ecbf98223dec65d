package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.simulator.SimulatedRecord.Aggressor;
import io.deltatape.simulator.SimulatedRecord.Marker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScidWriterTest {
    private static final Instant START = Instant.parse("2026-11-22T14:30:00Z");

    @TempDir
    private Path folder;

    @Test
    void newFileIsTheHeaderThatSierraWrites() throws IOException {
        Path file = folder.resolve("ESZ26-CME.scid");

        ScidWriter.open(file).close();

        String expected = "53434944" + "38000000" + "28000000" + "0100" + "0000" + "00000000" + "00".repeat(36);
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file))).isEqualTo(expected);
    }

    @Test
    void aTickIsTheBytesThatSierraWrites() throws IOException {
        Path file = folder.resolve("ESZ26-CME.scid");
        try (ScidWriter writer = ScidWriter.open(file)) {
            writer.append(SimulatedRecord.tick(
                    4_004_000_000_123_001L, Marker.FIRST_SUB, Aggressor.SELLER, 6820.25f, 3, 6820.25f, 6820.5f));
        }

        // Python: struct.pack('<qffffIIII', 4004000000123001, -1.99900095e+37, 6820.5, 6820.25, 6820.25, 1, 3, 3, 0)
        String expected = "7920b0e59d390e00" + "f99e70fd" + "0024d545" + "0022d545" + "0022d545" + "01000000"
                + "03000000" + "03000000" + "00000000";
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)).substring(112))
                .isEqualTo(expected);
        assertThat(Float.floatToRawIntBits(Marker.LAST_SUB.open())).isEqualTo(0xfd709f01);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsReadIsWhatWasAppended(long seed) throws IOException {
        Path file = folder.resolve("X.scid");
        List<SimulatedRecord> records = Fixtures.anyRecords(seed, 500);

        appendInBatches(file, records, seed);

        assertThat(ParsedScid.read(file).rows())
                .as("seed %d", seed)
                .isEqualTo(records.stream().map(ParsedScid.Row::of).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tornTailsLoseNothingAndRepeatNothing(long seed) throws IOException {
        Path file = folder.resolve("X.scid");
        Path whole = folder.resolve("whole.scid");
        List<SimulatedRecord> records = Fixtures.anyRecords(seed, 400);
        appendInBatches(whole, records, seed);
        byte[] truth = Files.readAllBytes(whole);
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> reported = new ArrayList<>();
        AppendListener listener =
                (symbol, first, count, nanos) -> IntStream.range(0, count).forEach(i -> reported.add(first + i));
        int tails = 0;

        try (ScidWriter writer = ScidWriter.open(
                file,
                ScidOptions.DEFAULT
                        .withTornTail(TornTail.sometimes(0.5, random.split()))
                        .withListener(listener, () -> 0))) {
            for (SimulatedRecord record : records) {
                writer.append(record);
                if (random.nextInt(3) == 0) {
                    writer.flush();
                    byte[] seen = Files.readAllBytes(file);
                    tails += (seen.length - 56) % 40 == 0 ? 0 : 1;
                    assertThat(seen).as("seed %d", seed).isEqualTo(Arrays.copyOf(truth, seen.length));
                    assertThat(writer.records()).as("seed %d", seed).isEqualTo((seen.length - 56) / 40);
                    assertThat(reported).as("seed %d", seed).hasSize((int) writer.records());
                }
            }
        }

        assertThat(tails).as("torn tails met, seed %d", seed).isBetween(20, 150);
        assertThat(Files.readAllBytes(file)).as("seed %d", seed).isEqualTo(truth);
        assertThat(reported)
                .as("seed %d", seed)
                .isEqualTo(IntStream.range(0, records.size())
                        .mapToObj(i -> (long) i)
                        .toList());
    }

    @Test
    void theRestOfATornRecordGoesOutWithTheNextFlushThoughNothingFollows() throws IOException {
        Path file = folder.resolve("X.scid");
        try (ScidWriter writer = ScidWriter.open(file, ScidOptions.DEFAULT.withTornTail(() -> 17))) {
            writer.append(Fixtures.anyRecords(1, 1).getFirst());

            writer.flush();
            assertThat(file).hasSize(56 + 23);
            assertThat(writer.records()).isZero();

            writer.flush();
            assertThat(file).hasSize(56 + 40);
            assertThat(writer.records()).isOne();
        }
    }

    @Test
    void aBatchIsHeldUntilTheFlushAndAnnouncedBeforeTheWrite() throws IOException {
        Path file = folder.resolve("NQZ26-CME.scid");
        List<String> heard = new ArrayList<>();
        AppendListener listener = (symbol, first, count, nanos) -> heard.add("%s %d+%d at %d, file %d"
                .formatted(symbol, first, count, nanos, file.toFile().length()));
        try (ScidWriter writer = ScidWriter.open(file, ScidOptions.DEFAULT.withListener(listener, () -> 4711))) {
            for (SimulatedRecord record : Fixtures.anyRecords(1, 100)) {
                writer.append(record);
            }
            assertThat(file).hasSize(56);

            writer.flush();
            writer.flush();
        }

        assertThat(heard).containsExactly("NQZ26-CME 0+100 at 4711, file 56");
        assertThat(file).hasSize(56 + 4000);
    }

    @Test
    void moreRecordsThanMemoryIsMeantForAreFlushedUnasked() throws IOException {
        Path file = folder.resolve("X.scid");
        SimulatedRecord record = SimulatedRecord.index(SimulatedRecord.sierraUs(START), 15.98f);
        try (ScidWriter writer = ScidWriter.open(file)) {
            for (int i = 0; i < 65_537; i++) {
                writer.append(record);
            }

            assertThat(writer.records()).isEqualTo(65_536);
        }
        assertThat(ParsedScid.read(file).rows()).hasSize(65_537).containsOnly(ParsedScid.Row.of(record));
    }

    @Test
    void anExistingFileIsContinuedAndItsTornRecordWrittenOver() throws IOException {
        Path file = folder.resolve("X.scid");
        List<SimulatedRecord> records = Fixtures.anyRecords(1, 5);
        appendInBatches(file, records.subList(0, 3), 1);
        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

        try (ScidWriter writer = ScidWriter.open(file)) {
            writer.append(records.get(3));
            writer.append(records.get(4));
            writer.flush();

            assertThat(writer.records()).isEqualTo(5);
            assertThat(writer.appended()).isEqualTo(2);
        }

        ParsedScid parsed = ParsedScid.read(file);
        assertThat(parsed.rows())
                .isEqualTo(records.stream().map(ParsedScid.Row::of).toList());
        assertThat(parsed.tailBytes()).isZero();
    }

    @Test
    void aFileOfAnotherKindIsRefusedAndLeftAlone() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.scid"), "x".repeat(100));
        Path small = Files.writeString(folder.resolve("small.scid"), "SCID");

        assertThatThrownBy(() -> ScidWriter.open(notes).close())
                .hasMessageContaining("notes.scid")
                .hasMessageContaining("begins with 0x78787878, expected \"SCID\"");
        assertThatThrownBy(() -> ScidWriter.open(small).close()).hasMessageContaining("4 bytes long, expected");
        assertThat(notes).hasContent("x".repeat(100));
        assertThat(small).hasContent("SCID");
    }

    private static void appendInBatches(Path file, List<SimulatedRecord> records, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (ScidWriter writer = ScidWriter.open(file)) {
            for (SimulatedRecord record : records) {
                writer.append(record);
                if (random.nextInt(4) == 0) {
                    writer.flush();
                }
            }
        }
    }
}
