package io.deltatape.client;

import io.deltatape.contract.Symbol;
import java.util.Set;

/// A listener's interest in symbols; ends by [#close], after which at most the call that runs is completed.
///
/// Thread-safe; `begun` belongs to the feed thread.
public final class Subscription implements AutoCloseable {
    private final Set<Symbol> symbols;
    private final MarketListener listener;
    private boolean begun;
    private volatile boolean closed;

    /// `symbols` empty means all.
    Subscription(Set<Symbol> symbols, MarketListener listener) {
        this.symbols = Set.copyOf(symbols);
        this.listener = listener;
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isBegun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    boolean wants(Symbol symbol) {
        return symbols.isEmpty() || symbols.contains(symbol);
    }

    MarketListener listener() {
        return listener;
    }
}
