package io.deltatape.bridge.watch;

import java.time.Duration;

/// Spaces the turns of a loop while much changes, so that what is read in one turn goes to Kafka together.
///
/// A request costs everybody behind it about the same, whether it carries one state or forty. So the more changes, the
/// further turns are apart: half a millisecond for each thousand reads a second, measured over the last tenth of a
/// second, up to `bound`. While little changes nothing waits. Pure: time is an argument, in nanoseconds of any origin,
/// and must not go back. Not thread-safe.
public final class Pace {
    static final long WINDOW_NANOS = 100_000_000;
    /// For each read in a window.
    static final long SPACE_NANOS = 5_000;

    private final long boundNanos;
    private long spaceNanos;
    private long windowStartNanos;
    private long reads;
    private long turnNanos;

    public Pace(Duration bound, long nowNanos) {
        this.boundNanos = bound.toNanos();
        this.windowStartNanos = nowNanos;
        this.turnNanos = nowNanos - boundNanos;
    }

    /// How long to wait before the next turn may begin; not above zero if it may now.
    public long waitNanos(long nowNanos) {
        long since = nowNanos - windowStartNanos;
        if (since >= WINDOW_NANOS) {
            spaceNanos = Math.min(boundNanos, reads * SPACE_NANOS * WINDOW_NANOS / since);
            windowStartNanos = nowNanos;
            reads = 0;
        }
        return turnNanos + spaceNanos - nowNanos;
    }

    /// Notes that a turn begins.
    public void begin(long nowNanos) {
        turnNanos = nowNanos;
    }

    /// Notes that a file was read.
    public void read() {
        reads++;
    }
}
