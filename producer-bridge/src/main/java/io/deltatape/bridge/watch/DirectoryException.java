package io.deltatape.bridge.watch;

import java.nio.file.Path;

/// The directory that was to be watched is not there or cannot be read.
public final class DirectoryException extends RuntimeException {
    DirectoryException(Path directory, String found) {
        super("directory " + directory + ": " + found
                + ", expected a readable folder with Sierra Chart's files: set bridge.directory (--data) to it");
    }

    DirectoryException(Path directory, Exception cause) {
        super(
                "directory " + directory + " cannot be watched (" + cause
                        + "): check that it can be read, and on Linux the limit fs.inotify.max_user_instances",
                cause);
    }
}
