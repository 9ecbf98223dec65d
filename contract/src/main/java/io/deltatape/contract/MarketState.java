package io.deltatape.contract;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Everything known of a symbol at a moment: a mask of present fields, a 64-bit value for each, and a book.
///
/// Immutable. The law that carries the system: `a.with(StateDelta.between(a, b))` equals `b`, for all `a` and `b`.
public final class MarketState {
    /// Nothing known.
    public static final MarketState EMPTY = new MarketState(0, new long[Field.SCALARS], BookSide.EMPTY, BookSide.EMPTY);

    private final int mask;
    /// By field id; zero where absent, so that equality needs no mask.
    private final long[] values;
    private final BookSide bids;
    private final BookSide asks;

    private MarketState(int mask, long[] values, BookSide bids, BookSide asks) {
        this.mask = mask;
        this.values = values;
        this.bids = bids;
        this.asks = asks;
    }

    /// A bit per present field, by id.
    public int mask() {
        return mask;
    }

    public boolean has(Field field) {
        return (mask & field.bit()) != 0;
    }

    /// The value of a scalar field; zero where it is absent.
    public long value(Field field) {
        return values[field.id()];
    }

    /// Empty where the book is absent: [#has] tells the two apart.
    public BookSide bids() {
        return bids;
    }

    public BookSide asks() {
        return asks;
    }

    /// The side of the book that a field of kind book names.
    public BookSide side(Field field) {
        return field == Field.BIDS ? bids : asks;
    }

    /// This state with a change applied.
    public MarketState with(StateDelta delta) {
        int changed = delta.changed();
        var next = values.clone();
        for (int m = changed & Field.SCALAR_MASK; m != 0; m &= m - 1) {
            int id = Integer.numberOfTrailingZeros(m);
            next[id] = delta.value(id);
        }
        for (int m = delta.cleared() & ~changed & Field.SCALAR_MASK; m != 0; m &= m - 1) {
            next[Integer.numberOfTrailingZeros(m)] = 0;
        }
        return new MarketState(
                (mask & ~delta.cleared()) | changed,
                next,
                sideWith(delta, Field.BIDS, BookSide.Order.DESCENDING),
                sideWith(delta, Field.ASKS, BookSide.Order.ASCENDING));
    }

    private BookSide sideWith(StateDelta delta, Field field, BookSide.Order order) {
        boolean cleared = (delta.cleared() & field.bit()) != 0;
        BookSide base = cleared ? BookSide.EMPTY : side(field);
        return (delta.changed() & field.bit()) == 0 ? base : base.with(delta.side(field), order);
    }

    /// The CRC-32C of the canonical form, the same in every language (docs/protocol.md, "Checksum"): each
    /// present scalar in the order of ids as id (1 byte) and value (8 bytes, big-endian), then each present
    /// side of the book as id, count (2 bytes) and price and size of each level (8 bytes each), best first.
    public long checksum() {
        var bytes = ByteBuffer.allocate(9 * Field.SCALARS + 6 + 16 * (bids.levels() + asks.levels()));
        for (int m = mask; m != 0; m &= m - 1) {
            Field field = Field.lowest(m);
            bytes.put((byte) field.id());
            if (field.kind() == Field.Kind.BOOK) {
                BookSide side = side(field);
                bytes.putShort((short) side.levels());
                for (int i = 0; i < side.levels(); i++) {
                    bytes.putLong(side.price(i)).putLong(side.size(i));
                }
            } else {
                bytes.putLong(values[field.id()]);
            }
        }
        var crc = new CRC32C();
        crc.update(bytes.flip());
        return crc.getValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MarketState state
                && mask == state.mask
                && Arrays.equals(values, state.values)
                && bids.equals(state.bids)
                && asks.equals(state.asks);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values) * 31 + mask;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int m = mask; m != 0; m &= m - 1) {
            Field field = Field.lowest(m);
            text.append(text.length() == 1 ? "" : ", ").append(field.wireName()).append('=');
            text.append(
                    switch (field.kind()) {
                        case BOOK -> side(field).toString();
                        case PRICE, FINE_PRICE -> Price.format(value(field));
                        case COUNT, SIDE, DATE, MICROS -> Long.toString(value(field));
                    });
        }
        return text.append('}').toString();
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Collects the fields of a state. Not thread-safe; may be built from more than once.
    public static final class Builder {
        private int mask;
        private final long[] values = new long[Field.SCALARS];
        private BookSide bids = BookSide.EMPTY;
        private BookSide asks = BookSide.EMPTY;

        private Builder() {}

        public Builder set(Field scalar, long value) {
            values[scalar.id()] = value;
            mask |= scalar.bit();
            return this;
        }

        /// Makes a side of the book present, from pairs of price and size in any order; sizes of zero are left out.
        public Builder side(Field field, long... pairs) {
            mask |= field.bit();
            if (field == Field.BIDS) {
                bids = BookSide.EMPTY.with(BookSide.of(BookSide.Order.DESCENDING, pairs), BookSide.Order.DESCENDING);
            } else {
                asks = BookSide.EMPTY.with(BookSide.of(BookSide.Order.ASCENDING, pairs), BookSide.Order.ASCENDING);
            }
            return this;
        }

        /// Takes a field over from another state: absent there, it becomes absent here.
        public Builder take(Field field, MarketState from) {
            mask = from.has(field) ? mask | field.bit() : mask & ~field.bit();
            switch (field) {
                case BIDS -> bids = from.bids();
                case ASKS -> asks = from.asks();
                default -> values[field.id()] = from.has(field) ? from.value(field) : 0;
            }
            return this;
        }

        public MarketState build() {
            return new MarketState(mask, values.clone(), bids, asks);
        }
    }
}
