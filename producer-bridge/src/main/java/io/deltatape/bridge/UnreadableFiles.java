package io.deltatape.bridge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files that could not be read the last time, why, and when each is tried again. Owned by the market thread.
///
/// A reason is said once, and again when it changes.
final class UnreadableFiles {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableFiles.class);
    /// A locked file that is free again waits for no longer than that.
    static final int RETRY_BEATS_MAX = 30;

    private static final class Trouble {
        String reason = "";
        /// Beats until it is tried again, and how many it waited the last time.
        int retryIn;
        int retryWait;
    }

    private final Map<Path, Trouble> troubles = new TreeMap<>();
    private long changes;

    /// Notes that a file could not be read.
    void note(Path file, String reason) {
        Trouble trouble = troubles.computeIfAbsent(file, _ -> new Trouble());
        if (!reason.equals(trouble.reason)) {
            LOG.warn(reason);
            changes++;
            trouble.reason = reason;
        }
    }

    /// Notes that a file was read.
    void read(Path file) {
        if (forget(file)) {
            LOG.info("file can be read again file={}", file);
        }
    }

    /// Forgets a file; answers whether it could not be read.
    boolean forget(Path file) {
        boolean isKnown = troubles.remove(file) != null;
        changes += isKnown ? 1 : 0;
        return isKnown;
    }

    /// The files that are to be tried again at this beat: after 1 beat, then 2, 4, up to [#RETRY_BEATS_MAX]. What looks
    /// different by then is read sooner.
    List<Path> retry() {
        var due = new ArrayList<Path>();
        troubles.forEach((file, trouble) -> {
            if (--trouble.retryIn < 0) {
                trouble.retryWait = Math.min(2 * trouble.retryWait + 1, RETRY_BEATS_MAX);
                trouble.retryIn = trouble.retryWait;
                due.add(file);
            }
        });
        return due;
    }

    Map<Path, String> reasons() {
        var reasons = new TreeMap<Path, String>();
        troubles.forEach((file, trouble) -> reasons.put(file, trouble.reason));
        return reasons;
    }

    int count() {
        return troubles.size();
    }

    /// Grows whenever a file's trouble comes, changes or goes.
    long changes() {
        return changes;
    }
}
