package io.deltatape.bridge.watch;

import java.nio.file.Path;

/// Something happened in the watched directory, noticed at `seenUs` (microseconds since 1970). Immutable.
///
/// `file` is the file's path, or the directory's where the change concerns it as a whole.
public record FileChange(Path file, Kind kind, long seenUs) {
    /// What happened.
    public enum Kind {
        /// A file appeared under this name: a new one, or another in the place of one that was there.
        CREATED,
        /// A file was written to.
        MODIFIED,
        /// No file has this name any more.
        DELETED,
        /// Events were lost: every file of the directory has to be looked at.
        RESCAN,
        /// The directory itself cannot be watched any more; no further change will come.
        LOST
    }
}
