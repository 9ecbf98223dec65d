package io.deltatape.client.cli;

import io.deltatape.client.cache.Reading;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.util.Locale;

/// A column of the table. `rank` says how long it stays when the terminal gets narrow: the highest go first.
enum Column {
    SYMBOL("symbol", 0),
    LAST("last", 1),
    CHANGE("change", 4),
    PERCENT("%", 6),
    BID("bid", 3),
    ASK("ask", 3),
    HIGH("high", 8),
    LOW("low", 8),
    VOLUME("volume", 5),
    TRADES("trades", 7),
    AGE("age", 2),
    FRESHNESS("freshness", 1);

    static final String ABSENT = "-";

    private final String header;
    private final int rank;

    Column(String header, int rank) {
        this.header = header;
        this.rank = rank;
    }

    String header() {
        return header;
    }

    int rank() {
        return rank;
    }

    String cell(Reading reading) {
        return switch (this) {
            case SYMBOL -> reading.symbol().name();
            case LAST -> price(reading, Field.LAST_PRICE);
            case CHANGE -> change(reading);
            case PERCENT -> percent(reading);
            case BID -> price(reading, Field.BID);
            case ASK -> price(reading, Field.ASK);
            case HIGH -> price(reading, Field.HIGH);
            case LOW -> price(reading, Field.LOW);
            case VOLUME -> count(reading, Field.VOLUME);
            case TRADES -> count(reading, Field.TRADES);
            case AGE -> Words.age(reading.age());
            case FRESHNESS -> Words.freshness(reading);
        };
    }

    /// Words stand to the left of their column, numbers to the right.
    boolean isWord() {
        return this == SYMBOL || this == FRESHNESS;
    }

    private static String price(Reading reading, Field field) {
        MarketState state = reading.value();
        return state.has(field) ? Words.price(state.value(field), Words.digits(state)) : ABSENT;
    }

    private static String count(Reading reading, Field field) {
        return reading.value().has(field) ? Words.count(reading.value().value(field)) : ABSENT;
    }

    private static String change(Reading reading) {
        MarketState state = reading.value();
        if (!hasChange(state)) {
            return ABSENT;
        }
        long change = changeNanos(state);
        return (change > 0 ? "+" : "") + Words.price(change, Words.digits(state));
    }

    private static String percent(Reading reading) {
        MarketState state = reading.value();
        return hasChange(state)
                ? String.format(Locale.ROOT, "%+.2f", 100.0 * changeNanos(state) / state.value(Field.PREV_CLOSE))
                : ABSENT;
    }

    private static boolean hasChange(MarketState state) {
        return state.has(Field.LAST_PRICE) && state.has(Field.PREV_CLOSE) && state.value(Field.PREV_CLOSE) != 0;
    }

    private static long changeNanos(MarketState state) {
        return state.value(Field.LAST_PRICE) - state.value(Field.PREV_CLOSE);
    }
}
