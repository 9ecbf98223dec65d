package io.deltatape.client.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.client.ManualTime;
import io.deltatape.contract.Field;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TtlCacheTest {
    private static final Symbol NQ = new Symbol("NQ");
    private static final int LANE = 1;

    private final ManualTime time = new ManualTime();
    private final TtlCache cache = new TtlCache(2, Duration.ofSeconds(5), Duration.ofSeconds(3), time, time);

    private Held held(long version) {
        MarketState state = MarketState.builder()
                .set(Field.VOLUME, version)
                .set(Field.TS_EVENT, time.nowUs() - 250_000)
                .build();
        return new Held(NQ, new StreamPosition(9, version), state, new HopStamps(1, 2, 3));
    }

    private void putNow(long version) {
        cache.heard(time.getAsLong());
        cache.put(held(version), LANE, time.getAsLong());
    }

    /// The state is put at 0; then its lane, the other lane, or anything at all is heard at a moment; then it is read.
    @ParameterizedTest(name = "lane at {0} ms, other lane at {1} ms, heard at {2} ms, read at {3} ms: {4}")
    @CsvSource({
        "-1,   -1,   -1,    0,    LIVE,         0",
        "-1,   -1,   -1,    2999, LIVE,         2999",
        "-1,   -1,   -1,    3000, DISCONNECTED, 3000",
        "-1,   -1,   4000,  4999, LIVE,         4999",
        "-1,   -1,   4000,  5000, STALE,        5000",
        "-1,   4000, 4000,  5000, STALE,        5000",
        "4000, -1,   4000,  5000, LIVE,         1000",
        "4000, -1,   4000,  6999, LIVE,         2999",
        "4000, -1,   4000,  7000, DISCONNECTED, 3000",
        "4000, -1,   8000,  8999, LIVE,         4999",
        "4000, -1,   8000,  9000, STALE,        5000",
    })
    void freshnessFollowsProofAndSilence(
            long laneMs, long otherLaneMs, long heardMs, long readMs, Freshness expected, long confirmedAgeMs) {
        long begin = time.getAsLong();
        putNow(1);

        if (laneMs >= 0) {
            cache.confirmLane(LANE, begin + laneMs * 1_000_000);
        }
        if (otherLaneMs >= 0) {
            cache.confirmLane(0, begin + otherLaneMs * 1_000_000);
        }
        if (heardMs >= 0) {
            cache.heard(begin + heardMs * 1_000_000);
        }
        time.advance(Duration.ofMillis(readMs));

        Reading reading = cache.get(NQ).orElseThrow();
        assertThat(reading.freshness()).isEqualTo(expected);
        assertThat(reading.confirmedAge()).isEqualTo(Duration.ofMillis(confirmedAgeMs));
        assertThat(reading.age()).isEqualTo(Duration.ofMillis(250 + readMs));
    }

    @Test
    void unknownSymbolIsAMiss() {
        assertThat(cache.get(NQ)).isEmpty();
        assertThat(cache.misses()).isEqualTo(1);
    }

    @Test
    void hitIsAReadingThatWasLive() {
        putNow(1);
        cache.get(NQ);
        time.advance(Duration.ofSeconds(10));
        cache.get(NQ);

        assertThat(cache.hits()).isEqualTo(1);
        assertThat(cache.misses()).isEqualTo(1);
    }

    @Test
    void expiredEntryStaysReadable() {
        putNow(7);
        time.advance(Duration.ofDays(30));

        assertThat(cache.get(NQ).orElseThrow().value().value(Field.VOLUME)).isEqualTo(7);
    }

    @Test
    void laneConfirmedEarlierThanTheEntryDoesNotMakeItOlder() {
        putNow(1);
        cache.confirmLane(LANE, time.getAsLong() - 4_000_000_000L);

        assertThat(cache.get(NQ).orElseThrow().confirmedAge()).isZero();
    }

    @Test
    void doubtedEntryKeepsTheProofItHadAndTakesNoOtherUntilTrusted() {
        putNow(1);
        time.advance(Duration.ofSeconds(1));
        cache.confirmLane(LANE, time.getAsLong());
        cache.doubt(NQ);
        time.advance(Duration.ofSeconds(2));
        cache.confirmLane(LANE, time.getAsLong());

        assertThat(cache.get(NQ).orElseThrow().confirmedAge()).isEqualTo(Duration.ofSeconds(2));
        cache.trust(NQ);
        assertThat(cache.get(NQ).orElseThrow().confirmedAge()).isZero();
    }

    @Test
    void ageWithoutAnEventTimeIsSinceTheBridgeSawIt() {
        var stamps = new HopStamps(time.nowUs() - 1_000, 0, 0);
        cache.put(new Held(NQ, new StreamPosition(9, 1), MarketState.EMPTY, stamps), LANE, time.getAsLong());

        assertThat(cache.get(NQ).orElseThrow().age()).isEqualTo(Duration.ofMillis(1));
    }
}
