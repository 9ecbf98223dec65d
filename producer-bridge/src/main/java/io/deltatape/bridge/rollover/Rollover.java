package io.deltatape.bridge.rollover;

import io.deltatape.contract.Symbol;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Plans the rollover of one root: values in, values out. Immutable.
///
/// The trade date is that of the latest record of any of the root's contracts, never of the machine's clock: so a
/// replay of old files rolls as it did then, and over a holiday nothing rolls before somebody trades. `ranks` is how
/// many continuous aliases there are, from the front contract on; 0 for none. A contract is retired when its last trade
/// date, or where that is not known its month, is over for more than `retireDays`.
public record Rollover(FutureRoot root, int ranks, int alertDays, int retireDays) {
    /// The plan after another one. A root never goes back: an earlier trade date counts as that of the plan before.
    public RollPlan next(RollPlan before, Collection<Contract> present, LocalDate tradeDate) {
        return plan(present, tradeDate.isBefore(before.tradeDate()) ? before.tradeDate() : tradeDate);
    }

    RollPlan plan(Collection<Contract> present, LocalDate tradeDate) {
        var notices = new ArrayList<RollNotice>();
        SortedMap<YearMonth, Contract> byMonth = byMonth(present, notices);
        List<Continuous> aliases = ranks == 0 ? List.of() : aliases(byMonth, tradeDate, notices);
        addExpired(present, tradeDate, notices);
        Set<Symbol> retired = present.stream()
                .filter(contract -> isRetired(contract, tradeDate))
                .map(Contract::symbol)
                .collect(Collectors.toSet());
        return new RollPlan(root.name(), tradeDate, aliases, notices, retired);
    }

    /// Of two names of one contract the first in alphabetical order counts, so that it is always the same.
    private static SortedMap<YearMonth, Contract> byMonth(Collection<Contract> present, List<RollNotice> notices) {
        var byMonth = new TreeMap<YearMonth, Contract>();
        for (Contract contract : sorted(present)) {
            Contract kept = byMonth.putIfAbsent(contract.month(), contract);
            if (kept != null) {
                notices.add(new RollNotice.Duplicate(kept, contract));
            }
        }
        return byMonth;
    }

    private static List<Contract> sorted(Collection<Contract> present) {
        return present.stream().sorted(Comparator.comparing(Contract::symbol)).toList();
    }

    private List<Continuous> aliases(
            SortedMap<YearMonth, Contract> byMonth, LocalDate tradeDate, List<RollNotice> notices) {
        return switch (FrontMonth.of(root, byMonth, tradeDate)) {
            case FrontMonth.Found found -> {
                addAhead(found.contract(), byMonth, tradeDate, notices);
                yield chain(found.contract(), byMonth);
            }
            case FrontMonth.StandIn standIn -> {
                addMissing(standIn.missing(), tradeDate, notices);
                yield List.of(Continuous.of(0, standIn.contract()));
            }
            case FrontMonth.Missing missing -> {
                if (!byMonth.isEmpty()) {
                    addMissing(missing.missing(), tradeDate, notices);
                }
                yield List.of();
            }
            case FrontMonth.NoRule _ -> List.of();
        };
    }

    private List<Continuous> chain(Contract front, SortedMap<YearMonth, Contract> byMonth) {
        var chain = new ArrayList<Continuous>();
        YearMonth month = front.month();
        for (int rank = 0; rank < ranks; rank++, month = root.next(month)) {
            Contract contract = byMonth.get(month);
            if (contract != null) {
                chain.add(Continuous.of(rank, contract));
            }
        }
        return chain;
    }

    private void addAhead(
            Contract front, SortedMap<YearMonth, Contract> byMonth, LocalDate tradeDate, List<RollNotice> notices) {
        Optional<LocalDate> roll = root.rollDate(front.month());
        long days = roll.map(on -> ChronoUnit.DAYS.between(tradeDate, on)).orElse(Long.MAX_VALUE);
        if (roll.isEmpty() || days > alertDays) {
            return;
        }
        YearMonth next = root.next(front.month());
        notices.add(new RollNotice.RollAhead(front, next, roll.get(), days));
        if (!byMonth.containsKey(next)) {
            notices.add(new RollNotice.ContractMissing(root.name(), next, roll.get()));
        }
    }

    /// The date from which on a month is the front one is the roll date of the month before it.
    private void addMissing(YearMonth missing, LocalDate tradeDate, List<RollNotice> notices) {
        YearMonth before = missing.minusMonths(1);
        while (!root.months().contains(before.getMonth())) {
            before = before.minusMonths(1);
        }
        LocalDate from = root.rollDate(before).orElse(tradeDate);
        notices.add(new RollNotice.ContractMissing(root.name(), missing, from));
    }

    private void addExpired(Collection<Contract> present, LocalDate tradeDate, List<RollNotice> notices) {
        for (Contract contract : sorted(present)) {
            LocalDate expiry = root.expiry().latest(contract.month());
            if (tradeDate.isAfter(expiry) && !isRetired(contract, tradeDate)) {
                notices.add(new RollNotice.Expired(contract, expiry, expiry.plusDays(retireDays)));
            }
        }
    }

    private boolean isRetired(Contract contract, LocalDate tradeDate) {
        return tradeDate.isAfter(root.expiry().latest(contract.month()).plusDays(retireDays));
    }
}
