package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Price;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FloatPricesTest {
    private static final long SEED = 20260101;

    private static long slow(float price, BigDecimal multiplier) {
        long nanos = Price.ofFloat(price, multiplier);
        return nanos == 0 ? ABSENT : nanos;
    }

    @Test
    void everyPriceIsWhatTheShortestDecimalSays() {
        var random = new Random(SEED);
        var prices = new FloatPrices(BigDecimal.ONE);
        for (int i = 0; i < 500_000; i++) {
            float price = switch (i % 5) {
                case 0 -> random.nextInt(200_000) / 4f;
                case 1 -> random.nextInt(10_000_000) / 100f;
                case 2 -> (random.nextFloat() - 0.5f) * 40_000_000f;
                case 3 -> random.nextFloat() * 0.01f;
                default -> Math.fma(random.nextFloat(), 1000f, random.nextInt(1 << 22)) / (1 << random.nextInt(20));
            };
            assertThat(prices.nanos(Float.floatToRawIntBits(price)))
                    .as("price %s seed %d step %d", price, SEED, i)
                    .isEqualTo(price == 0 ? ABSENT : slow(price, BigDecimal.ONE));
        }
    }

    @Test
    void multiplierIsAppliedToTheDecimal() {
        var cents = new BigDecimal("0.01");
        var prices = new FloatPrices(cents);
        var random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            float price = random.nextInt(1_000_000) + 1;
            assertThat(prices.nanos(Float.floatToRawIntBits(price)))
                    .as("price %s seed %d", price, SEED)
                    .isEqualTo(slow(price, cents));
        }
        assertThat(new FloatPrices(BigDecimal.ONE).nanos(Float.floatToRawIntBits(15.98f)))
                .isEqualTo(15_980_000_000L);
    }

    @Test
    void whatIsNoPriceIsAbsent() {
        var prices = new FloatPrices(BigDecimal.ONE);
        for (float none : new float[] {
            0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -2e37f, 9.1e9f, 1e-20f
        }) {
            assertThat(prices.nanos(Float.floatToRawIntBits(none)))
                    .as("price %s", none)
                    .isEqualTo(ABSENT);
        }
        assertThat(prices.nanos(Float.floatToRawIntBits(-37.63f))).isEqualTo(-37_630_000_000L);
    }
}
