package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcsilFileTest {
    private static final long TIME_US = 1_798_000_000_000_000L;
    private static final long SECOND_US = 1_000_000;
    private static final FileUpdate UNCHANGED = new FileUpdate.Unchanged();
    private static final FileUpdate CHANGED = new FileUpdate.Changed(1);

    @TempDir
    Path folder;

    private Path json = Path.of("");
    private Path temporary = Path.of("");
    private final SharedReading shared = new SharedReading(() -> 0);
    private long clock;

    @BeforeEach
    void name() {
        json = folder.resolve("NQZ26_CME.json");
        temporary = folder.resolve("NQZ26_CME.json.tmp");
    }

    private AcsilFile file() {
        return new AcsilFile(json, BigDecimal.ONE, shared);
    }

    /// Each write is a second later, so that the order of writing does not hang on the speed of this machine.
    private void write(Path path, String text) throws IOException {
        overwrite(path, text.getBytes(StandardCharsets.ISO_8859_1));
        Files.setLastModifiedTime(path, FileTime.fromMillis(1_798_000_000_000L + 1_000 * ++clock));
    }

    private static String v2(int second, float price) {
        return AcsilJson.of(TIME_US + second * SECOND_US, price).v2();
    }

    private static double price(AcsilFile file) {
        return file.state().value(Field.LAST_PRICE) / 1e9;
    }

    private static String problem(FileUpdate update) {
        assertThat(update).isInstanceOf(FileUpdate.Unreadable.class);
        return ((FileUpdate.Unreadable) update).message();
    }

    /// Writes as the studies do: to the .tmp, torn for a while, then renamed if the target is not there.
    private final class Study {
        final Random random;
        final boolean deletesAfterFailure;
        float lastWhole;

        Study(long seed) {
            this.random = new Random(seed);
            this.deletesAfterFailure = seed % 2 == 0;
        }

        void export(AcsilFile reader, int second) throws IOException {
            float price = 20_000 + second;
            String text = v2(second, price);
            if (random.nextInt(3) == 0) {
                write(temporary, text.substring(0, random.nextInt(text.length() - 2)));
                reader.update();
            }
            write(temporary, text);
            if (random.nextInt(4) > 0) {
                assertThat(reader.update()).isEqualTo(CHANGED);
                lastWhole = price;
            }
            if (random.nextInt(9) == 0) {
                Files.deleteIfExists(json); // a person tidies up
            }
            if (!Files.exists(json)) {
                Files.move(temporary, json);
                lastWhole = price;
            } else if (deletesAfterFailure) {
                Files.delete(temporary);
            } else {
                lastWhole = price;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void howeverTheRenameFailsTheNewestWholeSnapshotIsKnown(long seed) throws IOException {
        var study = new Study(seed);
        try (AcsilFile file = file()) {
            for (int second = 1; second <= 300; second++) {
                study.export(file, second);
                file.update();

                assertThat(price(file)).as("seed %d second %d", seed, second).isEqualTo(study.lastWhole);
            }
        }
        assertThat(shared.tally().tornJson()).as("seed %d", seed).isPositive();
    }

    @Test
    void theLiveTemporaryWinsOverTheFrozenFileAndTheFrozenOneNeverComesBack() throws IOException {
        write(json, v2(0, 100));
        write(temporary, v2(5, 105));
        try (AcsilFile file = file()) {
            assertThat(file.update()).isEqualTo(CHANGED);
            assertThat(price(file)).isEqualTo(105);

            write(temporary, "");
            assertThat(file.update()).isEqualTo(UNCHANGED);
            assertThat(price(file)).isEqualTo(105);

            Files.delete(temporary);
            assertThat(file.update()).isEqualTo(UNCHANGED);
            assertThat(price(file)).isEqualTo(105);
        }
    }

    @Test
    void inTheSameSecondTheOneWrittenLastWins() throws IOException {
        write(temporary, v2(5, 105));
        write(json, v2(5, 106));
        try (AcsilFile file = file()) {
            file.update();
            assertThat(price(file)).isEqualTo(106);

            write(temporary, v2(5, 107));
            file.update();
            assertThat(price(file)).isEqualTo(107);
        }
    }

    @Test
    void theFrozenFileDoesNotComeBackWhenTheStudysZoneLeavesSummerTime() throws IOException {
        write(json, v2(2 * 3600, 100));
        clock += 20;
        write(temporary, v2(3600, 105));
        try (AcsilFile file = file()) {
            file.update();

            assertThat(price(file)).isEqualTo(105);
        }
    }

    @Test
    void aClockPutBackIsFollowed() throws IOException {
        write(temporary, v2(3600, 100));
        try (AcsilFile file = file()) {
            file.update();
            write(temporary, v2(1, 101));
            assertThat(file.update()).isEqualTo(CHANGED);
            Files.delete(temporary);
            write(json, v2(0, 102));
            assertThat(file.update()).isEqualTo(CHANGED);

            assertThat(price(file)).isEqualTo(102);
        }
    }

    @Test
    void repeatedValuesChangeNothingNotEvenTheTime() throws IOException {
        write(json, v2(1, 100));
        try (AcsilFile file = file()) {
            file.update();
            MarketState before = file.state();
            write(json, v2(2, 100));

            assertThat(file.hasChanged()).isTrue();
            assertThat(file.update()).isEqualTo(UNCHANGED);
            assertThat(file.state()).isEqualTo(before);

            write(json, v2(3, 101));
            assertThat(file.update()).isEqualTo(CHANGED);
            assertThat(file.state().value(Field.TS_EVENT)).isEqualTo(TIME_US + 3 * SECOND_US);
        }
        assertThat(shared.tally().estimatedStates()).isEqualTo(2);
    }

    @Test
    void aTornSnapshotIsRetriedAndSaidOnlyIfItStays() throws IOException {
        write(json, v2(1, 100));
        try (AcsilFile file = file()) {
            file.update();
            assertThat(file.hasChanged()).isFalse();
            write(json, "{\"price\": nan}");
            for (int look = 1; look < AcsilFile.ATTEMPTS_MAX; look++) {
                assertThat(file.update()).as("look %d", look).isEqualTo(UNCHANGED);
                assertThat(file.hasChanged()).isTrue();
            }

            assertThat(problem(file.update()))
                    .startsWith("file " + json + " holds no whole JSON object (")
                    .contains(", expected one: it was so in 25 looks in a row");
            assertThat(file.hasChanged()).isFalse();
            assertThat(price(file)).isEqualTo(100);
            assertThat(shared.tally().tornJson()).isEqualTo(AcsilFile.ATTEMPTS_MAX);

            write(json, v2(2, 101));
            assertThat(file.hasChanged()).isTrue();
            assertThat(file.update()).isEqualTo(CHANGED);
        }
    }

    @Test
    void anOldLeftoverThatIsDamagedDoesNotMatter() throws IOException {
        write(temporary, "{");
        write(json, v2(1, 100));
        try (AcsilFile file = file()) {
            assertThat(file.update()).isEqualTo(CHANGED);
            for (int look = 0; look < 2 * AcsilFile.ATTEMPTS_MAX; look++) {
                assertThat(file.update()).isEqualTo(UNCHANGED);
            }
            write(temporary, "{");
            assertThat(problem(file.update())).startsWith("file " + temporary + " ");
        }
    }

    @Test
    void whatIsNoSnapshotIsRefusedWithAReason() throws IOException {
        try (AcsilFile file = file()) {
            assertThat(problem(file.update()))
                    .isEqualTo("file " + json + " does not exist (any more): it is read as soon as it appears");
            write(json, "{\"order_id\": \"1\"}");
            assertThat(problem(file.update())).contains("has no price other than 0", "expected one");
            write(json, v2(1, 100) + " ".repeat(AcsilFile.BYTES_MAX));
            assertThat(problem(file.update())).contains("bytes, expected at most 65536");
            assertThat(file.state()).isEqualTo(MarketState.EMPTY);
            Files.delete(json);
            Files.createDirectory(json);
            for (int look = 1; look < AcsilFile.ATTEMPTS_MAX; look++) {
                assertThat(file.update()).isEqualTo(UNCHANGED);
            }
            assertThat(problem(file.update())).contains("cannot be read (");
        }
    }

    @Test
    void anUnknownSourceIsTakenAndCounted() throws IOException {
        write(json, "{\"price\": 101.5, \"bid\": 101.25, \"source\": \"somebody's own\"}");
        try (AcsilFile file = file()) {
            assertThat(file.update()).isEqualTo(CHANGED);
            assertThat(file.state().value(Field.FLAGS)).isEqualTo(1);
        }
        assertThat(shared.tally().unknownSources()).isEqualTo(1);
        assertThat(shared.tally().estimatedStates()).isEqualTo(1);
    }

    @Test
    void theMultiplierApplies() throws IOException {
        write(json, v2(1, 7_512));
        try (var file = new AcsilFile(json, new BigDecimal("0.01"), shared)) {
            file.update();
            assertThat(file.state().value(Field.LAST_PRICE)).isEqualTo(75_120_000_000L);
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(137);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NQU25_CME.json, true, NQU25_CME",
        "NQU25_CME.json.tmp, true, NQU25_CME",
        "NQU25_CME_ticks_v3_final.json, true, NQU25_CME",
        "NQU25_CME.JSON, true, NQU25_CME",
        "trade_commands.json, false, ''",
        "trade_commands.json.tmp, false, ''",
        "Trade_Commands.json, false, ''",
        "trade_response_MINH_1.json, false, ''",
        ".json, false, ''",
        "_ticks_v3_final.json, false, ''",
        "NQU25-CME.scid, false, ''",
        "json, false, ''",
        "x, false, ''",
        "'', false, ''"
    })
    void onlySnapshotsAreSnapshots(String name, boolean isSnapshot, String symbol) {
        assertThat(AcsilFile.isSnapshotName(name)).isEqualTo(isSnapshot);
        if (isSnapshot) {
            assertThat(AcsilFile.cleanedSymbol(name)).isEqualTo(symbol);
        }
    }

    @Test
    void symbolsAreCleanedAsTheStudiesDo() {
        assertThat(AcsilFile.clean("NQU25-CME"))
                .isEqualTo(AcsilFile.clean("NQU25_CME"))
                .isEqualTo("NQU25_CME");
        assertThat(AcsilFile.clean("F.US.ENQM25")).isEqualTo("F_US_ENQM25");
        assertThat(AcsilFile.snapshotPath(temporary)).isEqualTo(json);
        assertThat(AcsilFile.snapshotPath(json)).isEqualTo(json);
    }

    @Test
    void noBytesWhateverBringTheFileDown() throws IOException {
        long seed = 815;
        var random = new Random(seed);
        var hostile = new HostileBytes(random);
        byte[] good = v2(1, 100).getBytes(StandardCharsets.ISO_8859_1);
        try (AcsilFile file = file()) {
            for (int i = 0; i < 5_000; i++) {
                Files.write(random.nextBoolean() ? json : temporary, hostile.mutate(good));
                assertThat(file.update()).as("seed %d step %d", seed, i).isNotNull();
                assertThat(file.state()).isNotNull();
            }
        }
    }
}
