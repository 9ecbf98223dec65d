package io.deltatape.bridge.rollover;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.Optional;
import java.util.Set;

/// The root of a future, such as NQ, and the rules that its contracts follow. Immutable.
///
/// `months` are those in which contracts that matter are delivered, never empty where a roll rule is given.
public record FutureRoot(String name, Set<Month> months, ExpiryRule expiry, RollRule roll) {
    /// Longer than any roll rule reaches back from a contract's month, and any gap between two months of a cycle.
    private static final int MONTHS_AHEAD = 24;

    public FutureRoot {
        months = Set.copyOf(months);
    }

    /// The first trade date on which the contract after this month is the front one; empty where no rule says so.
    public Optional<LocalDate> rollDate(YearMonth month) {
        return roll.rollDate(month, expiry);
    }

    /// The month whose contract should be the front one on a trade date; empty where no rule says so.
    Optional<YearMonth> front(LocalDate tradeDate) {
        // No contract is the front one after its own month, under any rule.
        YearMonth month = YearMonth.from(tradeDate);
        for (int i = 0; i < MONTHS_AHEAD; i++, month = month.plusMonths(1)) {
            Optional<LocalDate> rolls = months.contains(month.getMonth()) ? rollDate(month) : Optional.empty();
            if (rolls.isPresent() && tradeDate.isBefore(rolls.get())) {
                return Optional.of(month);
            }
        }
        return Optional.empty();
    }

    /// The month of the contract after that of a month; to be asked only of a root that has months.
    YearMonth next(YearMonth month) {
        YearMonth next = month.plusMonths(1);
        while (!months.contains(next.getMonth())) {
            next = next.plusMonths(1);
        }
        return next;
    }
}
