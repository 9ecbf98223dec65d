package io.deltatape.bridge.instruments;

import io.deltatape.bridge.market.SessionRule;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which session rule a symbol has. Immutable.
///
/// What the configuration says of the symbol comes first, then of its root, then of the longest pattern that fits; then
/// what the table of instruments says, in the same order; then the configuration's rule for `*`, all others; then that
/// of CME Globex.
record SessionChoice(Map<String, SessionRule> given) {
    static final Setting<Map<String, String>> SESSIONS = Setting.map(
            "bridge.sessions",
            "",
            "NAME=rule, …: session rules that replace the built-in ones; NAME is a symbol, the root of a future, a"
                    + " pattern with one *, or * for all others");

    private static final String OTHERS = "*";

    SessionChoice {
        given = Map.copyOf(given);
    }

    /// Reads the setting; what is wrong is kept as problems.
    static SessionChoice from(Settings settings) {
        var given = new TreeMap<String, SessionRule>();
        settings.get(SESSIONS).forEach((name, text) -> {
            if (name.indexOf('*') != name.lastIndexOf('*')) {
                settings.problem(SESSIONS.key() + " names \"" + name + "\", expected at most one *");
            }
            try {
                given.put(name, SessionRule.parse(text));
            } catch (IllegalArgumentException e) {
                settings.problem(
                        SESSIONS.key() + " gives " + name + " \"" + text + "\", expected one of " + e.getMessage());
            }
        });
        return new SessionChoice(given);
    }

    SessionRule rule(String symbol, InstrumentTable table) {
        return find(symbol)
                .or(() -> table.root(symbol).flatMap(this::find))
                .or(() -> byPattern(symbol))
                .or(() -> table.of(symbol)
                        .map(Listing::session)
                        .filter(text -> !text.isEmpty())
                        .map(SessionRule::parse))
                .or(() -> find(OTHERS))
                .orElse(SessionRule.CME);
    }

    private Optional<SessionRule> find(String name) {
        return Optional.ofNullable(given.get(name));
    }

    private Optional<SessionRule> byPattern(String symbol) {
        return given.keySet().stream()
                .filter(name -> NamePattern.isPattern(name) && !name.equals(OTHERS))
                .filter(name -> NamePattern.of(name).matches(symbol))
                .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .flatMap(this::find);
    }
}
