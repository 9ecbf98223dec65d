package io.deltatape.contract;

/// One trade record of a file, as `market.trades` carries it. Immutable.
///
/// `generation` is the file's incarnation and `offset` the byte at which the record begins; together they are
/// its position. Prices are in nanos and [#ABSENT] where the record has none; `timeUs` is the exchange's time.
/// `count` is how many trades the record stands for: 1 in a file of ticks. `open`, `high` and `low` are those
/// of a record that is a bar, and absent in every other.
public record Trade(
        Symbol symbol,
        long generation,
        long offset,
        long timeUs,
        long price,
        long size,
        long bidSize,
        long askSize,
        long bid,
        long ask,
        long count,
        Part part,
        long open,
        long high,
        long low)
        implements TradeRecord {
    /// Stands for a price that the record does not have.
    public static final long ABSENT = Long.MIN_VALUE;

    /// Which part of an aggressive order a record is, where the exchange reported its fills one by one.
    public enum Part {
        /// No mark: a trade of its own, or one between the first and the last part.
        UNMARKED,
        /// The first fill of an order; it and all until [#LAST] belong together.
        FIRST,
        LAST
    }

    /// Who was the aggressor, as far as the record tells.
    public Side side() {
        return Side.ofSizes(bidSize, askSize);
    }

    /// Whether the record stands for an interval rather than for one trade.
    public boolean isBar() {
        return open != ABSENT;
    }
}
