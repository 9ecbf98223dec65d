package io.deltatape.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.MarketState;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A subscriber that keeps states by changes alone and checks, at each update, what is promised of them.
final class Ledger implements MarketListener {
    private final String name;
    private final Map<Symbol, MarketState> states = new HashMap<>();
    private final Map<Symbol, StreamPosition> last = new HashMap<>();
    private final Set<Symbol> ended = new HashSet<>();
    private final List<MarketUpdate> updates = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    Ledger(String name) {
        this.name = name;
    }

    @Override
    public void updated(MarketUpdate update) {
        updates.add(update);
        Symbol symbol = update.symbol();
        StreamPosition before = last.getOrDefault(symbol, StreamPosition.NONE);
        int order = update.position().compareTo(before);
        check(order > 0 || (order == 0 && ended.contains(symbol)), update + " does not come after " + before);
        check(!symbol.isReserved(), update + " is of a reserved symbol");
        MarketState state = switch (update) {
            case MarketUpdate.Full full -> full.state();
            case MarketUpdate.Changed changed -> {
                check(
                        states.containsKey(symbol)
                                && before.epoch() == update.position().epoch()
                                && before.version() + 1 == update.position().version(),
                        update + " is a change that does not follow " + before);
                yield states.getOrDefault(symbol, MarketState.EMPTY).with(changed.change());
            }
        };
        check(state.equals(update.state()), "by changes " + state + ", but the update says " + update.state());
        states.put(symbol, state);
        last.put(symbol, update.position());
        ended.remove(symbol);
    }

    @Override
    public void retired(Symbol symbol) {
        check(states.remove(symbol) != null && ended.add(symbol), symbol + " retired, but was not known");
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }

    List<MarketUpdate> updates() {
        return updates;
    }

    MarketUpdate latest() {
        return updates.getLast();
    }

    void verify(String when, Set<Symbol> symbols, MarketScript market) {
        assertThat(broken).as("%s, %s", name, when).isEmpty();
        assertThat(states.keySet()).as("%s, symbols, %s", name, when).isEqualTo(symbols);
        for (Symbol symbol : symbols) {
            assertThat(states.get(symbol)).as("%s, %s, %s", name, symbol, when).isEqualTo(market.truth(symbol));
            assertThat(last.get(symbol)).as("%s, %s, %s", name, symbol, when).isEqualTo(market.written(symbol));
        }
    }
}
