package io.deltatape.bridge.sierra;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/// The one buffer through which all files are read, and the view of records in it. Owned by the market thread; what
/// was read is valid until the next read of any file.
final class ReadBlock {
    /// Bytes read at once: a whole number of records of 40 bytes and of 24, about a quarter of a megabyte.
    static final int BYTES = 259_200;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final ScidRecord record = new ScidRecord(buffer);
    private long bytesRead;

    /// Reads up to `length` bytes at a position; fewer where the file ends before.
    ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        buffer.clear().limit(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        bytesRead += buffer.position();
        return buffer.flip();
    }

    /// All bytes read so far, from whatever file.
    long bytesRead() {
        return bytesRead;
    }

    /// The bytes themselves, little-endian.
    ByteBuffer buffer() {
        return buffer;
    }

    /// The view of .scid records in what was read last.
    ScidRecord record() {
        return record;
    }

    /// The first byte in which a part of what was read differs from other bytes; -1 if none does.
    static int mismatch(ByteBuffer bytes, int at, byte[] expected) {
        return bytes.slice(at, expected.length).mismatch(ByteBuffer.wrap(expected));
    }

    static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
