package io.deltatape.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Prices as 64-bit integers in units of 1e-9 ("nanos"), and their way from and to text and float32.
///
/// The largest magnitude is 9,223,372,036.854775807. Stateless.
public final class Price {
    /// Nanos of one whole unit of price.
    public static final long ONE = 1_000_000_000L;
    /// Decimal digits that a price can have.
    public static final int DIGITS_MAX = 9;

    private static final long[] UNIT = {ONE, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private Price() {}

    /// Nanos of one unit in the last of so many decimal digits (0 to 9): 0 gives [#ONE].
    public static long unit(int digits) {
        return UNIT[digits];
    }

    /// The fewest decimal digits, and no fewer than `atLeast`, in which the price can be written exactly.
    public static int digits(long nanos, int atLeast) {
        int digits = atLeast;
        while (nanos % UNIT[digits] != 0) {
            digits++;
        }
        return digits;
    }

    /// The price that a float32 of a file stands for: its shortest decimal form (15.98f is 15.98, not
    /// 15.979999542236328) times the symbol's multiplier, rounded to nanos.
    ///
    /// @throws ArithmeticException if it is not finite or out of range
    public static long ofFloat(float value, BigDecimal multiplier) {
        if (!Float.isFinite(value)) {
            throw new ArithmeticException("price " + value + " is not finite");
        }
        return ofDecimal(new BigDecimal(Float.toString(value)).multiply(multiplier));
    }

    /// The price that a decimal number is, rounded to nanos.
    ///
    /// @throws ArithmeticException if the number does not fit
    public static long ofDecimal(BigDecimal value) {
        // An exponent may stand for millions of digits: they must not be written out to find that they do not fit.
        long digitsBeforePoint = (long) value.precision() - value.scale();
        if (value.signum() == 0 || digitsBeforePoint < -DIGITS_MAX) {
            return 0;
        }
        if (digitsBeforePoint > DIGITS_MAX + 1) {
            throw new ArithmeticException("price " + value + " does not fit into 64 bits of 1e-9");
        }
        return value.movePointRight(DIGITS_MAX)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /// Reads a decimal number, with or without an exponent; digits beyond the ninth are rounded.
    ///
    /// @throws ArithmeticException if it does not fit
    /// @throws NumberFormatException if it is not a number
    public static long parse(String text) {
        int length = text.length();
        int at = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        if (length == at || length - at > 19) {
            return ofDecimal(new BigDecimal(text));
        }
        long digits = 0;
        int fraction = -1;
        for (int i = at; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.' && fraction < 0) {
                fraction = 0;
            } else if (c >= '0' && c <= '9') {
                digits = digits * 10 + (c - '0');
                fraction = fraction < 0 ? fraction : fraction + 1;
            } else {
                return ofDecimal(new BigDecimal(text));
            }
        }
        if (fraction > DIGITS_MAX || (fraction == 0 && length == at + 1)) {
            return ofDecimal(new BigDecimal(text));
        }
        long nanos = Math.multiplyExact(digits, UNIT[Math.max(fraction, 0)]);
        return at == 0 ? nanos : -nanos;
    }

    /// The shortest decimal number that is exactly the price, never with an exponent.
    public static String format(long nanos) {
        if (nanos % ONE == 0) {
            return Long.toString(nanos / ONE);
        }
        var text = new StringBuilder(24);
        if (nanos < 0) {
            text.append('-');
        }
        text.append(Math.abs(nanos / ONE)).append('.');
        String fraction = Long.toString(ONE + Math.abs(nanos % ONE));
        int end = fraction.length();
        while (fraction.charAt(end - 1) == '0') {
            end--;
        }
        return text.append(fraction, 1, end).toString();
    }
}
