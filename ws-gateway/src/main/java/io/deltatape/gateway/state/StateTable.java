package io.deltatape.gateway.state;

import io.deltatape.contract.Symbol;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The logs of all symbols that the topic holds, canaries excepted.
///
/// Written by the feed thread only; any thread reads. Its size is bounded by the topic's.
public final class StateTable {
    private final ConcurrentHashMap<String, SymbolLog> logs = new ConcurrentHashMap<>();
    private volatile boolean complete;

    /// The log of a symbol, begun if there is none; of the feed thread.
    public SymbolLog log(Symbol symbol) {
        return logs.computeIfAbsent(symbol.name(), _ -> new SymbolLog(symbol));
    }

    /// Says whether all that stood in the topic has been read; of the feed thread.
    public void setComplete(boolean complete) {
        this.complete = complete;
    }

    /// Whether an unknown symbol is one that does not exist, rather than one not yet read.
    public boolean isComplete() {
        return complete;
    }

    /// The log of a symbol that has a state; the name may be any text.
    public Optional<SymbolLog> find(String name) {
        return Optional.ofNullable(logs.get(name)).filter(SymbolLog::isLive);
    }

    /// Whether a symbol exists of which nothing can be shown before its next keyframe; the name may be any text.
    public boolean isHidden(String name) {
        SymbolLog log = logs.get(name);
        return log != null && log.isHidden();
    }

    /// The log of a symbol, if it was begun, whether or not it has anything to show; of the feed thread.
    public Optional<SymbolLog> begun(Symbol symbol) {
        return Optional.ofNullable(logs.get(symbol.name()));
    }

    /// The logs of all symbols that have a state, by name.
    public List<SymbolLog> live() {
        return logs.values().stream()
                .filter(SymbolLog::isLive)
                .sorted(Comparator.comparing(SymbolLog::symbol))
                .toList();
    }
}
