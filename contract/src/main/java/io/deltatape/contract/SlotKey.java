package io.deltatape.contract;

/// The keys of `market.deltas`: `SYMBOL` for a keyframe, `SYMBOL|slot` for a delta.
///
/// Compaction keeps the newest record of each key. The delta that leads to version v stands in slot v mod
/// [#SLOTS]; a keyframe follows every [#KEYFRAME_EVERY] deltas; so the topic always holds a keyframe and every delta
/// after it.
public final class SlotKey {
    /// Slots of a symbol's ring of deltas.
    public static final int SLOTS = 64;
    /// Deltas from one keyframe to the next.
    public static final int KEYFRAME_EVERY = SLOTS / 2;

    private static final char SEPARATOR = '|';

    private SlotKey() {}

    public static String keyframe(Symbol symbol) {
        return symbol.name();
    }

    /// The key of the delta that leads to a version.
    public static String delta(Symbol symbol, long version) {
        return slot(symbol, (int) (version % SLOTS));
    }

    /// The key of a slot, 0 to 63.
    public static String slot(Symbol symbol, int slot) {
        return symbol.name() + SEPARATOR + slot;
    }

    /// What partitions a key: the symbol's name, whatever follows it.
    public static String symbolName(String key) {
        int end = key.indexOf(SEPARATOR);
        return end < 0 ? key : key.substring(0, end);
    }

    /// Whether the key is of a symbol itself, so that a record without value ends the symbol.
    public static boolean isKeyframe(String key) {
        return key.indexOf(SEPARATOR) < 0;
    }
}
