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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a queue what happens in some directories, from a thread of its own named `watch`.
///
/// Where the queue is full the change is dropped, and as soon as there is room again one [FileChange.Kind#RESCAN] of
/// its directory stands for all that was dropped, as it does where the system reports an overflow. A directory that is
/// deleted, renamed or unmounted is reported as lost, and as a rescan of it when it, or another in its place, is there
/// again; one that is there but that the system cannot watch as unwatched. Subdirectories are not watched.
public final class DirectoryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);
    private static final long RESCAN_RETRY_MS = 10;
    /// How often it is looked whether each directory is still, or again, the one under its name.
    private static final long LOOK_MS = 500;
    private static final long LOOK_NANOS = LOOK_MS * 1_000_000;
    private static final long CLOSE_MS = 2_000;

    /// One directory; the key is null while there is none under this name. Of the watch thread once it runs.
    private static final class Watched {
        final Path directory;

        @Nullable
        WatchKey key;

        @Nullable
        Object identity;

        /// Whether changes were dropped since the last rescan was queued.
        boolean isRescanOwed;
        /// Whether it was told that the system cannot watch it.
        boolean isUnwatched;

        Watched(Path directory) {
            this.directory = directory;
        }
    }

    private final List<Watched> watched = new ArrayList<>();
    private final WatchService service;
    private final LongSupplier clockUs;
    private final LongSupplier nanoTime;
    private final BlockingQueue<FileChange> queue;
    private final Thread thread;

    private DirectoryWatch(
            List<Path> directories,
            WatchService service,
            LongSupplier clockUs,
            LongSupplier nanoTime,
            BlockingQueue<FileChange> queue) {
        directories.forEach(directory -> watched.add(new Watched(directory)));
        this.service = service;
        this.clockUs = clockUs;
        this.nanoTime = nanoTime;
        this.queue = queue;
        this.thread = new Thread(this::run, "watch");
        thread.setDaemon(true);
    }

    /// Begins to watch; every change after the return reaches the queue. The first directory must be there, the others
    /// may come later.
    ///
    /// @throws DirectoryException if there is no such directory, or it cannot be read
    public static DirectoryWatch start(
            List<Path> directories, LongSupplier clockUs, LongSupplier nanoTime, BlockingQueue<FileChange> queue) {
        Path first = directories.getFirst();
        if (!Files.isDirectory(first)) {
            throw new DirectoryException(first, Files.exists(first) ? "is a file" : "does not exist");
        }
        if (!Files.isReadable(first)) {
            throw new DirectoryException(first, "is not readable for this user");
        }
        try {
            WatchService service = first.getFileSystem().newWatchService();
            var watch = new DirectoryWatch(directories, service, clockUs, nanoTime, queue);
            watch.watched.stream()
                    .filter(one -> Files.isDirectory(one.directory))
                    .forEach(watch::register);
            watch.thread.start();
            return watch;
        } catch (IOException e) {
            throw new DirectoryException(first, e);
        }
    }

    /// Whether a directory is watched from now on. One that the system cannot watch, as on some shares, is told once.
    private boolean register(Watched one) {
        try {
            one.identity = identity(one.directory);
            one.key = one.directory.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
            one.isUnwatched = false;
            return true;
        } catch (IOException e) {
            if (!one.isUnwatched && Files.isDirectory(one.directory)) {
                LOG.warn(
                        "directory {} cannot be watched ({}), expected that the system tells of changes there: its files"
                                + " are asked instead; nothing is to be done for a network share",
                        one.directory,
                        e.toString());
                one.isUnwatched =
                        queue.offer(new FileChange(one.directory, FileChange.Kind.UNWATCHED, clockUs.getAsLong()));
            }
            return false;
        }
    }

    /// What tells a directory from another that takes its name: the file system's key, or when it was created.
    private static Object identity(Path directory) throws IOException {
        var attributes = Files.readAttributes(directory, BasicFileAttributes.class);
        Object key = attributes.fileKey();
        return key == null ? attributes.creationTime() : key;
    }

    private void run() {
        try {
            long lookDueNanos = nanoTime.getAsLong() + LOOK_NANOS;
            while (true) {
                WatchKey key = service.poll(isRescanOwed() ? RESCAN_RETRY_MS : LOOK_MS, TimeUnit.MILLISECONDS);
                long seenUs = clockUs.getAsLong();
                if (key != null) {
                    handOver(key, seenUs);
                }
                offerRescans(seenUs);
                long nowNanos = nanoTime.getAsLong();
                if (nowNanos - lookDueNanos >= 0) {
                    lookDueNanos = nowNanos + LOOK_NANOS;
                    lookAfter(seenUs);
                }
            }
        } catch (ClosedWatchServiceException _) {
            LOG.debug("watch closed");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOver(WatchKey key, long seenUs) throws InterruptedException {
        Watched one =
                watched.stream().filter(w -> key.equals(w.key)).findFirst().orElse(null);
        if (one == null) {
            return; // of a directory given up
        }
        for (WatchEvent<?> event : key.pollEvents()) {
            if (OVERFLOW.equals(event.kind()) || !(event.context() instanceof Path name)) {
                one.isRescanOwed = true;
            } else if (!queue.offer(new FileChange(one.directory.resolve(name), kind(event), seenUs))) {
                one.isRescanOwed = true;
            }
        }
        if (!key.reset()) {
            lose(one, seenUs);
        }
    }

    private static FileChange.Kind kind(WatchEvent<?> event) {
        if (ENTRY_CREATE.equals(event.kind())) {
            return FileChange.Kind.CREATED;
        }
        return ENTRY_DELETE.equals(event.kind()) ? FileChange.Kind.DELETED : FileChange.Kind.MODIFIED;
    }

    private boolean isRescanOwed() {
        return watched.stream().anyMatch(one -> one.isRescanOwed);
    }

    private void offerRescans(long seenUs) {
        for (Watched one : watched) {
            if (one.isRescanOwed) {
                one.isRescanOwed = !queue.offer(new FileChange(one.directory, FileChange.Kind.RESCAN, seenUs));
            }
        }
    }

    private void lookAfter(long seenUs) throws InterruptedException {
        for (Watched one : watched) {
            if (one.key == null) {
                find(one);
            } else if (!isStillThere(one)) {
                lose(one, seenUs);
            }
        }
    }

    private static boolean isStillThere(Watched one) {
        try {
            return Objects.equals(one.identity, identity(one.directory));
        } catch (IOException _) {
            return false; // it is being lost
        }
    }

    private void lose(Watched one, long seenUs) throws InterruptedException {
        if (one.key != null) {
            one.key.cancel();
            one.key = null;
            queue.put(new FileChange(one.directory, FileChange.Kind.LOST, seenUs));
        }
    }

    /// What a directory that is there again tells is a rescan, queued when the thread comes round.
    private void find(Watched one) {
        if (Files.isDirectory(one.directory) && register(one)) {
            one.isRescanOwed = true;
        }
    }

    @Override
    public void close() {
        try {
            service.close();
            thread.interrupt();
            thread.join(CLOSE_MS);
        } catch (IOException e) {
            LOG.warn("watch could not be closed cause={}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
