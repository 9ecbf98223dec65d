package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;

import io.deltatape.contract.Price;
import java.math.BigDecimal;

/// Turns the decimal numbers of text files into prices of one instrument and into counts.
///
/// Sierra Chart keeps prices as float32 and prints them with a fixed number of digits, so 648.92 stands in a daily file
/// as 648.91998291 or, from another service, as 648.91998300. Therefore: a number with more than seven significant
/// digits that is a float32 rounded to the digits written (zeros at the end are padding), and whose shortest decimal
/// has no more than seven, is that shortest decimal, as in a .scid file. Any other number is taken as written: no
/// simple decimal stands behind it, as behind 105.00390625, a price in 256ths, or behind 1234567.75. Immutable.
final class TextNumbers {
    private static final int CHARS_MAX = 64;
    /// Any decimal with so few significant digits can be told from its neighbours in a float32.
    private static final int FLOAT_DIGITS = 7;

    private final BigDecimal multiplier;
    private final boolean isPlain;

    TextNumbers(BigDecimal multiplier) {
        this.multiplier = multiplier;
        this.isPlain = multiplier.compareTo(BigDecimal.ONE) == 0;
    }

    /// The price in nanos; absent if it is zero, no number or too large.
    long price(String text) {
        if (text.isEmpty() || text.length() > CHARS_MAX) {
            return ABSENT;
        }
        try {
            long nanos = isPlain && significantDigits(text) <= FLOAT_DIGITS
                    ? Price.parse(text)
                    : Price.ofDecimal(meant(text).multiply(multiplier));
            return nanos == 0 || nanos > FloatPrices.NANOS_MAX || nanos < -FloatPrices.NANOS_MAX ? ABSENT : nanos;
        } catch (ArithmeticException | NumberFormatException _) {
            return ABSENT;
        }
    }

    /// A count, which may be written with zeros behind a decimal point; absent if it is none, negative or beyond nine
    /// billion.
    static long count(String text) {
        if (text.isEmpty() || text.length() > CHARS_MAX) {
            return ABSENT;
        }
        try {
            long nanos = Price.parse(text);
            return nanos < 0 || nanos % Price.ONE != 0 ? ABSENT : nanos / Price.ONE;
        } catch (ArithmeticException | NumberFormatException _) {
            return ABSENT;
        }
    }

    /// Whether a text is a number at all, and zero.
    static boolean isZero(String text) {
        try {
            return text.length() <= CHARS_MAX && new BigDecimal(text).signum() == 0;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static BigDecimal meant(String text) {
        var written = new BigDecimal(text);
        boolean hasExponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        float nearest = written.floatValue();
        if (hasExponent || !Float.isFinite(nearest) || significantDigits(text) <= FLOAT_DIGITS) {
            return written;
        }
        var halfOfLastDigit = new BigDecimal("0.5")
                .scaleByPowerOfTen(-written.stripTrailingZeros().scale());
        var error = new BigDecimal(nearest).subtract(written).abs();
        var shortest = new BigDecimal(Float.toString(nearest)).stripTrailingZeros();
        return error.compareTo(halfOfLastDigit) <= 0 && shortest.precision() <= FLOAT_DIGITS ? shortest : written;
    }

    /// Digits from the first to the last that is not zero; with an exponent no fewer than there are.
    private static int significantDigits(String text) {
        int digits = 0;
        int significant = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits += digits > 0 || c != '0' ? 1 : 0;
                significant = c == '0' ? significant : digits;
            }
        }
        return significant;
    }
}
