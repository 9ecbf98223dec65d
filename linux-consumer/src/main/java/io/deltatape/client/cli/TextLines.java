package io.deltatape.client.cli;

import io.deltatape.client.MarketUpdate;
import io.deltatape.client.cache.Reading;
import io.deltatape.contract.BookSide;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import io.deltatape.contract.Side;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// Updates and readings as lines for a person. Stateless.
final class TextLines {
    private static final int LEVELS_SHOWN_MAX = 5;

    private TextLines() {}

    /// `SYMBOL epoch.version delta name=value …`, or `full` where the whole state is said.
    static String update(MarketUpdate update) {
        var line = new StringBuilder().append(update.symbol()).append(' ').append(update.position());
        switch (update) {
            case MarketUpdate.Changed changed -> appendDelta(line.append(" delta"), changed.change());
            case MarketUpdate.Full full -> appendState(line.append(" full"), full.state());
        }
        return line.toString();
    }

    static String retired(Symbol symbol) {
        return symbol + " retired";
    }

    private static void appendDelta(StringBuilder line, StateDelta delta) {
        MarketState values = MarketState.EMPTY.with(delta);
        for (int m = delta.changed() | delta.cleared(); m != 0; m &= m - 1) {
            Field field = Field.lowest(m);
            boolean changed = (delta.changed() & field.bit()) != 0;
            line.append(' ').append(field.longName()).append('=');
            if (!changed) {
                line.append("null");
            } else if (field.kind() == Field.Kind.BOOK) {
                line.append(delta.side(field).levels()).append(" levels");
            } else {
                line.append(value(values, field));
            }
        }
    }

    private static void appendState(StringBuilder line, MarketState state) {
        for (int m = state.mask(); m != 0; m &= m - 1) {
            Field field = Field.lowest(m);
            line.append(' ').append(field.longName()).append('=');
            line.append(field.kind() == Field.Kind.BOOK ? state.side(field).levels() + " levels" : value(state, field));
        }
    }

    /// A reading over several lines: how fresh it is, then each field.
    static String reading(Reading reading) {
        var text = new StringBuilder()
                .append(reading.symbol())
                .append("  ")
                .append(Words.freshness(reading))
                .append(", last event ")
                .append(Words.age(reading.age()))
                .append(" ago, confirmed ")
                .append(Words.age(reading.confirmedAge()))
                .append(" ago, position ")
                .append(reading.position());
        MarketState state = reading.value();
        for (int m = state.mask(); m != 0; m &= m - 1) {
            Field field = Field.lowest(m);
            text.append(System.lineSeparator()).append("  ").append(field.longName());
            text.append(" ".repeat(Math.max(1, 16 - field.longName().length())));
            text.append(value(state, field));
        }
        return text.toString();
    }

    private static String value(MarketState state, Field field) {
        long value = field.kind() == Field.Kind.BOOK ? 0 : state.value(field);
        return switch (field.kind()) {
            case PRICE, FINE_PRICE -> Price.format(value);
            case COUNT -> Long.toString(value);
            case SIDE -> String.valueOf(Side.ofCode(value).letter());
            case DATE -> LocalDate.ofEpochDay(value).toString();
            case MICROS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS).toString();
            case BOOK -> levels(state.side(field));
        };
    }

    private static String levels(BookSide side) {
        var text = new StringBuilder();
        for (int i = 0; i < Math.min(side.levels(), LEVELS_SHOWN_MAX); i++) {
            text.append(Price.format(side.price(i)))
                    .append(" x ")
                    .append(side.size(i))
                    .append("  ");
        }
        return side.levels() > LEVELS_SHOWN_MAX
                ? text.append("and ")
                        .append(side.levels() - LEVELS_SHOWN_MAX)
                        .append(" more")
                        .toString()
                : text.toString().stripTrailing();
    }
}
