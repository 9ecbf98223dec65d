package io.deltatape.contract;

/// The aggressor of a trade, as field `sd` numbers it.
public enum Side {
    UNKNOWN(0, 'U'),
    /// The buyer: traded at the ask.
    BUYER(1, 'B'),
    /// The seller: traded at the bid.
    SELLER(2, 'S');

    private final long code;
    private final char letter;

    Side(long code, char letter) {
        this.code = code;
        this.letter = letter;
    }

    /// The value of the field.
    public long code() {
        return code;
    }

    public char letter() {
        return letter;
    }

    /// The side with a code; what is out of range is unknown.
    public static Side ofCode(long code) {
        return code == 1 ? BUYER : code == 2 ? SELLER : UNKNOWN;
    }

    /// The side of what traded at the bid and at the ask: unknown unless it was all at one of the two.
    public static Side ofSizes(long atBid, long atAsk) {
        if (atAsk > 0) {
            return atBid == 0 ? BUYER : UNKNOWN;
        }
        return atBid > 0 ? SELLER : UNKNOWN;
    }

    /// The side with a letter; any other letter is unknown.
    public static Side ofLetter(char letter) {
        return letter == 'B' ? BUYER : letter == 'S' ? SELLER : UNKNOWN;
    }
}
