package io.deltatape.simulator;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Combines records to bars, as Sierra Chart does where its storage unit is longer than one tick: a bar has the time
/// at which its interval begins and stands in the file from its first trade on. Owned by one thread.
final class BarBuilder {
    private final long intervalUs;
    private @Nullable SimulatedRecord bar;

    /// What a record did.
    enum Effect {
        /// It is the first of a bar.
        BEGAN,
        /// It changed the bar that was there.
        GREW,
        /// It is no trade.
        NONE
    }

    BarBuilder(Duration interval) {
        intervalUs = interval.dividedBy(ChronoUnit.MICROS.getDuration());
        if (intervalUs <= 0) {
            throw new IllegalArgumentException("interval of bars is %s, expected 1 µs or more".formatted(interval));
        }
    }

    /// Takes up a record: a tick, a value of an index, or a bar of a shorter interval. A record of an earlier
    /// interval begins a bar too: the file keeps the order in which things came.
    Effect take(SimulatedRecord record) {
        if (record.isQuote()) {
            return Effect.NONE;
        }
        SimulatedRecord single = barOf(record);
        SimulatedRecord before = bar;
        if (before == null || before.dateTimeUs() != single.dateTimeUs()) {
            bar = single;
            return Effect.BEGAN;
        }
        bar = SimulatedRecord.bar(
                before.dateTimeUs(),
                before.open(),
                Math.max(before.high(), single.high()),
                Math.min(before.low(), single.low()),
                single.close(),
                before.numTrades() + single.numTrades(),
                before.bidVolume() + single.bidVolume(),
                before.askVolume() + single.askVolume());
        return Effect.GREW;
    }

    /// Whether a record would begin another bar than the one there is.
    boolean isEndedBy(SimulatedRecord record) {
        SimulatedRecord current = bar;
        return current != null && !record.isQuote() && current.dateTimeUs() != beginning(record);
    }

    /// Whether a record has begun one.
    boolean hasBar() {
        return bar != null;
    }

    /// The bar as it is now.
    SimulatedRecord bar() {
        SimulatedRecord current = bar;
        if (current == null) {
            throw new IllegalStateException("no record has begun a bar");
        }
        return current;
    }

    /// The next record begins a bar, whatever its time.
    void restart() {
        bar = null;
    }

    private SimulatedRecord barOf(SimulatedRecord r) {
        boolean hasOwnRange = !r.isTick() && r.open() != 0;
        return SimulatedRecord.bar(
                beginning(r),
                hasOwnRange ? r.open() : r.close(),
                hasOwnRange ? r.high() : r.close(),
                hasOwnRange ? r.low() : r.close(),
                r.close(),
                r.numTrades(),
                r.bidVolume(),
                r.askVolume());
    }

    private long beginning(SimulatedRecord record) {
        return record.dateTimeUs() - Math.floorMod(record.dateTimeUs(), intervalUs);
    }
}
