package io.deltatape.bridge.market;

import io.deltatape.contract.BookSide;
import io.deltatape.contract.Price;
import java.util.Arrays;

/// The levels of one side of a book while records change them, and the best of them as they stood at a moment.
///
/// Two arrays, sorted by price, hold prices and sizes; the best level stands last, since the levels that come and go
/// most stand close to it and little is moved for them. A level is found by binary search. Once the arrays have grown
/// no change makes an object, as one in a tree would. What it costs is memory moved: a change at the far end of a side
/// of some thousand levels moves some kilobytes, of a full side a megabyte.
///
/// Prices are in nanos, sizes in contracts. Not thread-safe.
public final class BookLevels {
    /// Levels that a side can have. Beyond it the level farthest from the best is dropped, be it the new one.
    public static final int LEVELS_MAX = BookSide.LEVELS_MAX;

    private static final int LEVELS_INITIAL = 64;

    /// What a change came to.
    public enum Effect {
        DONE,
        /// Done, but the side was full, and the level farthest from the best is gone.
        LEVEL_DROPPED,
        /// Nothing was done: there is no level at this price.
        LEVEL_MISSING
    }

    private final BookSide.Order order;
    private final int bestMax;
    /// Prices that grow toward the best: those of asks are negated.
    private long[] keys = new long[LEVELS_INITIAL];
    private long[] sizes = new long[LEVELS_INITIAL];
    private int count;
    /// What [#best] gives, and how much of it counts.
    private long[] bestPairs = new long[0];
    private int bestCount;

    BookLevels(BookSide.Order order, int bestMax) {
        this.order = order;
        this.bestMax = bestMax;
    }

    /// Gives the level at a price a size, whether it was there or not; a size of zero takes it away.
    public Effect set(long price, long size) {
        int at = find(price);
        if (at >= 0) {
            if (size == 0) {
                removeAt(at);
            } else {
                sizes[at] = size;
            }
            return Effect.DONE;
        }
        return size == 0 ? Effect.DONE : insert(-at - 1, price, size);
    }

    /// Takes the level at a price away.
    public Effect delete(long price) {
        int at = find(price);
        if (at < 0) {
            return Effect.LEVEL_MISSING;
        }
        removeAt(at);
        return Effect.DONE;
    }

    private int find(long price) {
        return Arrays.binarySearch(keys, 0, count, key(price));
    }

    private long key(long price) {
        return order == BookSide.Order.ASCENDING ? -price : price;
    }

    private Effect insert(int at, long price, long size) {
        if (count == LEVELS_MAX) {
            if (at > 0) {
                removeAt(0);
                insert(at - 1, price, size);
            }
            return Effect.LEVEL_DROPPED;
        }
        if (count == keys.length) {
            int capacity = Math.min(2 * count, LEVELS_MAX);
            keys = Arrays.copyOf(keys, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
        }
        System.arraycopy(keys, at, keys, at + 1, count - at);
        System.arraycopy(sizes, at, sizes, at + 1, count - at);
        keys[at] = key(price);
        sizes[at] = size;
        count++;
        return Effect.DONE;
    }

    private void removeAt(int at) {
        count--;
        System.arraycopy(keys, at + 1, keys, at, count - at);
        System.arraycopy(sizes, at + 1, sizes, at, count - at);
    }

    void clear() {
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// The best price of a side that is not empty.
    long bestPrice() {
        return key(keys[count - 1]);
    }

    /// Keeps the best levels as they stand now for [#best].
    void keepBest() {
        bestCount = Math.min(count, bestMax);
        if (bestPairs.length < 2 * bestCount) {
            bestPairs = new long[2 * Math.min(bestMax, keys.length)];
        }
        for (int i = 0; i < bestCount; i++) {
            int at = count - 1 - i;
            bestPairs[2 * i] = key(keys[at]);
            bestPairs[2 * i + 1] = sizes[at];
        }
    }

    /// The levels kept last, best first, as price, size, price, size ….
    long[] best() {
        return Arrays.copyOf(bestPairs, 2 * bestCount);
    }

    @Override
    public String toString() {
        return isEmpty() ? "none" : Price.format(bestPrice()) + "×" + sizes[count - 1];
    }
}
