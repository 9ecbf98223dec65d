package io.deltatape.bridge.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.market.MarketRecord.Kind;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import io.deltatape.contract.Trade;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionStatisticsTest {
    private static final long ABSENT = MarketRecord.ABSENT;
    private static final long DAY_US = 86_400_000_000L;
    private static final long MONDAY_US = LocalDate.parse("2026-03-02").toEpochDay() * DAY_US + 15 * 3_600_000_000L;

    private record Given(
            Kind kind,
            long timeUs,
            long open,
            long high,
            long low,
            long close,
            long bid,
            long ask,
            long volume,
            long bidVolume,
            long askVolume,
            long trades)
            implements MarketRecord {
        @Override
        public Trade.Part part() {
            return Trade.Part.UNMARKED;
        }
    }

    private static Given tick(long timeUs, String price, long size) {
        long nanos = Price.parse(price);
        return new Given(Kind.TICK, timeUs, nanos, nanos, nanos, nanos, nanos - 1, nanos + 1, size, 0, size, 1);
    }

    private static Given sold(long timeUs, String price, long size) {
        long nanos = Price.parse(price);
        return new Given(Kind.TICK, timeUs, nanos, nanos, nanos, nanos, nanos, ABSENT, size, size, 0, 1);
    }

    private static Given quote(long timeUs, long bid, long ask) {
        return new Given(Kind.QUOTE, timeUs, ABSENT, ask, bid, ABSENT, bid, ask, 0, 0, 0, 1);
    }

    private final SessionStatistics statistics = new SessionStatistics(new TradeDates(), ABSENT);

    private long value(Field field) {
        MarketState state = statistics.state();
        assertThat(state.has(field)).as("%s present", field).isTrue();
        return state.value(field);
    }

    @Test
    void nothingIsKnownBeforeTheFirstRecord() {
        assertThat(statistics.state()).isEqualTo(MarketState.EMPTY);
    }

    @Test
    void theLastTradeSaysPriceSizeAndSide() {
        statistics.apply(tick(MONDAY_US, "100.25", 3));
        assertThat(value(Field.LAST_SIDE)).isEqualTo(1);
        statistics.apply(sold(MONDAY_US + 1, "100", 2));

        assertThat(value(Field.LAST_PRICE)).isEqualTo(Price.parse("100"));
        assertThat(value(Field.LAST_SIZE)).isEqualTo(2);
        assertThat(value(Field.LAST_SIDE)).isEqualTo(2);
        assertThat(value(Field.BID)).isEqualTo(Price.parse("100"));
        assertThat(statistics.state().has(Field.ASK)).isFalse();
        assertThat(value(Field.OPEN)).isEqualTo(Price.parse("100.25"));
        assertThat(value(Field.VOLUME)).isEqualTo(5);
        assertThat(value(Field.BID_VOLUME)).isEqualTo(2);
        assertThat(value(Field.ASK_VOLUME)).isEqualTo(3);
        assertThat(value(Field.TRADES)).isEqualTo(2);
        assertThat(value(Field.TS_EVENT)).isEqualTo(MONDAY_US + 1);
        assertThat(LocalDate.ofEpochDay(value(Field.SESSION_DATE))).hasToString("2026-03-02");
        assertThat(statistics.state().has(Field.PREV_CLOSE)).isFalse();
    }

    @Test
    void aNewSessionBeginsWithItsFirstTradeAndKeepsTheCloseBefore() {
        statistics.apply(tick(MONDAY_US, "100", 3));
        statistics.apply(quote(MONDAY_US + DAY_US, 5, 6));
        assertThat(LocalDate.ofEpochDay(value(Field.SESSION_DATE))).hasToString("2026-03-02");
        assertThat(value(Field.VOLUME)).isEqualTo(3);

        var effect = statistics.apply(sold(MONDAY_US + DAY_US + 1, "90", 1));

        assertThat(effect).isEqualTo(SessionStatistics.Effect.SESSION_BEGUN);
        assertThat(value(Field.PREV_CLOSE)).isEqualTo(Price.parse("100"));
        assertThat(value(Field.HIGH)).isEqualTo(Price.parse("90"));
        assertThat(value(Field.VOLUME)).isEqualTo(1);
        assertThat(value(Field.TRADES)).isEqualTo(1);
        assertThat(value(Field.VWAP)).isEqualTo(Price.parse("90"));
        assertThat(value(Field.ASK_VOLUME)).isZero();
    }

    @Test
    void aRecordOfAnEarlierSessionChangesNothing() {
        statistics.apply(tick(MONDAY_US, "100", 3));
        MarketState before = statistics.state();

        assertThat(statistics.apply(tick(MONDAY_US - DAY_US, "50", 3))).isEqualTo(SessionStatistics.Effect.LATE);
        assertThat(statistics.apply(quote(MONDAY_US - DAY_US, 1, 2))).isEqualTo(SessionStatistics.Effect.LATE);
        assertThat(statistics.state()).isEqualTo(before);
    }

    @Test
    void aQuoteChangesBidAskAndTimeOnly() {
        statistics.apply(tick(MONDAY_US, "100", 3));
        MarketState before = statistics.state();
        statistics.apply(quote(MONDAY_US + 9, 7, 8));

        MarketState after = statistics.state();
        for (Field field : Field.values()) {
            boolean touched = field == Field.BID || field == Field.ASK || field == Field.TS_EVENT;
            if (field.kind() != Field.Kind.BOOK && !touched) {
                assertThat(after.value(field)).as("%s", field).isEqualTo(before.value(field));
            }
        }
        assertThat(after.value(Field.BID)).isEqualTo(7);
        assertThat(after.value(Field.ASK)).isEqualTo(8);
        assertThat(after.value(Field.TS_EVENT)).isEqualTo(MONDAY_US + 9);
    }

    @Test
    void aBarCountsAllItsTradesAndHasNoLastTradeNorVwap() {
        statistics.apply(tick(MONDAY_US, "100", 3));
        statistics.apply(
                new Given(Kind.BAR, MONDAY_US + 1, 100, 200_000_000_000L, 90, 95, ABSENT, ABSENT, 10, 4, 6, 7));

        assertThat(value(Field.TRADES)).isEqualTo(8);
        assertThat(value(Field.LAST_PRICE)).isEqualTo(95);
        assertThat(value(Field.HIGH)).isEqualTo(200_000_000_000L);
        assertThat(value(Field.LOW)).isEqualTo(90);
        assertThat(statistics.state().has(Field.LAST_SIZE)).isFalse();
        assertThat(statistics.state().has(Field.VWAP)).isFalse();
        assertThat(value(Field.BID)).isEqualTo(Price.parse("100") - 1);
    }

    @Test
    void anIndexHasNeitherQuoteNorVolume() {
        statistics.apply(new Given(Kind.INDEX, MONDAY_US, 17, 17, 17, 17, ABSENT, ABSENT, 0, 0, 0, 1));

        assertThat(value(Field.LAST_PRICE)).isEqualTo(17);
        assertThat(value(Field.VOLUME)).isZero();
        assertThat(statistics.state().has(Field.BID)).isFalse();
        assertThat(statistics.state().has(Field.ASK)).isFalse();
        assertThat(statistics.state().has(Field.VWAP)).isFalse();
        assertThat(statistics.state().has(Field.LAST_SIZE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void vwapIsTheExactMeanRoundedOnce(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            var session = new SessionStatistics(new TradeDates(), ABSENT);
            int digits = random.nextInt(8);
            boolean isHuge = random.nextInt(4) == 0;
            var sum = BigDecimal.ZERO;
            long volume = 0;
            int digitsSeen = 0;
            var prices = new ArrayList<String>();
            for (int i = 1 + random.nextInt(200); i > 0; i--) {
                long units = random.nextLong(isHuge ? 1_000_000_000L : 100_000L) - (isHuge ? 0 : 50_000);
                var price = BigDecimal.valueOf(units, isHuge ? 0 : digits);
                long size = 1 + random.nextLong(isHuge ? Integer.MAX_VALUE : 3);
                sum = sum.add(price.multiply(BigDecimal.valueOf(size)));
                volume += size;
                digitsSeen = Math.max(digitsSeen, price.stripTrailingZeros().scale());
                prices.add(price.toPlainString());
                session.apply(tick(MONDAY_US, price.toPlainString(), size));
            }

            var mean = sum.divide(BigDecimal.valueOf(volume), new MathContext(60, RoundingMode.DOWN));
            assertThat(session.state().value(Field.VWAP))
                    .as("seed %d round %d prices %s", seed, round, prices)
                    .isEqualTo(Price.ofDecimal(mean.setScale(Math.min(digitsSeen + 2, 9), RoundingMode.HALF_EVEN)));
        }
    }
}
