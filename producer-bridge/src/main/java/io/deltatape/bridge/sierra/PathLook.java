package io.deltatape.bridge.sierra;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Looks at the path of a file that is held open: an open handle tells nothing of another file in its place, nor its
/// size of a record that was rewritten. Owned by the market thread.
final class PathLook {
    /// What the path leads to.
    enum Seen {
        /// What it did at the look before.
        SAME,
        /// The file held, or none, with something about it changed.
        CHANGED,
        /// Another file than the one held, or none any longer.
        ANOTHER
    }

    private final Path path;
    private FileStamp last = FileStamp.NONE;

    PathLook(Path path) {
        this.path = path;
    }

    /// Costs two calls of the system or three; `held` is null while no file is held. Its last record is compared too,
    /// since Windows need not put the time of a file forward before it is closed.
    Seen look(@Nullable RecordFile held) {
        FileStamp now = FileStamp.of(path);
        boolean isSame = now.equals(last);
        last = now;
        if (held != null && held.isOtherThan(now)) {
            return Seen.ANOTHER;
        }
        return isSame && (held == null || !held.isLastRewritten()) ? Seen.SAME : Seen.CHANGED;
    }
}
