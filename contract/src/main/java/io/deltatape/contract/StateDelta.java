package io.deltatape.contract;

import java.util.Arrays;

/// The change that leads from one state to another: changed fields with their new values, and cleared ones.
///
/// Values are absolute, so a delta may be applied to a state that already has some of it. A side of the book that is
/// both cleared and changed begins again from an empty side. Immutable. Laws: applying [#between]`(a, b)` to `a` gives
/// `b`; applying `d.then(e)` gives what applying `d` and then `e` gives.
public final class StateDelta {
    /// Changes nothing.
    public static final StateDelta NONE = new StateDelta(0, 0, new long[Field.SCALARS], BookSide.EMPTY, BookSide.EMPTY);

    private final int changed;
    private final int cleared;
    private final long[] values;
    private final BookSide bids;
    private final BookSide asks;

    private StateDelta(int changed, int cleared, long[] values, BookSide bids, BookSide asks) {
        this.changed = changed;
        this.cleared = cleared;
        this.values = values;
        this.bids = bids;
        this.asks = asks;
    }

    /// The difference of two states.
    public static StateDelta between(MarketState from, MarketState to) {
        int changed = to.mask() & ~from.mask();
        int cleared = from.mask() & ~to.mask();
        long[] values = null;
        for (int m = to.mask() & Field.SCALAR_MASK; m != 0; m &= m - 1) {
            Field field = Field.lowest(m);
            if (to.value(field) != from.value(field) || (changed & field.bit()) != 0) {
                changed |= field.bit();
                values = values == null ? new long[Field.SCALARS] : values;
                values[field.id()] = to.value(field);
            }
        }
        BookSide bids = from.bids().changesTo(to.bids(), BookSide.Order.DESCENDING);
        BookSide asks = from.asks().changesTo(to.asks(), BookSide.Order.ASCENDING);
        changed |= bids.levels() > 0 && to.has(Field.BIDS) ? Field.BIDS.bit() : 0;
        changed |= asks.levels() > 0 && to.has(Field.ASKS) ? Field.ASKS.bit() : 0;
        if ((changed | cleared) == 0) {
            return NONE;
        }
        return new StateDelta(
                changed,
                cleared,
                values == null ? NONE.values : values,
                to.has(Field.BIDS) ? bids : BookSide.EMPTY,
                to.has(Field.ASKS) ? asks : BookSide.EMPTY);
    }

    /// A bit per field that gets a value.
    public int changed() {
        return changed;
    }

    /// A bit per field that ceases to exist, or, for a side of the book that is also changed, begins from empty.
    public int cleared() {
        return cleared;
    }

    public boolean isEmpty() {
        return (changed | cleared) == 0;
    }

    long value(int id) {
        return values[id];
    }

    /// The new value of a changed scalar field.
    public long value(Field field) {
        return values[field.id()];
    }

    /// The changed levels of a side of the book.
    public BookSide side(Field field) {
        return field == Field.BIDS ? bids : asks;
    }

    /// One delta that does what this one and then the next do.
    public StateDelta then(StateDelta next) {
        var merged = new Builder();
        merged.changed = (changed & ~next.cleared) | next.changed;
        merged.cleared = cleared | next.cleared;
        for (int id = 0; id < Field.SCALARS; id++) {
            merged.values[id] =
                    (next.changed & 1 << id) != 0 ? next.values[id] : values[id] * (merged.changed >>> id & 1);
        }
        merged.bids = mergedSide(next, Field.BIDS, BookSide.Order.DESCENDING);
        merged.asks = mergedSide(next, Field.ASKS, BookSide.Order.ASCENDING);
        return merged.build();
    }

    private BookSide mergedSide(StateDelta next, Field field, BookSide.Order order) {
        BookSide first = (next.cleared & field.bit()) != 0 ? BookSide.EMPTY : side(field);
        return first.mergedWith(next.side(field), order);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateDelta delta
                && changed == delta.changed
                && cleared == delta.cleared
                && Arrays.equals(values, delta.values)
                && bids.equals(delta.bids)
                && asks.equals(delta.asks);
    }

    @Override
    public int hashCode() {
        return (Arrays.hashCode(values) * 31 + changed) * 31 + cleared;
    }

    @Override
    public String toString() {
        return "changed " + MarketState.EMPTY.with(this) + ", cleared " + Integer.toBinaryString(cleared);
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Collects the changes of a delta: for decoders. Not thread-safe; built from once.
    public static final class Builder {
        private int changed;
        private int cleared;
        private final long[] values = new long[Field.SCALARS];
        private BookSide bids = BookSide.EMPTY;
        private BookSide asks = BookSide.EMPTY;

        private Builder() {}

        public Builder set(Field scalar, long value) {
            values[scalar.id()] = value;
            changed |= scalar.bit();
            return this;
        }

        public Builder clear(Field field) {
            cleared |= field.bit();
            return this;
        }

        /// Changes levels of a side: pairs of price and size in any order, size zero removing the level.
        public Builder side(Field field, long... pairs) {
            changed |= field.bit();
            if (field == Field.BIDS) {
                bids = BookSide.of(BookSide.Order.DESCENDING, pairs);
            } else {
                asks = BookSide.of(BookSide.Order.ASCENDING, pairs);
            }
            return this;
        }

        public StateDelta build() {
            cleared &= ~(changed & Field.SCALAR_MASK);
            return (changed | cleared) == 0 ? NONE : new StateDelta(changed, cleared, values, bids, asks);
        }
    }
}
