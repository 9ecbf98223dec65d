package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The schedule under a clock that the test turns.
final class PlayoutTest {
    private static final long MS = 1_000_000;
    private static final Instant START = Instant.parse("2026-11-22T14:30:00Z");
    private static final long START_NANOS = -7 * MS;

    private final List<ScidWriter> writers = new ArrayList<>();
    private final List<Integer> writes = new ArrayList<>();
    private final List<Long> dueNanos = new ArrayList<>();
    private final AppendListener heard = new AppendListener() {
        @Override
        public void appended(String symbol, long firstRecordIndex, int records, long appendedNanos) {
            writes.add(records);
        }

        @Override
        public void takenUp(String symbol, long due) {
            dueNanos.add(due);
        }
    };

    @TempDir
    private Path folder;

    @AfterEach
    void closeWriters() throws IOException {
        for (ScidWriter writer : writers) {
            writer.close();
        }
    }

    @Test
    void eachRecordIsOneAppendWhenItsTimeComes() throws IOException {
        Playout playout = playout(new RandomMarket(4, 1000, 1), SimulatorOptions.DEFAULT);

        for (int ms = 0; ms < 100; ms++) {
            assertThat(playout.step(ms * MS)).isEqualTo((ms + 1) * MS);
            assertThat(appended()).isEqualTo(ms + 1);
        }

        assertThat(writes).hasSize(100).containsOnly(1);
        assertThat(writers).allSatisfy(writer -> assertThat(writer.appended()).isEqualTo(25));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void howeverUnevenTheClockNoRecordIsSkippedOrEarly(long seed) throws IOException {
        Playout playout = playout(new RandomMarket(3, 10_000, seed), SimulatorOptions.DEFAULT);
        SplittableRandom random = new SplittableRandom(seed);
        long elapsed = 0;

        for (int i = 0; i < 500; i++) {
            elapsed += random.nextLong(5 * MS);
            playout.step(elapsed);
            assertThat(appended()).as("seed %d", seed).isEqualTo(elapsed / 100_000 + 1);
        }
    }

    @Test
    void whatIsLateComesAsOneAppendPerSymbol() throws IOException {
        Playout playout = playout(new RandomMarket(2, 1000, 1), SimulatorOptions.DEFAULT);

        playout.step(99 * MS);

        assertThat(writes).containsExactly(50, 50);
    }

    @Test
    void aBatchHasALimitAndTheRestIsDueAtOnce() throws IOException {
        Playout playout = playout(new RandomMarket(1, 1000, 1), SimulatorOptions.DEFAULT.withBatchRecordsMax(30));

        assertThat(playout.step(99 * MS)).isEqualTo(30 * MS);
        assertThat(playout.latenessNanos()).isEqualTo(70 * MS);
        playout.step(99 * MS);
        playout.step(99 * MS);
        playout.step(99 * MS);

        assertThat(writes).containsExactly(30, 30, 30, 10);
    }

    @Test
    void aLateRecordIsReportedWithTheTimeAtWhichItWasDue() throws IOException {
        Playout playout = playout(new RandomMarket(2, 1000, 1), SimulatorOptions.DEFAULT);

        playout.step(3 * MS);

        assertThat(dueNanos).containsExactly(START_NANOS, START_NANOS + MS, START_NANOS + 2 * MS, START_NANOS + 3 * MS);
        assertThat(writes).containsExactly(2, 2);
    }

    @Test
    void recordsGatherUntilTheFlushTimer() throws IOException {
        Playout playout = playout(
                new RandomMarket(2, 1000, 1), SimulatorOptions.DEFAULT.withFlushInterval(Duration.ofMillis(500)));

        long next = 0;
        while (next < 1_500 * MS) {
            next = playout.step(next);
        }
        playout.step(next);

        assertThat(writes).containsExactly(250, 250, 250, 250, 250, 250);
    }

    @Test
    void theFlushTimerWakesThoughNoRecordIsDue() throws IOException {
        Playout playout =
                playout(new RandomMarket(1, 0.1, 1), SimulatorOptions.DEFAULT.withFlushInterval(Duration.ofSeconds(5)));

        assertThat(playout.step(0)).isEqualTo(5_000 * MS);
        assertThat(appended()).isZero();
        assertThat(playout.step(5_000 * MS)).isEqualTo(10_000 * MS);
        assertThat(appended()).isOne();
    }

    @Test
    void aDurationAndACountEndTheRunExactly() throws IOException {
        Playout timed =
                playout(new RandomMarket(3, 1000, 1), SimulatorOptions.DEFAULT.withDurationMax(Duration.ofSeconds(2)));
        while (timed.step(10_000 * MS) != Playout.FINISHED) {}
        assertThat(appended()).isEqualTo(2000);

        Playout counted = playout(new RandomMarket(3, 1000, 1), SimulatorOptions.DEFAULT.withRecordsMax(1234));
        while (counted.step(10_000 * MS) != Playout.FINISHED) {}
        assertThat(appended()).isEqualTo(2000 + 1234);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void misdeedsFallBetweenTheSameRecordsHoweverUnevenTheClock(long seed) throws IOException {
        MisdeedPlan plan = new MisdeedPlan(List.of(Misdeed.values()), Duration.ofMillis(70), seed);
        SimulatorOptions options = SimulatorOptions.DEFAULT.withMisdeeds(plan).withDurationMax(Duration.ofSeconds(3));
        Playout even = playout(new RandomMarket(3, 1000, seed), options);
        Playout uneven = playout(new RandomMarket(3, 1000, seed), options.withFlushInterval(Duration.ofMillis(35)));
        SplittableRandom random = new SplittableRandom(seed);

        long elapsed = 0;
        while (elapsed != Playout.FINISHED) {
            elapsed = even.step(elapsed);
        }
        elapsed = 0;
        while (uneven.step(elapsed) != Playout.FINISHED) {
            elapsed += random.nextLong(300 * MS);
        }

        for (ScidWriter writer : writers) {
            writer.close();
        }
        for (int i = 0; i < 3; i++) {
            assertThat(writers.get(i).truth())
                    .as("seed %d, symbol %d", seed, i)
                    .isEqualTo(writers.get(i + 3).truth())
                    .hasSizeLessThan(1000);
        }
    }

    @Test
    void aMisdeedWakesThoughNoRecordIsDue() throws IOException {
        MisdeedPlan plan = new MisdeedPlan(List.of(Misdeed.TRUNCATE), Duration.ofSeconds(3), 1);
        Playout playout = playout(new RandomMarket(1, 0.1, 1), SimulatorOptions.DEFAULT.withMisdeeds(plan));

        assertThat(playout.step(0)).isEqualTo(3_000 * MS);
        assertThat(writers.getFirst().records()).isOne();
        assertThat(playout.step(3_000 * MS)).isEqualTo(6_000 * MS);
        assertThat(writers.getFirst().records()).isZero();
        assertThat(appended()).isOne();
    }

    private long appended() {
        return writers.stream().mapToLong(ScidWriter::appended).sum();
    }

    private Playout playout(RecordSource source, SimulatorOptions options) throws IOException {
        List<SymbolFiles> own = new ArrayList<>();
        for (String symbol : source.symbols()) {
            ScidWriter writer = ScidWriter.open(
                    folder.resolve(writers.size() + symbol + ".scid"),
                    ScidOptions.DEFAULT.withListener(heard, () -> 0).withTruth());
            writers.add(writer);
            own.add(new SymbolFiles(symbol, writer, null, List.of()));
        }
        return new Playout(source.begin(START), own, options, START_NANOS);
    }
}
