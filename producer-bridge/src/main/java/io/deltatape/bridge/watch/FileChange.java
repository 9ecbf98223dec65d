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
        /// Events were lost, or the directory is there again: every file has to be looked at.
        RESCAN,
        /// The directory is not there any more: no change will come of it until a rescan says that it is again.
        LOST,
        /// The directory is there, but the system cannot tell of changes in it.
        UNWATCHED
    }
}
