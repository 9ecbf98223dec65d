package io.deltatape.contract;

/// What is known of an instrument beside its prices: a record of `market.instruments`. Immutable.
///
/// `shows` is the symbol whose data stand under this one: the symbol itself, or for a continuous alias (`NQ.c.0`) the
/// contract that it follows now. `sessionRule` names the rule that gives a moment its trade date (docs/protocol.md,
/// "Instruments"); `source` the kind of file that the data come from. A text that is not known is empty.
public record Instrument(
        Symbol symbol,
        Symbol shows,
        String description,
        Quotation quotation,
        String sessionRule,
        Delivery delivery,
        String source)
        implements InstrumentRecord {
    /// Characters that a text of an instrument can have.
    public static final int TEXT_LENGTH_MAX = 128;

    public Instrument {
        if (!isText(description) || !isText(sessionRule) || !isText(source)) {
            throw new IllegalArgumentException("instrument " + symbol + " description=\"" + description
                    + "\" sessionRule=\"" + sessionRule + "\" source=\"" + source + "\": expected texts of at most "
                    + TEXT_LENGTH_MAX + " printable characters");
        }
    }

    /// Whether a text can describe an instrument: short, and of characters that every reader can show.
    public static boolean isText(String text) {
        return text.length() <= TEXT_LENGTH_MAX
                && text.chars().noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c));
    }

    /// Whether this is a name for another instrument, which may change.
    public boolean isAlias() {
        return !shows.equals(symbol);
    }

    /// The same instrument under another name.
    public Instrument underAlias(Symbol alias) {
        return new Instrument(alias, shows, description, quotation, sessionRule, delivery, source);
    }
}
