package io.deltatape.bridge.publish;

/// How far the trades of a symbol stand in `market.trades`: up to before `nextOffset` in a generation of its file. The
/// last of them happened at `timeUs`, zero where that is not known. Immutable.
public record TradePosition(long generation, long nextOffset, long timeUs) implements Comparable<TradePosition> {
    /// Nothing published yet.
    public static final TradePosition NONE = new TradePosition(0, 0, 0);

    @Override
    public int compareTo(TradePosition other) {
        int generations = Long.compare(generation, other.generation);
        return generations != 0 ? generations : Long.compare(nextOffset, other.nextOffset);
    }

    TradePosition max(TradePosition other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
