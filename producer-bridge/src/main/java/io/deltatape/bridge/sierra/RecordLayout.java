package io.deltatape.bridge.sierra;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// One of Sierra Chart's formats of a header and records of equal size: what its files begin with, and how many bytes
/// header and record have.
///
/// | offset | type | field |
/// |---|---|---|
/// | 0 | char[4] | FileTypeUniqueHeaderID: the magic |
/// | 4 | u32 | HeaderSize: where records begin |
/// | 8 | u32 | RecordSize |
///
/// Little-endian, the same in all of them; what follows differs: [ScidHeader], [DepthHeader]. Immutable.
record RecordLayout(String kind, String magic, int headerBytes, int recordBytes) {
    private static final int HEADER_SIZE_MAX = 1 << 16;

    /// Checks the first bytes of a file of this size; `bytes` holds as many of the header's as there are.
    RecordHeaderCheck check(ByteBuffer bytes, long fileSize) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() >= Integer.BYTES && bytes.getInt(0) != magicNumber()) {
            return new Refused("begins with 0x%08x, expected the magic \"%s\" (0x%08x): this is no Sierra Chart %s file"
                            .formatted(bytes.getInt(0), magic, magicNumber(), kind)
                    + "; remove it, or download it again in Sierra Chart");
        }
        if (bytes.remaining() < headerBytes) {
            return new Refused("has " + fileSize + " bytes, expected a header of at least " + headerBytes
                    + ": it is still being created, or was truncated; it is read as soon as it grows");
        }
        int headerSize = bytes.getInt(4);
        int recordSize = bytes.getInt(8);
        if (headerSize < headerBytes || headerSize > HEADER_SIZE_MAX) {
            return new Refused("states a header of " + Integer.toUnsignedString(headerSize) + " bytes, expected "
                    + headerBytes + ": the header is damaged; download the file again in Sierra Chart");
        }
        if (recordSize != recordBytes) {
            return new Refused("states records of " + Integer.toUnsignedString(recordSize) + " bytes, expected "
                    + recordBytes + ": another format or a damaged header; download the file again in Sierra Chart");
        }
        if (fileSize < headerSize) {
            return new Refused("has " + fileSize + " bytes, expected its header of " + headerSize
                    + ": it is still being created, or was truncated; it is read as soon as it grows");
        }
        return new RecordHeader(headerSize, recordSize);
    }

    private int magicNumber() {
        return ReadBlock.view(magic.getBytes(StandardCharsets.US_ASCII)).getInt(0);
    }
}
