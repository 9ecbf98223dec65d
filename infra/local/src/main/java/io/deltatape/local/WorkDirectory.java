package io.deltatape.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder that a demo works in: one that was named and is kept, or a new temporary one that is removed at the end.
final class WorkDirectory implements AutoCloseable {
    private final Path path;
    private final boolean temporary;

    private WorkDirectory(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    static WorkDirectory open(@Nullable Path named) throws IOException {
        try {
            return named == null
                    ? new WorkDirectory(Files.createTempDirectory("deltatape-demo-"), true)
                    : new WorkDirectory(Files.createDirectories(named), false);
        } catch (IOException e) {
            throw new IOException(
                    "the folder " + (named == null ? "for temporary files" : named) + " cannot be made (" + e
                            + "), expected one to write to: name another with --work",
                    e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the temporary folder " + path + " could not be removed: remove it by hand", e);
        }
    }
}
