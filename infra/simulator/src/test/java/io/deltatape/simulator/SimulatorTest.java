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
import java.util.Map;
import java.util.Set;
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void misdeedsOnDemandAndByPlanLeaveFilesThatHoldWhatTheSimulatorSays(long seed) throws Exception {
        RandomMarket market = new RandomMarket(3, 50_000, seed);
        SimulatorOptions options = SimulatorOptions.DEFAULT
                .withDurationMax(Duration.ofMillis(400))
                .withTornTails(0.2, seed)
                .withFiles(ScidForm.DEFAULT.withTruth().withHandle(FileHandle.PER_WRITE))
                .withMisdeeds(new MisdeedPlan(List.of(Misdeed.values()), Duration.ofMillis(13), seed));
        try (Simulator simulator = open(market, options, AppendListener.NONE)) {
            simulator.start();
            simulator.commit("NQZ26-CME", Misdeed.COPY, seed);
            simulator.awaitFinished();

            for (String symbol : simulator.symbols()) {
                assertThat(parsed(symbol).rows())
                        .as("seed %d, %s", seed, symbol)
                        .isEqualTo(simulator.truth(symbol).stream()
                                .map(ParsedScid.Row::of)
                                .toList());
            }
            assertThat(simulator.appended()).as("seed %d", seed).isEqualTo(20_000);
            assertThatThrownBy(() -> simulator.commit("NQZ26-CME", Misdeed.COPY, seed))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("NQZ26-CME: no copy any more, the run has ended");
        }
    }

    @Test
    void aRunThatParksForHoursCommitsAMisdeedAtOnce() throws Exception {
        SimulatorOptions options = SimulatorOptions.DEFAULT.withFiles(ScidForm.DEFAULT.withTruth());
        CountDownLatch written = new CountDownLatch(1);
        try (Simulator simulator =
                open(new RandomMarket(1, 0.0001, 1), options, (symbol, first, count, nanos) -> written.countDown())) {
            simulator.start();
            written.await();

            simulator.commit("NQZ26-CME", Misdeed.TRUNCATE, 1);

            assertThat(simulator.truth("NQZ26-CME")).isEmpty();
            assertThat(parsed("NQZ26-CME").rows()).isEmpty();
        }
    }

    @Test
    void companionsComeFromTheSameRecords() throws Exception {
        SimulatorOptions options = SimulatorOptions.DEFAULT
                .withRecordsMax(4000)
                .withTornTails(0.3, 5)
                .withCompanions(Set.of(Companion.DEPTH, Companion.ACSIL_V2, Companion.DAILY_CRLF), 5);
        try (Simulator simulator = open(new RandomMarket(2, 20_000, 5), options, AppendListener.NONE)) {
            simulator.start();
            simulator.awaitFinished();

            ParsedScid scid = parsed("ESZ26-CME");
            ParsedDepth depth = ParsedDepth.read(folder.resolve("MarketDepthData/ESZ26-CME.2026-11-22.depth"));
            assertThat(depth.books()).hasSize(2000).endsWith(simulator.book("ESZ26-CME"));
            assertThat(simulator.book("ESZ26-CME").bids().getFirst().price())
                    .isEqualTo(scid.rows().getLast().low());
            Map<String, String> json = ParsedJson.read(folder.resolve("ACSILOutput/ESZ26_CME.json.tmp"))
                    .orElseThrow();
            assertThat(json).containsEntry("symbol", "ESZ26-CME").containsEntry("trades", "1");
            assertThat(Files.readString(folder.resolve("ESZ26-CME.dly")))
                    .endsWith("\r\n")
                    .hasLineCount(251);
        }
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
