package io.deltatape.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// The head of a .scid file, little-endian, 56 bytes:
///
/// | Offset | Type | Field | Value |
/// |---|---|---|---|
/// | 0 | char\[4] | FileTypeUniqueHeaderID | "SCID" |
/// | 4 | u32 | HeaderSize | 56 |
/// | 8 | u32 | RecordSize | 40 |
/// | 12 | u16 | Version | 1 |
/// | 14 | u16 | Unused1 | 0 |
/// | 16 | u32 | Unused2 (older name UTCStartIndex) | 0 |
/// | 20 | char\[36] | Reserve | 0 |
///
/// Source: [Intraday Data File Format](https://www.sierrachart.com/index.php?page=doc/IntradayDataFileFormat.html)
record ScidHeader(int headerBytes) {
    static final int BYTES = 56;

    private static final int MAGIC = 0x44494353;
    private static final short VERSION = 1;

    /// The head of a new file.
    static final ScidHeader STANDARD = new ScidHeader(BYTES);

    static ByteBuffer encoded() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putInt(BYTES)
                .putInt(SimulatedRecord.BYTES)
                .putShort(VERSION)
                .rewind();
    }

    /// Reads the head of an open file. Throws when what stands there is not a .scid file's.
    static ScidHeader read(FileChannel channel, Path file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {}
        return parse(head.flip(), file);
    }

    /// The same of a file that is being written.
    static ScidHeader read(SharedFile file) throws IOException {
        ByteBuffer head =
                ByteBuffer.allocate((int) Math.min(BYTES, file.size())).order(ByteOrder.LITTLE_ENDIAN);
        file.read(head, 0);
        return parse(head.flip(), file.path());
    }

    private static ScidHeader parse(ByteBuffer head, Path file) throws IOException {
        if (head.remaining() < BYTES) {
            throw refused(file, "is %d bytes long, expected a header of %d".formatted(head.remaining(), BYTES));
        }
        if (head.getInt(0) != MAGIC) {
            throw refused(file, "begins with 0x%08x, expected \"SCID\" (0x%08x)".formatted(head.getInt(0), MAGIC));
        }
        int headerBytes = head.getInt(4);
        if (headerBytes < BYTES) {
            throw refused(file, "states a header of %d bytes, expected %d".formatted(headerBytes, BYTES));
        }
        if (head.getInt(8) != SimulatedRecord.BYTES) {
            throw refused(
                    file, "states records of %d bytes, expected %d".formatted(head.getInt(8), SimulatedRecord.BYTES));
        }
        return new ScidHeader(headerBytes);
    }

    /// How many whole records a file of this size holds.
    long wholeRecords(long fileBytes) {
        return Math.max(0, fileBytes - headerBytes) / SimulatedRecord.BYTES;
    }

    /// Where a record begins.
    long offset(long recordIndex) {
        return headerBytes + recordIndex * SimulatedRecord.BYTES;
    }

    private static IOException refused(Path file, String what) {
        return new IOException(
                "%s: %s; name a .scid file of Sierra Chart, or move this file away".formatted(file, what));
    }
}
