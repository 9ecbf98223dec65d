package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.SessionRule;
import io.deltatape.bridge.market.TradeDates;
import java.util.HashMap;
import java.util.Map;

/// What all files share that one thread reads: the read buffer, the cached trade date of each session rule and the
/// totals. Owned by the market thread.
public final class SharedReading {
    private final ReadBlock block = new ReadBlock();
    private final Map<SessionRule, TradeDates> tradeDates = new HashMap<>();
    private final ReadTally tally = new ReadTally();

    ReadBlock block() {
        return block;
    }

    /// The trade dates of CME Globex.
    TradeDates tradeDates() {
        return tradeDates(SessionRule.CME);
    }

    /// The trade dates of a rule.
    TradeDates tradeDates(SessionRule rule) {
        return tradeDates.computeIfAbsent(rule, TradeDates::new);
    }

    public ReadTally tally() {
        return tally;
    }
}
