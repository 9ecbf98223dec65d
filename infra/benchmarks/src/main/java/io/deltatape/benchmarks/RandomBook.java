package io.deltatape.benchmarks;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.util.SplittableRandom;

/// Puts an order book around each state's last price: each step moves with the price and changes some sizes.
final class RandomBook {
    private static final long TICK_NANOS = 250_000_000;
    private static final int CHANGES = 3;

    private final int levels;
    private final SplittableRandom random;
    private final long[] sizes;

    RandomBook(int levels, long seed) {
        this.levels = levels;
        this.random = new SplittableRandom(seed);
        this.sizes = random.longs(2L * levels, 1, 100).toArray();
    }

    MarketState around(MarketState state) {
        for (int i = 0; i < CHANGES; i++) {
            sizes[random.nextInt(sizes.length)] = random.nextLong(1, 100);
        }
        var built = MarketState.builder();
        for (int m = state.mask(); m != 0; m &= m - 1) {
            built.set(Field.lowest(m), state.value(Field.lowest(m)));
        }
        long middle = state.value(Field.LAST_PRICE);
        var bids = new long[2 * levels];
        var asks = new long[2 * levels];
        for (int i = 0; i < levels; i++) {
            bids[2 * i] = middle - (i + 1) * TICK_NANOS;
            bids[2 * i + 1] = sizes[i];
            asks[2 * i] = middle + (i + 1) * TICK_NANOS;
            asks[2 * i + 1] = sizes[levels + i];
        }
        return built.side(Field.BIDS, bids).side(Field.ASKS, asks).build();
    }
}
