package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs on the real thread; what is asserted does not depend on how fast it was.
@Timeout(60)
final class SimulatorTest {
    private static final Instant START = Instant.parse("2026-11-22T14:30:00Z");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theFilesHoldWhatTheMarketMade(long seed) throws Exception {
        RandomMarket market = new RandomMarket(5, 200_000, seed);
        SimulatorOptions options = SimulatorOptions.DEFAULT
                .withRecordsMax(20_003)
                .withFlushInterval(Duration.ofMillis(seed))
                .withTornTails(0.3, seed);
        LongAdder heard = new LongAdder();
        try (Simulator simulator = open(market, options, (symbol, first, records, nanos) -> heard.add(records))) {
            simulator.start();
            simulator.awaitFinished();

            assertThat(simulator.appended()).as("seed %d", seed).isEqualTo(20_003);
            assertThat(simulator.appended("NQZ26-CME")).as("seed %d", seed).isEqualTo(4001);
        }

        assertThat(heard.sum()).as("seed %d", seed).isEqualTo(20_003);
        List<RecordSource.Scheduled> truth = Fixtures.first(20_003, market, START);
        for (int i = 0; i < market.symbols().size(); i++) {
            int symbol = i;
            assertThat(parsed(market.symbols().get(i)).rows())
                    .as("seed %d, %s", seed, market.symbols().get(i))
                    .isEqualTo(truth.stream()
                            .filter(s -> s.symbol() == symbol)
                            .map(s -> ParsedScid.Row.of(s.record()))
                            .toList());
        }
    }

    @Test
    void theFilesExistBeforeTheRunBegins() throws IOException {
        try (Simulator simulator = open(new RandomMarket(2, 1, 1), SimulatorOptions.DEFAULT, AppendListener.NONE)) {
            assertThat(simulator.symbols())
                    .allSatisfy(s -> assertThat(folder.resolve(s + ".scid")).hasSize(56));
        }
    }

    @Test
    void closingWritesWhatWasTakenUpAndEndsTheThread() throws Exception {
        SimulatorOptions options =
                SimulatorOptions.DEFAULT.withFlushInterval(Duration.ofHours(1)).withTornTails(1, 1);
        Simulator simulator = open(new RandomMarket(1, 0.001, 1), options, AppendListener.NONE);
        simulator.start();

        simulator.close();
        simulator.awaitFinished();

        assertThat(parsed("NQZ26-CME").rows()).hasSize((int) simulator.appended());
        assertThat(parsed("NQZ26-CME").tailBytes()).isZero();
        simulator.close();
    }

    @Test
    void aRunThatParksForHoursIsWokenByClose() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        Simulator simulator = open(
                new RandomMarket(1, 0.0001, 1),
                SimulatorOptions.DEFAULT,
                (symbol, first, count, nanos) -> written.countDown());
        simulator.start();
        written.await();

        simulator.close();

        assertThat(simulator.awaitFinished(Duration.ZERO)).isTrue();
        assertThat(parsed("NQZ26-CME").rows()).hasSize(1);
    }

    @Test
    void aFailedRunIsReportedToWhoeverWaits() throws Exception {
        AppendListener failing = (symbol, first, records, nanos) -> {
            throw new IllegalStateException("no more");
        };
        Simulator simulator = open(new RandomMarket(1, 1000, 1), SimulatorOptions.DEFAULT, failing);
        simulator.start();

        assertThatThrownBy(simulator::awaitFinished)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stopped early")
                .hasMessageContaining("no more");
        simulator.close();
    }

    @Test
    void aFolderThatIsAFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Simulator.open(
                        file,
                        new RandomMarket(1, 1, 1),
                        SimulatorOptions.DEFAULT,
                        AppendListener.NONE,
                        InstantSource.fixed(START),
                        System::nanoTime))
                .isInstanceOf(IOException.class);
    }

    private ParsedScid parsed(String symbol) throws IOException {
        return ParsedScid.read(folder.resolve(symbol + ".scid"));
    }

    private Simulator open(RecordSource source, SimulatorOptions options, AppendListener listener) throws IOException {
        return Simulator.open(folder, source, options, listener, InstantSource.fixed(START), System::nanoTime);
    }
}
