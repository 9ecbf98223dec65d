package io.deltatape.contract.codec;

import io.deltatape.contract.BookSide;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import io.deltatape.contract.Side;
import io.deltatape.contract.StateDelta;
import java.time.temporal.ChronoField;
import java.util.Arrays;

/// The fields of a packed record: u mask of changed fields as [#toWire] arranges it, u mask of cleared ones
/// where the first byte says so, then for each changed scalar in the order of ids the s difference to the
/// base's value (zero where absent), prices in units of the record's digits; then for each changed side of the
/// book u count of levels and for each level s difference of its price to the level before (the first: to the
/// base's best, or zero) and u size.
///
/// Immutable; `base` is the state before for a delta of one version, and the empty state elsewhere.
record PackedFields(StateDelta change, MarketState base, int digits) {
    private static final int FINER_DIGITS = 2;
    private static final long KNOWN = (1L << Field.values().length) - 1;

    /// The fields of a whole state.
    static PackedFields of(MarketState state) {
        return of(StateDelta.between(MarketState.EMPTY, state), MarketState.EMPTY);
    }

    static PackedFields of(StateDelta change, MarketState base) {
        return new PackedFields(change, base, digits(change, base));
    }

    /// The fewest digits in which every price difference of the record is a whole number.
    private static int digits(StateDelta change, MarketState base) {
        int digits = 0;
        for (int m = change.changed(); m != 0; m &= m - 1) {
            Field field = Field.lowest(m);
            switch (field.kind()) {
                case PRICE -> digits = Price.digits(change.value(field) - base.value(field), digits);
                case FINE_PRICE ->
                    digits = Math.max(digits, Price.digits(change.value(field) - base.value(field), 0) - FINER_DIGITS);
                case BOOK -> digits = bookDigits(change.side(field), best(base, field), digits);
                case COUNT, SIDE, DATE, MICROS -> {}
            }
        }
        return digits;
    }

    private static int bookDigits(BookSide side, long best, int atLeast) {
        int digits = atLeast;
        long before = best;
        for (int i = 0; i < side.levels(); i++) {
            digits = Price.digits(side.price(i) - before, digits);
            before = side.price(i);
        }
        return digits;
    }

    private static long best(MarketState base, Field field) {
        BookSide side = base.side(field);
        return side.levels() == 0 ? 0 : side.price(0);
    }

    private static long unit(Field field, int digits) {
        return switch (field.kind()) {
            case PRICE, BOOK -> Price.unit(digits);
            case FINE_PRICE -> Price.unit(Math.min(digits + FINER_DIGITS, Price.DIGITS_MAX));
            case COUNT, SIDE, DATE, MICROS -> 1;
        };
    }

    /// Arranges a mask so that the 14 fields that trades change, ids 0–4, 7–14 and 18, have its lowest bits: two bytes
    /// then say most masks. The others, 5, 6, 15, 16 and 17, follow; from 19 on a bit is its id.
    static long toWire(int mask) {
        return part(mask, 0, 5, 0)
                | part(mask, 7, 8, 5)
                | part(mask, 18, 1, 13)
                | part(mask, 5, 2, 14)
                | part(mask, 15, 3, 16)
                | part(mask, 19, 3, 19);
    }

    static int fromWire(long wire) {
        int bits = (int) wire;
        return part(bits, 0, 5, 0)
                | part(bits, 5, 8, 7)
                | part(bits, 13, 1, 18)
                | part(bits, 14, 2, 5)
                | part(bits, 16, 3, 15)
                | part(bits, 19, 3, 19);
    }

    /// So many bits of a mask, moved from one place to another.
    private static int part(int mask, int from, int bits, int to) {
        return (mask >>> from & ((1 << bits) - 1)) << to;
    }

    boolean hasCleared() {
        return change.cleared() != 0;
    }

    void write(PackedWriter out) {
        out.putUnsigned(toWire(change.changed()));
        if (hasCleared()) {
            out.putUnsigned(toWire(change.cleared()));
        }
        for (int m = change.changed(); m != 0; m &= m - 1) {
            Field field = Field.lowest(m);
            if (field.kind() == Field.Kind.BOOK) {
                writeSide(out, field);
            } else {
                out.putSigned((change.value(field) - base.value(field)) / unit(field, digits));
            }
        }
    }

    private void writeSide(PackedWriter out, Field field) {
        BookSide side = change.side(field);
        long unit = unit(field, digits);
        long before = best(base, field);
        out.putUnsigned(side.levels());
        for (int i = 0; i < side.levels(); i++) {
            out.putSigned((side.price(i) - before) / unit);
            out.putUnsigned(side.size(i));
            before = side.price(i);
        }
    }

    /// Reads the fields, which end the record; fields of a later version of this format are ignored.
    static StateDelta read(PackedReader in, int digits, boolean hasCleared, MarketState base) throws PackedReader.Cut {
        if (digits > Price.DIGITS_MAX) {
            throw new PackedReader.Cut("digits is " + digits + ", expected at most " + Price.DIGITS_MAX);
        }
        var delta = StateDelta.builder();
        long changedMask = in.readUnsigned();
        long clearedMask = hasCleared ? in.readUnsigned() : 0;
        int changed = fromWire(changedMask & KNOWN);
        int cleared = fromWire(clearedMask & KNOWN);
        for (int m = cleared; m != 0; m &= m - 1) {
            delta.clear(Field.lowest(m));
        }
        for (int m = changed; m != 0; m &= m - 1) {
            Field field = Field.lowest(m);
            long unit = unit(field, digits);
            if (field.kind() == Field.Kind.BOOK) {
                delta.side(field, readSide(in, unit, best(base, field)));
            } else {
                delta.set(field, checked(field, base.value(field) + in.readSigned() * unit));
            }
        }
        // Fields that this version does not know have higher ids, so they stand behind all that it knows.
        if ((changedMask & ~KNOWN) == 0) {
            in.expectEnd();
        }
        return delta.build();
    }

    /// A value that JSON can say too.
    private static long checked(Field field, long value) throws PackedReader.Cut {
        boolean fits = switch (field.kind()) {
            case SIDE -> Side.ofCode(value).code() == value;
            case DATE -> ChronoField.EPOCH_DAY.range().isValidValue(value);
            case PRICE, FINE_PRICE, COUNT, MICROS, BOOK -> true;
        };
        if (!fits) {
            throw new PackedReader.Cut(field.wireName() + " is " + value + ", which is no " + field.kind());
        }
        return value;
    }

    private static long[] readSide(PackedReader in, long unit, long best) throws PackedReader.Cut {
        int levels = in.readCount(BookSide.LEVELS_MAX, "count of levels");
        var pairs = new long[Math.min(2 * levels, 64)];
        long before = best;
        for (int i = 0; i < 2 * levels; i += 2) {
            if (i == pairs.length) {
                pairs = Arrays.copyOf(pairs, Math.min(2 * levels, 2 * i));
            }
            before += in.readSigned() * unit;
            pairs[i] = before;
            pairs[i + 1] = in.readUnsigned();
            if (pairs[i + 1] < 0) {
                throw new PackedReader.Cut("a level has the negative size " + pairs[i + 1]);
            }
        }
        return pairs;
    }
}
