package io.deltatape.client.cache;

import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import java.time.Duration;

/// A symbol's state as it was read, together with how old and how fresh it is. Immutable.
///
/// `age` is the time since the state's last event (`ts_event`; where it has none, since the bridge saw it); it compares
/// clocks of different hosts and can be negative. `confirmedAge` is the time since there was proof that nothing newer
/// exists; `freshness` is judged by it, never by `age`.
public record Reading(
        Symbol symbol,
        MarketState value,
        StreamPosition position,
        HopStamps stamps,
        Duration age,
        Duration confirmedAge,
        Freshness freshness) {
    /// Whether the value is proved to be the newest.
    public boolean isLive() {
        return freshness == Freshness.LIVE;
    }
}
