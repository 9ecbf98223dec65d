package io.deltatape.bridge.market;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of file that speak of a symbol, in the order of their precedence for last price and session figures.
public enum SourceKind {
    /// `.scid`: every trade.
    SCID("scid"),
    /// A text export of bars.
    BARS("bars"),
    /// A JSON snapshot of an ACSIL study: partly estimated.
    ACSIL("acsil"),
    /// `.depth`: the order book; for the book, and for bid and ask.
    DEPTH("depth"),
    /// `.dly`: for the close before and the open interest.
    DAILY("dly");

    private final String word;

    SourceKind(String word) {
        this.word = word;
    }

    /// The kind with a word.
    public static Optional<SourceKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /// As settings and snapshots name it.
    public String word() {
        return word;
    }
}
