package io.deltatape.bridge.publish;

import org.HdrHistogram.IntCountsHistogram;

/// The lags of what was sent in a window of time: median, 99th percentile and maximum, in microseconds, exact to 1 %.
///
/// A lag below zero, as clocks that differ give, counts as zero. Owned by one thread.
public final class LagMeter {
    /// Lags above an hour count as an hour.
    private static final long MAX_US = 3_600_000_000L;
    private static final int DIGITS = 2;

    /// What a window came to; all zero if nothing was sent.
    public record Window(long count, long p50Us, long p99Us, long maxUs) {
        static final Window EMPTY = new Window(0, 0, 0, 0);
    }

    private final IntCountsHistogram histogram = new IntCountsHistogram(1, MAX_US, DIGITS);

    public void record(long us) {
        histogram.recordValue(Math.clamp(us, 0, MAX_US));
    }

    /// Ends the window and begins the next.
    public Window next() {
        if (histogram.getTotalCount() == 0) {
            return Window.EMPTY;
        }
        var window = new Window(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getMaxValue());
        histogram.reset();
        return window;
    }
}
