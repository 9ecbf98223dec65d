package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deltatape.simulator.RecordSource.Scheduled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileReplayTest {
    private static final Instant START = Instant.parse("2026-11-22T14:30:00Z");

    @TempDir
    private Path folder;

    @Test
    void aRealFileComesOutByteForByte() throws Exception {
        String data = System.getProperty("deltatape.test.data", "");
        if (data.isEmpty()) {
            System.out.println("skipped: a test needs MNQU21-CME.scid; run with -Ddeltatape.test.data=FOLDER");
        }
        assumeTrue(!data.isEmpty(), "deltatape.test.data is not set: no real file to replay");

        replayEqualsOriginal(Path.of(data, "MNQU21-CME.scid"), SimulatorOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aGeneratedFileComesOutByteForByteTornTailsIncluded(long seed) throws Exception {
        Path original = written(Fixtures.anyRecords(seed, 3000));

        replayEqualsOriginal(
                original, SimulatorOptions.DEFAULT.withBatchRecordsMax(7).withTornTails(0.5, seed));
    }

    @Test
    void gapsAreDividedByTheSpeedAndTimeNeverRunsBack() throws IOException {
        long us = SimulatedRecord.sierraUs(START);
        Path file = written(List.of(
                SimulatedRecord.index(us, 1),
                SimulatedRecord.index(us + 3_000, 2),
                SimulatedRecord.index(us + 1_000, 3),
                SimulatedRecord.index(us + 60_000_000, 4)));

        assertThat(all(FileReplay.atSpeed(file, 2)))
                .extracting(Scheduled::dueNanos)
                .containsExactly(0L, 1_500_000L, 1_500_000L, 30_000_000_000L);
        assertThat(all(FileReplay.asFastAsPossible(file)))
                .extracting(Scheduled::dueNanos)
                .containsOnly(Scheduled.AT_ONCE);
    }

    @Test
    void aTornRecordAtTheEndIsLeftOut() throws IOException {
        Path file = written(Fixtures.anyRecords(1, 3));
        Files.write(file, new byte[39], StandardOpenOption.APPEND);

        FileReplay replay = FileReplay.asFastAsPossible(file);

        assertThat(replay.records()).isEqualTo(3);
        assertThat(all(replay)).hasSize(3);
    }

    @Test
    void whatIsNoScidFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("prices.csv"), "Date,Open".repeat(20));

        assertThatThrownBy(() -> FileReplay.asFastAsPossible(file)).hasMessageContaining("prices.csv: begins with");
    }

    private void replayEqualsOriginal(Path original, SimulatorOptions options) throws Exception {
        Path target = folder.resolve("replayed");
        try (Simulator simulator = Simulator.open(
                target,
                FileReplay.asFastAsPossible(original),
                options,
                AppendListener.NONE,
                InstantSource.fixed(START),
                System::nanoTime)) {
            simulator.start();
            simulator.awaitFinished();
        }
        assertThat(target.resolve(original.getFileName())).hasSameBinaryContentAs(original);
    }

    private Path written(List<SimulatedRecord> records) throws IOException {
        Path file = folder.resolve("ESZ26-CME.scid");
        try (ScidWriter writer = ScidWriter.open(file)) {
            for (SimulatedRecord record : records) {
                writer.append(record);
            }
        }
        return file;
    }

    private static List<Scheduled> all(RecordSource source) {
        List<Scheduled> all = new ArrayList<>();
        source.begin(START).forEachRemaining(all::add);
        return all;
    }
}
