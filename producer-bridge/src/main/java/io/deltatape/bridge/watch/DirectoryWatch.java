package io.deltatape.bridge.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a queue what happens in one directory, from a thread of its own named `watch`.
///
/// Where the queue is full the change is dropped, and as soon as there is room again one [FileChange.Kind#RESCAN]
/// stands for all that was dropped, as it does where the system reports an overflow. Subdirectories are not watched.
public final class DirectoryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);
    private static final long RESCAN_RETRY_MS = 10;
    private static final long CLOSE_MS = 2_000;

    private final Path directory;
    private final WatchService service;
    private final LongSupplier clockUs;
    private final BlockingQueue<FileChange> queue;
    private final Thread thread;

    /// Whether changes were dropped since the last rescan was queued. Of the watch thread.
    private boolean rescanOwed;

    private DirectoryWatch(
            Path directory, WatchService service, LongSupplier clockUs, BlockingQueue<FileChange> queue) {
        this.directory = directory;
        this.service = service;
        this.clockUs = clockUs;
        this.queue = queue;
        this.thread = new Thread(this::run, "watch");
        thread.setDaemon(true);
    }

    /// Begins to watch; every change after the return reaches the queue.
    ///
    /// @throws DirectoryException if there is no such directory, or it cannot be read
    public static DirectoryWatch start(Path directory, LongSupplier clockUs, BlockingQueue<FileChange> queue) {
        if (!Files.isDirectory(directory)) {
            throw new DirectoryException(directory, Files.exists(directory) ? "is a file" : "does not exist");
        }
        if (!Files.isReadable(directory)) {
            throw new DirectoryException(directory, "is not readable for this user");
        }
        try {
            WatchService service = directory.getFileSystem().newWatchService();
            directory.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
            var watch = new DirectoryWatch(directory, service, clockUs, queue);
            watch.thread.start();
            return watch;
        } catch (IOException e) {
            throw new DirectoryException(directory, e);
        }
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = rescanOwed ? service.poll(RESCAN_RETRY_MS, TimeUnit.MILLISECONDS) : service.take();
                long seenUs = clockUs.getAsLong();
                if (key == null) {
                    offerRescan(seenUs);
                } else if (!handOver(key, seenUs)) {
                    queue.put(new FileChange(directory, FileChange.Kind.LOST, seenUs));
                    return;
                }
            }
        } catch (ClosedWatchServiceException e) {
            LOG.debug("watch closed directory={}", directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean handOver(WatchKey key, long seenUs) {
        for (WatchEvent<?> event : key.pollEvents()) {
            if (OVERFLOW.equals(event.kind()) || !(event.context() instanceof Path name)) {
                rescanOwed = true;
            } else if (!queue.offer(new FileChange(directory.resolve(name), kind(event), seenUs))) {
                rescanOwed = true;
            }
        }
        if (rescanOwed) {
            offerRescan(seenUs);
        }
        return key.reset();
    }

    private static FileChange.Kind kind(WatchEvent<?> event) {
        if (ENTRY_CREATE.equals(event.kind())) {
            return FileChange.Kind.CREATED;
        }
        return ENTRY_DELETE.equals(event.kind()) ? FileChange.Kind.DELETED : FileChange.Kind.MODIFIED;
    }

    private void offerRescan(long seenUs) {
        rescanOwed = !queue.offer(new FileChange(directory, FileChange.Kind.RESCAN, seenUs));
    }

    @Override
    public void close() {
        try {
            service.close();
            thread.interrupt();
            thread.join(CLOSE_MS);
        } catch (IOException e) {
            LOG.warn("watch could not be closed directory={} cause={}", directory, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
