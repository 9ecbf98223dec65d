package io.deltatape.bridge.instruments;

import io.deltatape.bridge.rollover.ExpiryRule;
import io.deltatape.bridge.rollover.MonthCode;
import io.deltatape.contract.Instrument;
import io.deltatape.contract.Price;
import io.deltatape.contract.Quotation;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Pattern;

/// What the configuration says of instruments, put into the table. Stateless.
///
/// A name that the table does not have begins as what fits it there: a contract as its root, a symbol as its pattern.
final class TableChanges {
    static final Setting<Map<String, String>> INSTRUMENTS = Setting.map(
            "bridge.instruments",
            "",
            "NAME.attribute=value, …: replaces what is known of a symbol or of the root of a future; attributes are"
                    + " tick, digits, multiplier, currency, description, months, expiry");

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern DIGITS = Pattern.compile("\\d");

    private TableChanges() {}

    /// Reads the setting into a table; what is wrong is kept as problems.
    static InstrumentTable apply(Settings settings, InstrumentTable table) {
        InstrumentTable changed = table;
        // Roots before their contracts, which begin as what the root then is; the tick before the digits it implies.
        var keys = settings.get(INSTRUMENTS).entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, String> entry) ->
                                table.root(name(entry.getKey())).isPresent())
                        .thenComparing(entry -> !attribute(entry.getKey()).equals("tick"))
                        .thenComparing(Map.Entry::getKey))
                .toList();
        for (Map.Entry<String, String> entry : keys) {
            try {
                changed = changed.with(changed(changed, entry.getKey(), entry.getValue()));
            } catch (IllegalArgumentException e) {
                settings.problem(INSTRUMENTS.key() + " gives " + entry.getKey() + " \"" + entry.getValue()
                        + "\", expected " + e.getMessage());
            }
        }
        return changed;
    }

    private static String name(String key) {
        return key.substring(0, Math.max(key.lastIndexOf('.'), 0));
    }

    private static String attribute(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private static Listing changed(InstrumentTable table, String key, String value) {
        String name = name(key);
        if (name.isEmpty() || NamePattern.isPattern(name)) {
            throw new IllegalArgumentException("NAME.attribute=value, where NAME is a symbol or a root");
        }
        Listing listing = table.of(name)
                .map(found -> found.name().equals(name) ? found : found.named(name))
                .orElse(Listing.unknown(name));
        Quotation quotation = listing.quotation();
        return switch (attribute(key)) {
            case "tick" ->
                listing.withQuotation(Quotation.of(decimal(value), quotation.multiplier(), quotation.currency()));
            case "digits" -> listing.withQuotation(withDigits(quotation, value));
            case "multiplier" ->
                listing.withQuotation(
                        new Quotation(quotation.tickSize(), quotation.digits(), decimal(value), quotation.currency()));
            case "currency" ->
                listing.withQuotation(
                        new Quotation(quotation.tickSize(), quotation.digits(), quotation.multiplier(), text(value)));
            case "description" -> listing.withDescription(text(value));
            case "months" -> listing.withMonths(MonthCode.months(value));
            case "expiry" -> listing.withExpiry(ExpiryRule.parse(value));
            default ->
                throw new IllegalArgumentException(
                        "one of tick, digits, multiplier, currency, description, months, expiry after the last dot");
        };
    }

    private static Quotation withDigits(Quotation quotation, String value) {
        if (!DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException("0 to " + Price.DIGITS_MAX);
        }
        return new Quotation(
                quotation.tickSize(), Integer.parseInt(value), quotation.multiplier(), quotation.currency());
    }

    private static long decimal(String value) {
        long nanos = DECIMAL.matcher(value).matches() ? Price.parse(value) : 0;
        if (nanos == 0) {
            throw new IllegalArgumentException("a decimal number above zero, such as 0.25");
        }
        return nanos;
    }

    private static String text(String value) {
        if (!Instrument.isText(value)) {
            throw new IllegalArgumentException("at most " + Instrument.TEXT_LENGTH_MAX + " printable characters");
        }
        return value;
    }
}
