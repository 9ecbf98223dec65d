package io.deltatape.benchmarks;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// Puts an order book around each state's last price: sizes rest at their prices, and each step changes some of them.
final class RandomBook {
    private static final long TICK_NANOS = 250_000_000;
    private static final int CHANGES = 3;

    private final int levels;
    private final SplittableRandom random;
    private final Map<Long, Long> sizeAtTick = new HashMap<>();

    RandomBook(int levels, long seed) {
        this.levels = levels;
        this.random = new SplittableRandom(seed);
    }

    MarketState around(MarketState state) {
        long middle = state.value(Field.LAST_PRICE) / TICK_NANOS;
        for (int i = 0; i < CHANGES; i++) {
            sizeAtTick.put(middle + random.nextLong(-levels, levels + 1), random.nextLong(1, 100));
        }
        var built = MarketState.builder();
        for (int m = state.mask(); m != 0; m &= m - 1) {
            built.set(Field.lowest(m), state.value(Field.lowest(m)));
        }
        return built.side(Field.BIDS, side(middle, -1))
                .side(Field.ASKS, side(middle, 1))
                .build();
    }

    private long[] side(long middle, int direction) {
        var pairs = new long[2 * levels];
        for (int i = 0; i < levels; i++) {
            long tick = middle + direction * (i + 1L);
            pairs[2 * i] = tick * TICK_NANOS;
            pairs[2 * i + 1] = sizeAtTick.computeIfAbsent(tick, _ -> random.nextLong(1, 100));
        }
        return pairs;
    }
}
