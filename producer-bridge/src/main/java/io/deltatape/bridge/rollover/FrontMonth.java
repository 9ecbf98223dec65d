package io.deltatape.bridge.rollover;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Which contract of a root is the front one on a trade date, among those that are there.
public sealed interface FrontMonth {
    /// The one that the rule names.
    record Found(Contract contract) implements FrontMonth {}

    /// The one that the rule names is not there; the latest one before it that has not expired stands in for it.
    record StandIn(Contract contract, YearMonth missing) implements FrontMonth {}

    /// The one that the rule names is not there, and none that could stand in.
    record Missing(YearMonth missing) implements FrontMonth {}

    /// No rule names one.
    record NoRule() implements FrontMonth {}

    /// A later contract never stands in: a front that goes forward comes back as soon as the file of the right one is
    /// there, and whoever follows it would see prices jump twice.
    static FrontMonth of(FutureRoot root, SortedMap<YearMonth, Contract> present, LocalDate tradeDate) {
        Optional<YearMonth> front = root.front(tradeDate);
        if (front.isEmpty()) {
            return new NoRule();
        }
        Contract found = present.get(front.get());
        if (found != null) {
            return new Found(found);
        }
        return present.headMap(front.get()).entrySet().stream()
                .filter(entry -> !tradeDate.isAfter(root.expiry().latest(entry.getKey())))
                .reduce((_, later) -> later)
                .map(Map.Entry::getValue)
                .<FrontMonth>map(contract -> new StandIn(contract, front.get()))
                .orElse(new Missing(front.get()));
    }
}
