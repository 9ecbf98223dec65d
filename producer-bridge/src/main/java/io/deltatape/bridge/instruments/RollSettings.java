package io.deltatape.bridge.instruments;

import io.deltatape.bridge.rollover.FutureRoot;
import io.deltatape.bridge.rollover.RollRule;
import io.deltatape.bridge.rollover.Rollover;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How contracts roll: the rules, the roots that get continuous aliases, and when to speak and when to clear away.
/// Immutable.
///
/// `common` is the rule of each root for which the table of instruments knows that convention; `byRoot` the rules that
/// the configuration gives to roots of its own.
record RollSettings(RollRule common, Map<String, RollRule> byRoot, RootChoice roots, int alertDays, int retireDays) {
    static final Setting<List<String>> RULE = Setting.list(
            "bridge.roll.rule",
            "monday",
            "when the front contract changes, and ROOT=rule, … for roots of which no convention is known: "
                    + RollRule.FORMS);
    static final Setting<List<String>> ROOTS = Setting.list(
            "bridge.roll.roots",
            "auto",
            "roots that get the continuous aliases ROOT.c.0 and ROOT.c.1: auto for those found that have a roll rule,"
                    + " none, or names separated by commas");
    static final Setting<Integer> ALERT = Setting.integer(
            "bridge.roll.alert", 5, 0, 90, "how many calendar days before a roll the status begins to announce it");
    static final Setting<Integer> RETIRE = Setting.integer(
            "bridge.roll.retire",
            5,
            0,
            3_650,
            "how many calendar days after its expiry a contract is kept before it is removed from the topics");

    /// Every key that [#from] reads.
    static final List<Setting<?>> KEYS = List.of(RULE, ROOTS, ALERT, RETIRE);

    private static final int RANKS = 2;

    RollSettings {
        byRoot = Map.copyOf(byRoot);
    }

    /// Which roots get aliases.
    sealed interface RootChoice {
        /// Those that have a rule.
        record Auto() implements RootChoice {}

        /// These.
        record Named(Set<String> names) implements RootChoice {
            public Named {
                names = Set.copyOf(names);
            }
        }
    }

    /// Reads the settings against the table that says how roots expire; what is wrong is kept as problems.
    static RollSettings from(Settings settings, InstrumentTable table) {
        RollRule common = RollRule.parse(RULE.defaultText());
        var byRoot = new TreeMap<String, RollRule>();
        for (String text : settings.get(RULE)) {
            int equals = text.indexOf('=');
            String ruleText = text.substring(equals + 1).strip();
            try {
                RollRule rule = RollRule.parse(ruleText);
                if (equals < 0) {
                    common = rule;
                } else {
                    byRoot.put(text.substring(0, equals).strip(), rule);
                }
            } catch (IllegalArgumentException e) {
                settings.problem(RULE.key() + " has \"" + text + "\", expected " + e.getMessage());
            }
        }
        var roll = new RollSettings(common, byRoot, roots(settings), settings.get(ALERT), settings.get(RETIRE));
        roll.check(settings, table);
        return roll;
    }

    private static RootChoice roots(Settings settings) {
        List<String> names = settings.get(ROOTS);
        if (names.equals(List.of(ROOTS.defaultText()))) {
            return new RootChoice.Auto();
        }
        return new RootChoice.Named(names.equals(List.of("none")) ? Set.of() : new TreeSet<>(names));
    }

    private void check(Settings settings, InstrumentTable table) {
        if (common instanceof RollRule.DayOfPriorMonth) {
            settings.problem(RULE.key() + " is prior-month for all roots, expected a rule that follows the expiry: give"
                    + " it to one root, as CL=prior-month:17");
        }
        byRoot.forEach((name, rule) -> {
            Listing listing = table.find(name).orElse(Listing.unknown(name));
            if (listing.months().isEmpty()) {
                settings.problem(
                        RULE.key() + " names " + name + ", of which no delivery months are known: give them, as"
                                + " bridge.instruments=" + name + ".months=HMUZ");
            } else if (!(rule instanceof RollRule.None) && !rule.fits(listing.expiry())) {
                settings.problem(RULE.key() + " gives " + name + " a rule that follows its expiry, which is "
                        + listing.expiry().id() + ": use prior-month:D, or give an expiry in bridge.instruments");
            }
        });
        if (roots instanceof RootChoice.Named named) {
            named.names().stream()
                    .filter(name -> future(table.find(name).orElse(Listing.unknown(name)))
                                    .roll()
                            instanceof RollRule.None)
                    .sorted()
                    .forEach(name -> settings.problem(ROOTS.key() + " names " + name
                            + ", for which no roll rule is known: give one, as bridge.roll.rule=monday," + name
                            + "=prior-month:17, or leave it out"));
        }
    }

    /// The root of a listing with the rule that it rolls by; no rule is made up for a root whose convention is unknown.
    FutureRoot future(Listing listing) {
        RollRule own = byRoot.get(listing.name());
        RollRule rule = own != null ? own : listing.rollsByDefault() ? common : new RollRule.None();
        return new FutureRoot(listing.name(), listing.months(), listing.expiry(), rule);
    }

    Rollover rollover(FutureRoot root) {
        boolean hasAliases = switch (roots) {
            case RootChoice.Auto _ -> true;
            case RootChoice.Named named -> named.names().contains(root.name());
        };
        return new Rollover(root, hasAliases ? RANKS : 0, alertDays, retireDays);
    }
}
