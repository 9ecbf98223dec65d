package io.deltatape.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PriceTest {
    private static final int CASES = 30_000;

    private static long nanos(SplittableRandom random) {
        long any = random.nextLong() >> random.nextInt(64);
        int digits = random.nextInt(10);
        return random.nextBoolean() ? any : any / Price.unit(digits) * Price.unit(digits);
    }

    @Test
    void whatWasFormattedIsParsedToTheSamePrice() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < CASES; i++) {
            long nanos = nanos(random);
            String text = Price.format(nanos);
            assertThat(Price.parse(text)).as(text).isEqualTo(nanos);
            assertThat(new BigDecimal(text)).as(text).isEqualByComparingTo(BigDecimal.valueOf(nanos, 9));
        }
        for (long nanos :
                new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Price.ONE, -Price.ONE, -Price.ONE / 2}) {
            assertThat(Price.parse(Price.format(nanos))).isEqualTo(nanos);
        }
    }

    @Test
    void formatIsTheShortestFormWithoutExponent() {
        var random = new SplittableRandom(2);
        for (int i = 0; i < CASES; i++) {
            long nanos = nanos(random);
            assertThat(Price.format(nanos))
                    .isEqualTo(
                            nanos == 0
                                    ? "0"
                                    : BigDecimal.valueOf(nanos, 9)
                                            .stripTrailingZeros()
                                            .toPlainString());
        }
    }

    @Test
    void digitsAreTheFewestThatSayThePriceExactly() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < CASES; i++) {
            long nanos = nanos(random);
            int fewest = Math.max(
                    0,
                    nanos == 0
                            ? 0
                            : BigDecimal.valueOf(nanos, 9).stripTrailingZeros().scale());
            assertThat(Price.digits(nanos, 0)).as("%d", nanos).isEqualTo(fewest);
            assertThat(Price.digits(nanos, 4)).as("%d", nanos).isEqualTo(Math.max(4, fewest));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1e3, 1000000000000",
        "1.5E-3, 1500000",
        "-2.5e1, -25000000000",
        "1e-9, 1",
        "4e-10, 0",
        "1e-99999999, 0",
        "0e99999999, 0",
        "+5, 5000000000",
        "007, 7000000000",
        "5., 5000000000",
        ".5, 500000000",
        "-.5, -500000000",
        "0.0000000015, 2",
        "0.0000000025, 2",
        "9223372036.854775807, 9223372036854775807",
        "-9223372036.854775808, -9223372036854775808",
        "0.9999999999, 1000000000",
        "-0, 0"
    })
    void readsDecimalNumbersWithAndWithoutExponent(String text, long nanos) {
        assertThat(Price.parse(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "-.", "1.2.3", "--1", "1-", "abc", "1e", "NaN", " 1", "1 ", "0x10", "1,5"})
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> Price.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036.854775808", "-9223372036.854775809", "9999999999", "9999999999999999999",
                "18446744073709551616", "1e10", "1e99999999", "-1e2147483647"
            })
    void refusesWhatDoesNotFit(String text) {
        assertThatThrownBy(() -> Price.parse(text)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "15.98, 1, 15.98",
        "23265.25, 1, 23265.25",
        "-37.63, 1, -37.63",
        "6789, .01, 67.89",
        "1e-7, 1, 0.0000001",
        "16777216, 1, 16777216",
        "2.5, .001, 0.0025",
        "0, 1, 0",
        "110.015625, 1, 110.015625"
    })
    void aFloatIsItsShortestDecimalTimesTheMultiplier(float value, BigDecimal multiplier, BigDecimal expected) {
        assertThat(Price.ofFloat(value, multiplier)).isEqualTo(Price.ofDecimal(expected));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -2e37f})
    void aFloatThatIsNoPriceIsRefused(float value) {
        assertThatThrownBy(() -> Price.ofFloat(value, BigDecimal.ONE)).isInstanceOf(ArithmeticException.class);
    }
}
