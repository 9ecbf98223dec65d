package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextNumbersTest {
    private static final long SEED = 20260101;
    private final TextNumbers numbers = new TextNumbers(BigDecimal.ONE);

    /// A price with up to seven digits, as instruments have.
    private static BigDecimal priceOf(Random random) {
        return BigDecimal.valueOf(1 + random.nextInt(9_999_999), random.nextInt(5));
    }

    @Test
    void aFloatPrintedInAnyLengthIsTheDecimalThatWasMeant() {
        var random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            BigDecimal price = priceOf(random);
            float stored = price.floatValue();
            var meant = new BigDecimal(Float.toString(stored));
            // six digits behind the point as in JSON, eight as in daily files, all as a double shows
            int digits = switch (i % 3) {
                case 0 -> Math.max(6, price.scale());
                case 1 -> 8;
                default -> 15;
            };
            String written = new BigDecimal(stored)
                            .setScale(digits, RoundingMode.HALF_EVEN)
                            .toPlainString()
                    + "0".repeat(random.nextInt(3));
            assertThat(numbers.price(written))
                    .as("%s for %s, seed %d step %d", written, price, SEED, i)
                    .isEqualTo(Price.ofDecimal(meant));
        }
    }

    @Test
    void aDecimalOfUpToSevenDigitsIsTakenAsWritten() {
        var random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            BigDecimal price = priceOf(random);
            String written = price.toPlainString() + "0".repeat(price.scale() > 0 ? random.nextInt(5) : 0);
            assertThat(numbers.price(written))
                    .as("%s seed %d step %d", written, SEED, i)
                    .isEqualTo(Price.ofDecimal(price));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "648.91998291, 648.92",
        "648.91998300, 648.92",
        "488.02999900, 488.03",
        "15.979999542236328, 15.98",
        "649.479980, 649.48",
        "50.119999, 50.12",
        "65000.1015625, 65000.1",
        "43.96875000, 43.96875",
        "107.0078125, 107.0078125",
        "105.00390625, 105.00390625",
        "1234567.75, 1234567.75",
        "1234567.88, 1234567.88",
        "1000000.02, 1000000.02",
        "123456.789, 123456.789",
        "0.12345678, 0.12345678",
        "150.12345, 150.12345",
        "-37.63000107, -37.63",
        "1e3, 1000",
        "4810.50, 4810.5"
    })
    void onlyWhatIsAFloatIsTakenForOne(String written, String meant) {
        assertThat(Price.format(numbers.price(written))).isEqualTo(meant);
    }

    @Test
    void theMultiplierIsAppliedToTheDecimal() {
        var cents = new TextNumbers(new BigDecimal("0.01"));
        assertThat(cents.price("7512.00000000")).isEqualTo(75_120_000_000L);
        assertThat(cents.price("648.91998291")).isEqualTo(Price.parse("6.4892"));
        assertThat(new TextNumbers(new BigDecimal("1.00")).price("5.25")).isEqualTo(5_250_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "-0.000000",
                "nan",
                "NaN",
                "inf",
                "1,5",
                "--1",
                "1e",
                "1e999999999",
                "1e-999999999",
                "1e99999999999",
                "9000000001",
                "-1.99900095e+37",
                "0x10",
                "."
            })
    void whatIsNoPriceIsAbsent(String text) {
        assertThat(numbers.price(text)).isEqualTo(ABSENT);
        assertThat(new TextNumbers(new BigDecimal("1000")).price(text)).isEqualTo(ABSENT);
    }

    @Test
    void countsAreWholeAndNotNegative() {
        assertThat(TextNumbers.count("51581565")).isEqualTo(51_581_565);
        assertThat(TextNumbers.count("0")).isZero();
        assertThat(TextNumbers.count("17.000")).isEqualTo(17);
        for (String none : new String[] {"", "-1", "0.5", "x", "9223372037", "1e99", "9".repeat(400)}) {
            assertThat(TextNumbers.count(none)).as(none).isEqualTo(ABSENT);
        }
        assertThat(TextNumbers.isZero("0.00") && TextNumbers.isZero("-0")).isTrue();
        assertThat(TextNumbers.isZero("") || TextNumbers.isZero("0x") || TextNumbers.isZero("0.1"))
                .isFalse();
    }

    @Test
    void aFloatWithoutASimpleDecimalIsTakenAsWritten() {
        var random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            float ugly = 0.125f + random.nextFloat() * (1 << random.nextInt(18));
            String written = String.format(Locale.ROOT, "%.8f", (double) ugly);
            boolean isSimple =
                    new BigDecimal(Float.toString(ugly)).stripTrailingZeros().precision() <= 7;
            long expected = isSimple ? Price.ofFloat(ugly, BigDecimal.ONE) : Price.parse(written);
            assertThat(numbers.price(written))
                    .as("%s seed %d step %d", written, SEED, i)
                    .isEqualTo(expected == 0 ? ABSENT : expected);
        }
    }
}
