package io.deltatape.client.cli;

import io.deltatape.client.MarketListener;
import io.deltatape.client.MarketUpdate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// Measures the stream as it arrives: updates a second, and the time from the bridge's seeing a change until here.
///
/// The feed thread records, one other thread reads. The latency compares the bridge's clock with this host's: below
/// zero counts as zero. Full states are not counted in it, as they may be old.
final class FeedMeter implements MarketListener {
    private static final long LATENCY_US_MAX = TimeUnit.HOURS.toMicros(1);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final InstantSource clock;
    private final LongSupplier ticker;
    private final LongAdder updates = new LongAdder();
    private final Recorder latencyUs = new Recorder(LATENCY_US_MAX, 3);

    private long intervalBegan;
    private long updatesBefore;
    private double updatesPerSecond;
    private Histogram shown = new Histogram(LATENCY_US_MAX, 3);

    FeedMeter(InstantSource clock, LongSupplier ticker) {
        this.clock = clock;
        this.ticker = ticker;
        this.intervalBegan = ticker.getAsLong();
    }

    @Override
    public void updated(MarketUpdate update) {
        updates.increment();
        if (update instanceof MarketUpdate.Changed) {
            long nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
            latencyUs.recordValue(Math.clamp(nowUs - update.stamps().seenUs(), 0, LATENCY_US_MAX));
        }
    }

    /// The figures of the last whole second; the latency of the last one in which something came.
    String figures() {
        long now = ticker.getAsLong();
        if (now - intervalBegan >= INTERVAL_NANOS) {
            long count = updates.sum();
            updatesPerSecond = (count - updatesBefore) * 1e9 / (now - intervalBegan);
            updatesBefore = count;
            intervalBegan = now;
            Histogram interval = latencyUs.getIntervalHistogram();
            shown = interval.getTotalCount() == 0 ? shown : interval;
        }
        return String.format(Locale.ROOT, "%,.0f updates/s, latency %s", updatesPerSecond, latency());
    }

    private String latency() {
        return shown.getTotalCount() == 0
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "p50 %.1f ms, p99 %.1f ms",
                        shown.getValueAtPercentile(50) / 1e3,
                        shown.getValueAtPercentile(99) / 1e3);
    }
}
