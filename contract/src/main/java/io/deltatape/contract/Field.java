package io.deltatape.contract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A field of a symbol's state: the one table of ids, names and units that every codec and interface reads.
///
/// The id is the field's bit in every mask and is never reused; ids below [#SCALARS] are 64-bit scalars, the two
/// above are the sides of the book. Wire names stand in Kafka records, long names in REST and `/ws/live_data`.
public enum Field {
    LAST_PRICE(0, "px", "last_price", Kind.PRICE),
    LAST_SIZE(1, "sz", "last_size", Kind.COUNT),
    LAST_SIDE(2, "sd", "last_side", Kind.SIDE),
    BID(3, "b", "bid", Kind.PRICE),
    ASK(4, "a", "ask", Kind.PRICE),
    BID_SIZE(5, "bs", "bid_size", Kind.COUNT),
    ASK_SIZE(6, "as", "ask_size", Kind.COUNT),
    OPEN(7, "o", "open", Kind.PRICE),
    HIGH(8, "h", "high", Kind.PRICE),
    LOW(9, "l", "low", Kind.PRICE),
    VOLUME(10, "v", "volume", Kind.COUNT),
    BID_VOLUME(11, "bv", "bid_volume", Kind.COUNT),
    ASK_VOLUME(12, "av", "ask_volume", Kind.COUNT),
    TRADES(13, "n", "trades", Kind.COUNT),
    VWAP(14, "w", "vwap", Kind.FINE_PRICE),
    PREV_CLOSE(15, "pc", "prev_close", Kind.PRICE),
    SESSION_DATE(16, "dt", "session_date", Kind.DATE),
    OPEN_INTEREST(17, "oi", "open_interest", Kind.COUNT),
    TS_EVENT(18, "t", "ts_event", Kind.MICROS),
    FLAGS(19, "f", "flags", Kind.COUNT),
    BIDS(20, "B", "bids", Kind.BOOK),
    ASKS(21, "A", "asks", Kind.BOOK);

    /// What the 64 bits of a field mean.
    public enum Kind {
        /// In units of 1e-9; JSON a decimal number.
        PRICE,
        /// As [#PRICE], two decimal digits finer than the symbol's prices.
        FINE_PRICE,
        /// A count, a size or a set of bits, as it is.
        COUNT,
        /// The aggressor's side, see [Side]; JSON its letter.
        SIDE,
        /// Days since 1970-01-01; JSON `YYYY-MM-DD`.
        DATE,
        /// Microseconds since 1970-01-01T00:00Z.
        MICROS,
        /// A side of the book: no scalar.
        BOOK
    }

    /// How many of the fields are scalars: their ids are 0 until this.
    public static final int SCALARS = 20;
    /// The mask of all scalar fields.
    public static final int SCALAR_MASK = (1 << SCALARS) - 1;

    private static final List<Field> BY_ID = List.of(values());
    private static final Map<String, Field> BY_WIRE_NAME = byName(true);
    private static final Map<String, Field> BY_LONG_NAME = byName(false);

    private final int id;
    private final String wireName;
    private final String longName;
    private final Kind kind;

    Field(int id, String wireName, String longName, Kind kind) {
        this.id = id;
        this.wireName = wireName;
        this.longName = longName;
        this.kind = kind;
    }

    /// The field's number, its bit in a mask.
    public int id() {
        return id;
    }

    /// The mask with this field's bit only.
    public int bit() {
        return 1 << id;
    }

    public String wireName() {
        return wireName;
    }

    public String longName() {
        return longName;
    }

    public Kind kind() {
        return kind;
    }

    /// The field with an id of 0 to 21.
    public static Field of(int id) {
        return BY_ID.get(id);
    }

    /// The field of the lowest set bit of a mask that is not zero.
    public static Field lowest(int mask) {
        return BY_ID.get(Integer.numberOfTrailingZeros(mask));
    }

    public static Optional<Field> ofWireName(String name) {
        return Optional.ofNullable(BY_WIRE_NAME.get(name));
    }

    public static Optional<Field> ofLongName(String name) {
        return Optional.ofNullable(BY_LONG_NAME.get(name));
    }

    private static Map<String, Field> byName(boolean wire) {
        var map = new HashMap<String, Field>();
        Arrays.stream(values()).forEach(f -> map.put(wire ? f.wireName : f.longName, f));
        return Map.copyOf(map);
    }
}
