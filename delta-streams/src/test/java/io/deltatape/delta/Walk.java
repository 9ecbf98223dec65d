package io.deltatape.delta;

import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A seeded random market: each call gives a symbol's next snapshot. Fields come, change and go, the book too.
final class Walk {
    static final List<Symbol> SYMBOLS =
            List.of(new Symbol("NQZ26-CME"), new Symbol("ESZ26-CME"), new Symbol("CLF27-NYM"), new Symbol("~b1.0.0"));

    private final RandomGenerator random;
    private final Map<Symbol, MarketState> states = new HashMap<>();
    private final Map<Symbol, Long> generations = new HashMap<>();
    private long own = 1_000;
    private long sequence;

    Walk(RandomGenerator random) {
        this.random = random;
    }

    Snapshot next() {
        Symbol symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        states.merge(
                symbol,
                random.nextInt(10) == 0 ? MarketState.EMPTY : state(),
                (before, next) -> random.nextInt(12) == 0 ? before : next);
        if (random.nextInt(60) == 0) {
            generations.merge(symbol, 1L, Long::sum);
        }
        if (random.nextInt(80) == 0) {
            own++;
            sequence = 0;
        }
        return snapshot(symbol);
    }

    private Snapshot snapshot(Symbol symbol) {
        return new Snapshot(
                symbol,
                own,
                ++sequence,
                generations.getOrDefault(symbol, 0L),
                "scid",
                new HopStamps(sequence * 10, sequence * 10 + 3, 0),
                FileCursor.NONE,
                0,
                states.getOrDefault(symbol, MarketState.EMPTY));
    }

    private MarketState state() {
        var state = MarketState.builder();
        for (Field field : Field.values()) {
            if (random.nextInt(20) == 0) {
                continue;
            }
            switch (field.kind()) {
                case PRICE -> state.set(field, (20_000 + random.nextInt(40)) * Price.ONE / 4);
                case FINE_PRICE -> state.set(field, (20_000 + random.nextInt(40)) * Price.ONE / 400);
                case COUNT, MICROS -> state.set(field, random.nextInt(1_000));
                case SIDE -> state.set(field, random.nextInt(3));
                case DATE -> state.set(field, 20_000 + random.nextInt(2));
                case BOOK -> state.side(field, levels(random.nextInt(20) == 0 ? 40 : 5));
            }
        }
        return state.build();
    }

    private long[] levels(int count) {
        var pairs = new long[2 * count];
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = (20_000 + random.nextInt(3 * count)) * Price.ONE / 4;
            pairs[i + 1] = random.nextLong(1, 50);
        }
        return pairs;
    }
}
