package io.deltatape.bridge;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/// When to look for what neither an event nor the size of an open file tells: each second at the paths of files, and
/// every five seconds at the names in the folders. On a network share nothing else tells of a file that is new, was
/// replaced, or was changed in place. Owned by the market thread.
final class SlowLooks {
    static final long PATHS_NANOS = 1_000_000_000L;
    static final long FOLDERS_NANOS = 5_000_000_000L;
    /// Paths looked at in a second: with more files than that each waits for its turn.
    private static final int PATHS_AT_ONCE = 500;

    private final SourceFiles files;
    private final Folders folders;
    private final Deque<Path> turn = new ArrayDeque<>();
    private long pathsDueNanos;
    private long foldersDueNanos;

    SlowLooks(SourceFiles files, Folders folders) {
        this.files = files;
        this.folders = folders;
    }

    /// Begins to count the time.
    void begin(long nowNanos) {
        pathsDueNanos = nowNanos + PATHS_NANOS;
        foldersDueNanos = nowNanos + FOLDERS_NANOS;
    }

    /// The files that are to be read, if it is time to look.
    Set<Path> look(long nowNanos) {
        if (nowNanos - pathsDueNanos < 0) {
            return Set.of();
        }
        pathsDueNanos = nowNanos + PATHS_NANOS;
        var changed = new LinkedHashSet<Path>();
        if (nowNanos - foldersDueNanos >= 0) {
            foldersDueNanos = nowNanos + FOLDERS_NANOS;
            changed.addAll(folders.discover());
        }
        if (turn.isEmpty()) {
            turn.addAll(files.all());
        }
        for (int looked = 0; looked < PATHS_AT_ONCE && !turn.isEmpty(); looked++) {
            Path file = turn.removeFirst();
            if (!folders.isLost(file) && files.looksDifferent(file)) {
                changed.add(file);
            }
        }
        return changed;
    }
}
