package io.deltatape.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The head of a .depth file, little-endian, 64 bytes:
///
/// | Offset | Type | Field | Value |
/// |---|---|---|---|
/// | 0 | char\[4] | FileTypeUniqueHeaderID | "SCDD" |
/// | 4 | u32 | HeaderSize | 64 |
/// | 8 | u32 | RecordSize | 24 |
/// | 12 | u32 | Version | 1 |
/// | 16 | char\[48] | Reserve | 0 |
///
/// Source: [Market Depth Data File
/// Format](https://www.sierrachart.com/index.php?page=doc/MarketDepthDataFileFormat.html)
final class DepthHeader {
    static final int BYTES = 64;

    private static final int MAGIC = 0x44444353;
    private static final int VERSION = 1;

    private DepthHeader() {}

    static ByteBuffer encoded() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putInt(BYTES)
                .putInt(DepthRecord.BYTES)
                .putInt(VERSION)
                .rewind();
    }

    /// Throws when a file that is there already begins otherwise than one of ours.
    static void check(SharedFile file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(BYTES, file.size()));
        file.read(head, 0);
        ByteBuffer expected = encoded();
        if (head.position() < BYTES || !head.flip().limit(16).equals(expected.limit(16))) {
            throw new IOException("%s: does not begin with the header of a .depth file of version 1; move it away"
                    .formatted(file.path()));
        }
    }
}
