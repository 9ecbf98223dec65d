package io.deltatape.bridge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The data folder at a start: a drive or a share may be mounted later than the bridge is started.
final class LateFolder {
    private static final Logger LOG = LoggerFactory.getLogger(LateFolder.class);
    private static final long LOOK_NANOS = 250_000_000;

    private LateFolder() {}

    /// Blocks until something stands under the folder's name, the patience is over, the bridge is ending, or the thread
    /// is interrupted.
    static void await(Path folder, Duration patience, LongSupplier nanoTime, BooleanSupplier isEnding) {
        if (Files.exists(folder) || patience.isZero()) {
            return;
        }
        LOG.warn(
                "directory {} does not exist, expected Sierra Chart's data folder: waited for, {} s at most"
                        + " (bridge.start.patience); mount its drive, or correct bridge.directory",
                folder,
                patience.toSeconds());
        long startNanos = nanoTime.getAsLong();
        while (!Files.exists(folder)
                && !isEnding.getAsBoolean()
                && nanoTime.getAsLong() - startNanos < patience.toNanos()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
