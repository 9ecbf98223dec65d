package io.deltatape.contract;

/// How the prices of an instrument are quoted, and what they are worth. Immutable.
///
/// `tickSize` is the smallest step of a price, in nanos; `digits` the decimal digits to show a price with; `multiplier`
/// the worth of one whole unit of price of one contract, in nanos of the currency; `currency` its code, as `USD`. What
/// is not known is 0, [#DIGITS_UNKNOWN], or an empty text: nothing is guessed.
public record Quotation(long tickSize, int digits, long multiplier, String currency) {
    public static final int DIGITS_UNKNOWN = -1;

    /// Of an instrument of which nothing is known.
    public static final Quotation UNKNOWN = new Quotation(0, DIGITS_UNKNOWN, 0, "");

    public Quotation {
        if (!isValid(tickSize, digits, multiplier) || !Instrument.isText(currency)) {
            throw new IllegalArgumentException("quotation tick=" + tickSize + " digits=" + digits + " multiplier="
                    + multiplier + " currency=" + currency + ": expected nothing negative, at most " + Price.DIGITS_MAX
                    + " digits, and a printable currency");
        }
    }

    /// Whether the figures can be a quotation: for input that may be wrong, where an exception would be out of place.
    public static boolean isValid(long tickSize, long digits, long multiplier) {
        return tickSize >= 0 && multiplier >= 0 && digits >= DIGITS_UNKNOWN && digits <= Price.DIGITS_MAX;
    }

    /// A quotation whose digits are those that its tick size needs.
    public static Quotation of(long tickSize, long multiplier, String currency) {
        int digits = tickSize == 0 ? DIGITS_UNKNOWN : Price.digits(tickSize, 0);
        return new Quotation(tickSize, digits, multiplier, currency);
    }
}
