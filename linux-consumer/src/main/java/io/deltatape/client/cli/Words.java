package io.deltatape.client.cli;

import io.deltatape.client.cache.Reading;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// How values are written for a person. Stateless.
final class Words {
    private static final List<Field> PRICES =
            List.of(Field.LAST_PRICE, Field.BID, Field.ASK, Field.HIGH, Field.LOW, Field.PREV_CLOSE);
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60 * SECOND_MS;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;

    private Words() {}

    /// The decimal digits in which all prices of a state can be written, so that its columns align from row to row.
    static int digits(MarketState state) {
        int digits = 0;
        for (Field field : PRICES) {
            digits = Price.digits(state.value(field), digits);
        }
        return digits;
    }

    /// A price with so many decimal digits, which must be enough for it.
    static String price(long nanos, int digits) {
        var text = new StringBuilder(Price.format(nanos));
        int point = text.indexOf(".");
        int has = point < 0 ? 0 : text.length() - point - 1;
        if (has == 0 && digits > 0) {
            text.append('.');
        }
        return text.append("0".repeat(Math.max(0, digits - has))).toString();
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// An age in the one or two largest units that it needs.
    static String age(Duration age) {
        long ms = age.toMillis();
        if (ms < 0) {
            return "-" + age(age.negated());
        }
        if (ms < SECOND_MS) {
            return ms + "ms";
        }
        if (ms < MINUTE_MS) {
            return String.format(Locale.ROOT, "%d.%ds", ms / SECOND_MS, ms % SECOND_MS / 100);
        }
        if (ms < HOUR_MS) {
            return String.format(Locale.ROOT, "%dm%02ds", ms / MINUTE_MS, ms % MINUTE_MS / SECOND_MS);
        }
        if (ms < DAY_MS) {
            return String.format(Locale.ROOT, "%dh%02dm", ms / HOUR_MS, ms % HOUR_MS / MINUTE_MS);
        }
        return ms / DAY_MS + "d";
    }

    static String freshness(Reading reading) {
        return reading.freshness().name().toLowerCase(Locale.ROOT);
    }
}
