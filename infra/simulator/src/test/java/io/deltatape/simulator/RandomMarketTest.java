package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.simulator.RecordSource.Scheduled;
import io.deltatape.simulator.SimulatedRecord.Marker;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RandomMarketTest {
    private static final Instant START = Instant.parse("2026-11-22T14:30:00.000700Z");

    @Test
    void tenSymbolsHaveRealNamesAndTheRestNumbers() {
        assertThat(new RandomMarket(12, 1, 1).symbols())
                .startsWith("NQZ26-CME", "ESZ26-CME", "YMZ26-CBOT")
                .endsWith("ZCH27-CBOT", "SIM011-CME", "SIM012-CME");
        assertThat(new RandomMarket(10_000, 1, 1).symbols()).hasSize(10_000).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSeedDecidesEveryRecord(long seed) {
        List<Scheduled> once = Fixtures.first(5000, new RandomMarket(7, 1000, seed), START);
        List<Scheduled> again = Fixtures.first(5000, new RandomMarket(7, 1000, seed), START);
        List<Scheduled> other = Fixtures.first(5000, new RandomMarket(7, 1000, seed + 1), START);

        assertThat(again).as("seed %d", seed).isEqualTo(once);
        assertThat(other).as("seed %d", seed).isNotEqualTo(once);
    }

    @Test
    void aGivenStartHoldsWheneverTheMarketIsRun() {
        RandomMarket market = new RandomMarket(3, 100, 1);

        assertThat(Fixtures.first(100, market.startingAt(START), Instant.EPOCH))
                .isEqualTo(Fixtures.first(100, market, START));
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 100, 20_000, 3_000_000})
    void timesOfASymbolOnlyGrowAndMicrosecondsOnlyCount(double rate) {
        long last = 0;
        int shared = 0;
        for (Scheduled scheduled : Fixtures.first(10_000, new RandomMarket(1, rate, 1), START)) {
            long us = scheduled.record().dateTimeUs();
            long dueUs = SimulatedRecord.sierraUs(START) + scheduled.dueNanos() / 1000;
            boolean sharesMillisecond = us / 1000 == last / 1000;
            assertThat(us).as("rate %s", rate).isGreaterThan(last);
            if (rate <= 1_000_000) {
                assertThat(us % 1000 != 0).as("rate %s", rate).isEqualTo(sharesMillisecond);
                assertThat(us / 1000).as("rate %s", rate).isEqualTo(dueUs / 1000);
            }
            shared += sharesMillisecond ? 1 : 0;
            last = us;
        }
        assertThat(shared > 0)
                .as("records share a millisecond at rate %s", rate)
                .isEqualTo(rate > 1000);
    }

    @Test
    void recordsAreDueAtTheRateAndDealtToTheSymbolsInTurn() {
        List<Scheduled> records = Fixtures.first(3_000, new RandomMarket(10, 1000, 1), START);

        for (int i = 0; i < records.size(); i++) {
            assertThat(records.get(i).symbol()).isEqualTo(i % 10);
            assertThat(records.get(i).dueNanos()).isEqualTo(i * 1_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRecordIsATradeOnTheGridWithTheQuoteAround(long seed) {
        int outside = 0;
        boolean sweeping = false;
        int sweeps = 0;
        List<SimulatedRecord> records = Fixtures.first(20_000, new RandomMarket(1, 100, seed), START).stream()
                .map(Scheduled::record)
                .toList();
        for (SimulatedRecord r : records) {
            assertThat(r.numTrades()).as("seed %d", seed).isOne();
            assertThat(r.totalVolume()).as("seed %d", seed).isBetween(1, 41);
            assertThat(r.bidVolume() + r.askVolume()).as("seed %d", seed).isEqualTo(r.totalVolume());
            assertThat(r.bidVolume() == 0 || r.askVolume() == 0)
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(r.close() % 0.25f).as("seed %d", seed).isZero();
            assertThat(r.low()).as("bid, seed %d", seed).isLessThan(r.high());
            assertThat(r.close()).as("seed %d", seed).isBetween(20_000f, 30_000f);
            if (r.open() == Marker.FIRST_SUB.open()) {
                assertThat(sweeping).as("a sweep within a sweep, seed %d", seed).isFalse();
                sweeping = true;
            } else if (r.open() == Marker.LAST_SUB.open()) {
                assertThat(sweeping)
                        .as("an end without a beginning, seed %d", seed)
                        .isTrue();
                sweeping = false;
                sweeps++;
            }
            outside += r.close() < r.low() || r.close() > r.high() ? 1 : 0;
        }
        assertThat(sweeps).as("sweeps, seed %d", seed).isBetween(100, 1000);
        assertThat(outside).as("prints outside the quote, seed %d", seed).isBetween(200, 4000);
    }

    @Test
    void quotesComeInTheShareAskedFor() {
        List<Scheduled> records = Fixtures.first(10_000, new RandomMarket(2, 100, 1).withQuotes(0.5), START);

        assertThat(records.stream().filter(s -> s.record().totalVolume() == 0).count())
                .isBetween(4_000L, 5_500L);
        assertThat(records)
                .allSatisfy(
                        s -> assertThat(s.record().low()).isLessThan(s.record().high()));
    }

    @Test
    void whatMakesNoMarketIsRefused() {
        assertThatThrownBy(() -> new RandomMarket(0, 1, 1)).hasMessage("0 symbols, expected 1 to 10000");
        assertThatThrownBy(() -> new RandomMarket(1, 0, 1)).hasMessageContaining("rate is 0.0 records/s, expected");
        assertThatThrownBy(() -> new RandomMarket(1, Double.NaN, 1)).hasMessageContaining("rate is NaN");
    }
}
