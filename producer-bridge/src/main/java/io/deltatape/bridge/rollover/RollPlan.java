package io.deltatape.bridge.rollover;

import io.deltatape.contract.Symbol;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// How the contracts of a root stand on a trade date: which aliases follow which, what to tell, and which contracts
/// are to be taken out. Immutable.
public record RollPlan(
        String root, LocalDate tradeDate, List<Continuous> aliases, List<RollNotice> notices, Set<Symbol> retired) {
    public RollPlan {
        aliases = List.copyOf(aliases);
        notices = List.copyOf(notices);
        retired = Set.copyOf(retired);
    }

    /// The plan before anything is known.
    public static RollPlan none(String root) {
        return new RollPlan(root, LocalDate.MIN, List.of(), List.of(), Set.of());
    }

    /// What happened between an earlier plan and this one: retired contracts first, by name, then aliases by theirs.
    public List<RollEvent> since(RollPlan before) {
        var events = new ArrayList<RollEvent>();
        retired.stream()
                .filter(symbol -> !before.retired.contains(symbol))
                .sorted(Comparator.naturalOrder())
                .forEach(symbol -> events.add(new RollEvent.Retired(symbol, tradeDate)));
        SortedMap<Symbol, Continuous> old = byAlias(before);
        byAlias(this).forEach((alias, to) -> {
            Continuous from = old.remove(alias);
            if (from == null) {
                events.add(new RollEvent.AliasBegan(to, tradeDate));
            } else if (!from.equals(to)) {
                events.add(new RollEvent.AliasChanged(from, to, tradeDate));
            }
        });
        old.values().forEach(from -> events.add(new RollEvent.AliasEnded(from, tradeDate)));
        return events;
    }

    private static SortedMap<Symbol, Continuous> byAlias(RollPlan plan) {
        var map = new TreeMap<Symbol, Continuous>();
        plan.aliases.forEach(continuous -> map.put(continuous.alias(), continuous));
        return map;
    }
}
