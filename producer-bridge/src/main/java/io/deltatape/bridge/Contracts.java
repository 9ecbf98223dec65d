package io.deltatape.bridge;

import io.deltatape.bridge.instruments.Instruments;
import io.deltatape.bridge.rollover.Continuous;
import io.deltatape.bridge.rollover.Contract;
import io.deltatape.bridge.rollover.RollEvent;
import io.deltatape.bridge.rollover.RollNotice;
import io.deltatape.bridge.rollover.RollPlan;
import io.deltatape.bridge.rollover.Rollover;
import io.deltatape.contract.Symbol;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The contracts that were found, by root, and the plan that each root follows now. Owned by the market thread.
///
/// A root's date is the trade date of the latest record of any of its contracts, so what is read decides, and not the
/// clock. Nothing is planned before [#begin], when all contracts that there are have been seen: an old one seen first
/// would be taken for the front. A symbol that trades after the expiry that its name tells is no contract of that name.
final class Contracts {
    /// One root: its contracts, and how they stand.
    private static final class Root {
        final Rollover rollover;
        final Map<Symbol, Contract> contracts = new HashMap<>();
        RollPlan plan;

        Root(Rollover rollover) {
            this.rollover = rollover;
            this.plan = RollPlan.none(rollover.root().name());
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Contracts.class);

    private final Instruments instruments;
    private final Map<String, Root> roots = new HashMap<>();
    /// The latest trade date of each symbol.
    private final Map<Symbol, Long> days = new HashMap<>();
    /// The aliases that follow each contract, where any does.
    private final Map<Symbol, List<Continuous>> following = new HashMap<>();
    private final Set<Symbol> retired = new HashSet<>();
    /// Symbols that trade after the expiry that their names tell.
    private final Set<Symbol> outlived = new HashSet<>();
    private boolean hasBegun;

    Contracts(Instruments instruments) {
        this.instruments = instruments;
    }

    /// Plans each root for the first time; gives what happened by that.
    List<RollEvent> begin() {
        hasBegun = true;
        return roots.values().stream()
                .filter(root -> !root.contracts.isEmpty())
                .flatMap(root -> plan(root, latest(root)).stream())
                .toList();
    }

    private LocalDate latest(Root root) {
        long day = root.contracts.keySet().stream()
                .mapToLong(symbol -> days.getOrDefault(symbol, 0L))
                .max()
                .orElseThrow();
        return LocalDate.ofEpochDay(day);
    }

    /// Notes that a symbol's latest record is of a trade date, in days since 1970; gives what happened by that.
    List<RollEvent> note(Symbol symbol, long epochDay) {
        Long before = days.get(symbol);
        if (before != null && before >= epochDay) {
            return List.of();
        }
        days.put(symbol, epochDay);
        LocalDate tradeDate = LocalDate.ofEpochDay(epochDay);
        return instruments
                .contract(symbol, tradeDate)
                .map(contract -> place(contract, tradeDate))
                .filter(root -> hasBegun && !root.contracts.isEmpty())
                .map(root -> plan(root, tradeDate))
                .orElse(List.of());
    }

    private Root place(Contract contract, LocalDate tradeDate) {
        Root root = roots.computeIfAbsent(contract.root(), name -> new Root(instruments.rollover(name)));
        LocalDate expiry = root.rollover.root().expiry().latest(contract.month());
        if (!tradeDate.isAfter(expiry)) {
            root.contracts.put(contract.symbol(), contract);
        } else {
            root.contracts.remove(contract.symbol());
            if (outlived.add(contract.symbol())) {
                LOG.warn(
                        "symbol {} trades on {}, after {}, the expiry that its name tells: taken for no contract of {};"
                                + " if it is one, correct the root in bridge.instruments",
                        contract.symbol(),
                        tradeDate,
                        expiry,
                        contract.root());
            }
        }
        return root;
    }

    private List<RollEvent> plan(Root root, LocalDate tradeDate) {
        RollPlan next = root.rollover.next(root.plan, root.contracts.values(), tradeDate);
        List<RollEvent> events = next.since(root.plan);
        root.plan = next;
        retired.addAll(next.retired());
        root.contracts.keySet().forEach(following::remove);
        next.aliases()
                .forEach(continuous -> following
                        .computeIfAbsent(continuous.contract().symbol(), _ -> new ArrayList<>())
                        .add(continuous));
        return events;
    }

    /// Whether a contract expired so long ago that it is no longer published.
    boolean isRetired(Symbol symbol) {
        return retired.contains(symbol);
    }

    /// Those that are no longer published.
    Set<Symbol> retired() {
        return Collections.unmodifiableSet(retired);
    }

    /// The aliases that follow a symbol now.
    List<Continuous> following(Symbol symbol) {
        return following.getOrDefault(symbol, List.of());
    }

    /// What a person should know of all roots.
    List<RollNotice> notices() {
        return roots.values().stream()
                .flatMap(root -> root.plan.notices().stream())
                .toList();
    }
}
