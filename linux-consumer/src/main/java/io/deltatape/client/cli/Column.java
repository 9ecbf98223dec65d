package io.deltatape.client.cli;

import io.deltatape.client.cache.Reading;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.util.Locale;
import java.util.function.Function;

/// A column of the table. `rank` says how long it stays when the terminal gets narrow: the highest go first.
enum Column {
    SYMBOL("symbol", 0, reading -> reading.symbol().name()),
    LAST("last", 1, reading -> price(reading, Field.LAST_PRICE)),
    CHANGE("change", 4, Column::change),
    PERCENT("%", 6, Column::percent),
    BID("bid", 3, reading -> price(reading, Field.BID)),
    ASK("ask", 3, reading -> price(reading, Field.ASK)),
    HIGH("high", 8, reading -> price(reading, Field.HIGH)),
    LOW("low", 8, reading -> price(reading, Field.LOW)),
    VOLUME("volume", 5, reading -> count(reading, Field.VOLUME)),
    TRADES("trades", 7, reading -> count(reading, Field.TRADES)),
    AGE("age", 2, reading -> Words.age(reading.age())),
    FRESHNESS("freshness", 1, Words::freshness);

    static final String ABSENT = "-";

    private final String header;
    private final int rank;
    private final Function<Reading, String> cell;

    Column(String header, int rank, Function<Reading, String> cell) {
        this.header = header;
        this.rank = rank;
        this.cell = cell;
    }

    String header() {
        return header;
    }

    int rank() {
        return rank;
    }

    String cell(Reading reading) {
        return cell.apply(reading);
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
