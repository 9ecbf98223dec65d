package io.deltatape.gateway.figures;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// The latency of each hop over the last minute, as histograms of two significant digits.
///
/// Thread-safe: recording is wait-free; reading and rotating share a lock that recording never takes. A value below
/// zero (clocks of two hosts that differ) counts as zero, one above an hour is left out: it comes from a replay.
public final class Latencies {
    private static final long MAX_US = Duration.ofHours(1).toNanos() / 1_000;
    private static final int DIGITS = 2;
    private static final int SLICES = 6;
    private static final long SLICE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final double US_OF_MS = 1_000.0;

    private final Map<Hop, Window> windows = new EnumMap<>(Hop.class);
    private long sliceStartNanos;

    public Latencies(long nowNanos) {
        this.sliceStartNanos = nowNanos;
        for (Hop hop : Hop.values()) {
            windows.put(hop, new Window());
        }
    }

    private Window window(Hop hop) {
        return Objects.requireNonNull(windows.get(hop));
    }

    public void recordUs(Hop hop, long us) {
        if (us <= MAX_US) {
            window(hop).recorder.recordValue(Math.max(us, 0));
        }
    }

    /// To be called every now and then: lets go of what is older than a minute.
    public synchronized void rotate(long nowNanos) {
        if (nowNanos - sliceStartNanos >= SLICE_NANOS) {
            sliceStartNanos = nowNanos;
            windows.values().forEach(Window::rotate);
        }
    }

    public synchronized LatencySummary summary(Hop hop) {
        Histogram sum = window(hop).sum();
        return new LatencySummary(
                sum.getTotalCount(),
                sum.getValueAtPercentile(50) / US_OF_MS,
                sum.getValueAtPercentile(90) / US_OF_MS,
                sum.getValueAtPercentile(99) / US_OF_MS,
                sum.getMaxValue() / US_OF_MS);
    }

    private static Histogram histogram() {
        return new Histogram(MAX_US, DIGITS);
    }

    /// The slices of one hop; all but the recorder guarded by the lock of the latencies.
    private static final class Window {
        private final Recorder recorder = new Recorder(MAX_US, DIGITS);
        private final List<Histogram> slices =
                Stream.generate(Latencies::histogram).limit(SLICES).toList();
        private int current;

        void rotate() {
            slices.get(current).add(recorder.getIntervalHistogram());
            current = (current + 1) % SLICES;
            slices.get(current).reset();
        }

        Histogram sum() {
            slices.get(current).add(recorder.getIntervalHistogram());
            Histogram sum = histogram();
            slices.forEach(sum::add);
            return sum;
        }
    }
}
