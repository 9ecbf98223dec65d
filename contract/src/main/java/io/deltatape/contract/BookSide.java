package io.deltatape.contract;

import java.util.Arrays;

/// One side of an order book, or the changed levels of one: pairs of price and size, best price first.
///
/// In a book every size is above zero; in a change a size of zero removes the level. Prices are in nanos, sizes in
/// contracts. Immutable.
public final class BookSide {
    /// In which direction prices get worse.
    public enum Order {
        /// Bids: the highest price is best.
        DESCENDING,
        /// Asks: the lowest price is best.
        ASCENDING;

        boolean before(long left, long right) {
            return this == DESCENDING ? left > right : left < right;
        }
    }

    /// Levels that a side can have: what the checksum's two-byte count can say.
    public static final int LEVELS_MAX = 65_535;

    /// No level at all.
    public static final BookSide EMPTY = new BookSide(new long[0]);

    /// price, size, price, size …
    private final long[] pairs;

    private BookSide(long[] pairs) {
        this.pairs = pairs;
    }

    /// Levels in any order, as price, size, price, size …; the last of equal prices counts.
    public static BookSide of(Order order, long... pairs) {
        if (pairs.length % 2 != 0 || pairs.length / 2 > LEVELS_MAX) {
            throw new IllegalArgumentException(
                    pairs.length + " numbers: expected pairs of price and size, at most " + LEVELS_MAX);
        }
        if (isSorted(order, pairs)) {
            return pairs.length == 0 ? EMPTY : new BookSide(pairs.clone());
        }
        return sorted(order, pairs, 0, pairs.length / 2);
    }

    /// Merge sort, so that a book in the worst order, as an ill-meant record may hold it, costs little more.
    private static BookSide sorted(Order order, long[] pairs, int from, int to) {
        if (to - from == 1) {
            return new BookSide(new long[] {pairs[2 * from], pairs[2 * from + 1]});
        }
        int middle = (from + to) >>> 1;
        return sorted(order, pairs, from, middle).mergedWith(sorted(order, pairs, middle, to), order);
    }

    private static boolean isSorted(Order order, long[] pairs) {
        for (int i = 2; i < pairs.length; i += 2) {
            if (!order.before(pairs[i - 2], pairs[i])) {
                return false;
            }
        }
        return true;
    }

    public int levels() {
        return pairs.length / 2;
    }

    public long price(int level) {
        return pairs[2 * level];
    }

    public long size(int level) {
        return pairs[2 * level + 1];
    }

    /// The levels that lead from this side to another: removed ones with size zero.
    BookSide changesTo(BookSide to, Order order) {
        var changes = new long[pairs.length + to.pairs.length];
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < pairs.length || j < to.pairs.length) {
            if (j == to.pairs.length || (i < pairs.length && order.before(pairs[i], to.pairs[j]))) {
                changes[n++] = pairs[i];
                changes[n++] = 0;
                i += 2;
            } else if (i == pairs.length || order.before(to.pairs[j], pairs[i])) {
                changes[n++] = to.pairs[j];
                changes[n++] = to.pairs[j + 1];
                j += 2;
            } else {
                if (pairs[i + 1] != to.pairs[j + 1]) {
                    changes[n++] = to.pairs[j];
                    changes[n++] = to.pairs[j + 1];
                }
                i += 2;
                j += 2;
            }
        }
        return n == 0 ? EMPTY : new BookSide(Arrays.copyOf(changes, n));
    }

    /// This book with changes applied: the result has no level of size zero.
    BookSide with(BookSide changes, Order order) {
        return merge(changes, order, 1);
    }

    /// One change that does what this one and then the next do: removals are kept.
    BookSide mergedWith(BookSide next, Order order) {
        return merge(next, order, 0);
    }

    private BookSide merge(BookSide next, Order order, long sizeMin) {
        var merged = new long[pairs.length + next.pairs.length];
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < pairs.length || j < next.pairs.length) {
            boolean own = j == next.pairs.length || (i < pairs.length && order.before(pairs[i], next.pairs[j]));
            if (!own && i < pairs.length && pairs[i] == next.pairs[j]) {
                i += 2;
            }
            long[] from = own ? pairs : next.pairs;
            int at = own ? i : j;
            if (from[at + 1] >= sizeMin) {
                merged[n++] = from[at];
                merged[n++] = from[at + 1];
            }
            i = own ? i + 2 : i;
            j = own ? j : j + 2;
        }
        return n == 0 ? EMPTY : new BookSide(Arrays.copyOf(merged, n));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BookSide side && Arrays.equals(pairs, side.pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    @Override
    public String toString() {
        var text = new StringBuilder("[");
        for (int i = 0; i < levels(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(Price.format(price(i)))
                    .append('×')
                    .append(size(i));
        }
        return text.append(']').toString();
    }
}
