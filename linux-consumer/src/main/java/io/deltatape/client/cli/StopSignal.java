package io.deltatape.client.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ends a command on Ctrl-C, or when it has nothing left to do, and lets it tidy up before the process ends.
///
/// Thread-safe.
final class StopSignal implements AutoCloseable {
    private static final long TIDY_SECONDS_MAX = 6;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch tidied = new CountDownLatch(1);

    /// Listens to Ctrl-C until the process ends; the command must close this.
    static StopSignal ofProcess() {
        var signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stopAndWait, "stop"));
        return signal;
    }

    private void stopAndWait() {
        stop();
        try {
            if (!tidied.await(TIDY_SECONDS_MAX, TimeUnit.SECONDS)) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stop.countDown();
    }

    boolean isStopped() {
        return stop.getCount() == 0;
    }

    void await() throws InterruptedException {
        stop.await();
    }

    /// Whether it was stopped within so long.
    boolean await(long ms) throws InterruptedException {
        return stop.await(ms, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        tidied.countDown();
    }
}
