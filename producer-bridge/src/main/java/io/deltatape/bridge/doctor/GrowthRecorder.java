package io.deltatape.bridge.doctor;

import io.deltatape.bridge.watch.FileChange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks files for their size through handles kept open, and keeps what the sizes and the system's events said and when.
///
/// Opened as FileChannel, which lets Sierra Chart rename and delete the file on Windows. Owned by one thread; times are
/// in nanoseconds of one origin.
final class GrowthRecorder implements AutoCloseable {
    /// Changes and events kept of a file; beyond that they are not counted.
    private static final int KEPT_MAX = 100_000;

    private static final class Watched {
        final List<Growth> growths = new ArrayList<>();
        final List<Long> eventNanos = new ArrayList<>();

        @Nullable
        FileChannel channel;

        long size;
        long askedNanos;
    }

    private final Map<Path, Watched> watched = new LinkedHashMap<>();

    /// Opens the files; one that cannot be opened is watched by its events only.
    GrowthRecorder(List<Path> files, long nowNanos) {
        for (Path file : files) {
            var one = new Watched();
            open(file, one, nowNanos);
            watched.put(file, one);
        }
    }

    private static void open(Path file, Watched one, long nowNanos) {
        close(one);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            one.channel = channel;
            one.size = channel.size();
        } catch (IOException _) {
            close(one); // the report tells of files that cannot be read
        }
        one.askedNanos = nowNanos;
    }

    /// Asks all files for their size.
    void probe(long nowNanos) {
        for (Watched one : watched.values()) {
            FileChannel channel = one.channel;
            if (channel == null) {
                continue;
            }
            try {
                long size = channel.size();
                if (size != one.size && one.growths.size() < KEPT_MAX) {
                    one.growths.add(new Growth(one.askedNanos, nowNanos, size - one.size));
                }
                one.size = size;
                one.askedNanos = nowNanos;
            } catch (IOException _) {
                close(one);
            }
        }
    }

    /// Takes an event of the system, of a watch whose clock has the same origin.
    void event(FileChange change, long nowNanos) {
        Watched one = watched.get(change.file());
        if (one == null) {
            return;
        }
        if (change.kind() == FileChange.Kind.CREATED) {
            open(change.file(), one, nowNanos); // another file under this name
        } else if (one.eventNanos.size() < KEPT_MAX) {
            one.eventNanos.add(change.seenUs() * 1_000);
        }
    }

    /// What was seen of each file.
    List<FileGrowth> result() {
        return watched.entrySet().stream()
                .map(entry -> FileGrowth.of(entry.getKey(), entry.getValue().growths, entry.getValue().eventNanos))
                .toList();
    }

    private static void close(Watched one) {
        try {
            if (one.channel != null) {
                one.channel.close();
            }
        } catch (IOException _) {
            one.askedNanos = 0; // nothing was written, so nothing is lost
        }
        one.channel = null;
    }

    @Override
    public void close() {
        watched.values().forEach(GrowthRecorder::close);
    }
}
