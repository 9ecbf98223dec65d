package io.deltatape.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Encoded records of one size that wait for their write: little-endian, 65,536 at most. After a write that held
/// bytes back it begins with the rest of a torn record. Owned by one thread.
final class WriteBuffer {
    private static final int RECORDS_MIN = 16;
    private static final int RECORDS_MAX = 65_536;

    private final int recordBytes;
    private ByteBuffer pending;

    WriteBuffer(int recordBytes) {
        this.recordBytes = recordBytes;
        this.pending = buffer(RECORDS_MIN);
    }

    /// How many bytes wait.
    int bytes() {
        return pending.position();
    }

    /// Whether [#next] may not be called before a write.
    boolean isFull() {
        return pending.capacity() == RECORDS_MAX * recordBytes && pending.remaining() < recordBytes;
    }

    /// Where the next record is to be encoded.
    ByteBuffer next() {
        if (pending.remaining() < recordBytes) {
            pending = buffer(pending.capacity() / recordBytes * 2).put(pending.flip());
        }
        return pending;
    }

    /// Forgets the record encoded last.
    void dropLast() {
        pending.position(pending.position() - recordBytes);
    }

    /// Writes all but the last `heldBackBytes`, which stay; returns how many bytes went out. When the write fails,
    /// what the file holds is unknown, and nothing waits any more.
    int writeTo(SharedFile file, long position, int heldBackBytes) throws IOException {
        ByteBuffer leaving = pending.flip().limit(pending.limit() - heldBackBytes);
        pending = buffer(RECORDS_MIN);
        int written = leaving.hasRemaining() ? file.write(leaving, position) : 0;
        pending = leaving.limit(leaving.limit() + heldBackBytes).compact();
        return written;
    }

    private ByteBuffer buffer(int records) {
        return ByteBuffer.allocate(records * recordBytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
