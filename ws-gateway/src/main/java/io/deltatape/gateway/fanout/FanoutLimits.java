package io.deltatape.gateway.fanout;

import java.time.Duration;
import java.util.Set;

/// The limits of the fan-out: connections, bad messages of one connection, how long changes are collected before they
/// are sent (zero: not at all), how long a write may make no progress; and the symbols that may be subscribed before
/// there are data of them.
public record FanoutLimits(
        int connectionsMax, int badMessagesMax, Duration window, Duration stallTimeout, Set<String> listedSymbols) {
    public FanoutLimits {
        listedSymbols = Set.copyOf(listedSymbols);
    }
}
