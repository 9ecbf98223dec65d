package io.deltatape.endtoend;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Waits for what must come true, and says what was the case instead when it does not.
final class Eventually {
    private static final long INTERVAL_NANOS = 20_000_000;

    /// A condition that may need several looks, and may fail while it is not yet true.
    interface Condition {
        boolean holds() throws Exception;
    }

    private Eventually() {}

    static void within(Duration patience, Supplier<String> otherwise, Condition condition) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + otherwise.get());
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }
}
