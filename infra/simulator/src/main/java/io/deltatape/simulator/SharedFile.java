package io.deltatape.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A file that others read while it is written, held open or not. Opened with [FileChannel], which on Windows lets
/// others read, rename and delete it meanwhile. Owned by one thread.
final class SharedFile implements Closeable {
    private final Path path;
    private final FileHandle handle;
    private @Nullable FileChannel held;

    private SharedFile(Path path, FileHandle handle) {
        this.path = path;
        this.handle = handle;
    }

    /// Opens a file, or creates it empty.
    static SharedFile open(Path path, FileHandle handle) throws IOException {
        SharedFile file = new SharedFile(path, handle);
        file.open();
        return file;
    }

    Path path() {
        return path;
    }

    long size() throws IOException {
        return on(FileChannel::size);
    }

    /// Writes all bytes in one call where the system takes them so; returns how many they were.
    int write(ByteBuffer bytes, long position) throws IOException {
        return on(channel -> {
            int written = 0;
            while (bytes.hasRemaining()) {
                written += channel.write(bytes, position + written);
            }
            return written;
        });
    }

    /// Fills the buffer, or throws when the file ends before.
    void read(ByteBuffer into, long position) throws IOException {
        on(channel -> {
            while (into.hasRemaining()) {
                if (channel.read(into, position + into.position()) < 0) {
                    throw new IOException("%s: ends at byte %d, expected %d more; another process shortened it"
                            .formatted(path, channel.size(), into.remaining()));
                }
            }
            return into;
        });
    }

    void truncate(long size) throws IOException {
        on(channel -> channel.truncate(size));
    }

    /// Deletes the file and creates it anew, empty.
    void recreate() throws IOException {
        close();
        Files.delete(path);
        open();
    }

    /// Puts another file in this one's place. On Windows that fails while a reader holds this one open.
    void replaceBy(Path other) throws IOException {
        close();
        Files.move(other, path, StandardCopyOption.ATOMIC_MOVE);
        open();
    }

    @Override
    public void close() throws IOException {
        FileChannel open = held;
        held = null;
        if (open != null) {
            open.close();
        }
    }

    private void open() throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        switch (handle) {
            case HELD -> held = channel;
            case PER_WRITE -> channel.close();
        }
    }

    private <T> T on(Use<T> use) throws IOException {
        FileChannel open = held;
        if (open != null) {
            return use.of(open);
        }
        // Not created: a file that somebody removed is missing, and a write far into a new one would invent zeros.
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return use.of(channel);
        }
    }

    private interface Use<T> {
        T of(FileChannel channel) throws IOException;
    }
}
