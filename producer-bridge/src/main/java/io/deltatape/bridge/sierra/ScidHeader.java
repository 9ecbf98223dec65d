package io.deltatape.bridge.sierra;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The layout that a .scid file states in its first bytes.
///
/// | offset | type | field | value |
/// |---|---|---|---|
/// | 0 | char[4] | FileTypeUniqueHeaderID | `SCID` |
/// | 4 | u32 | HeaderSize | 56: where records begin |
/// | 8 | u32 | RecordSize | 40 |
/// | 12 | u16 | Version | 1 |
/// | 14 | u16 | Unused1 | 0 |
/// | 16 | u32 | Unused2 (older: UTCStartIndex) | 0 |
/// | 20 | char[36] | Reserve | 0 |
///
/// Little-endian. Source: https://www.sierrachart.com/index.php?page=doc/IntradayDataFileFormat.html. A file with a
/// header and no record is legal.
record ScidHeader(int headerSize) implements ScidHeaderCheck {
    /// Bytes of the header that we read.
    static final int BYTES = 56;
    private static final int HEADER_SIZE_MAX = 1 << 16;
    private static final int MAGIC = 0x44494353;

    /// Checks the first bytes of a file of this size; `bytes` holds as many of the 56 as there are.
    static ScidHeaderCheck check(ByteBuffer bytes, long fileSize) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() >= Integer.BYTES && bytes.getInt(0) != MAGIC) {
            return new Refused("begins with 0x%08x, expected the magic \"SCID\" (0x%08x): this is no Sierra Chart"
                            .formatted(bytes.getInt(0), MAGIC)
                    + " intraday file; remove it, or download it again in Sierra Chart");
        }
        if (bytes.remaining() < BYTES) {
            return new Refused("has " + fileSize + " bytes, expected a header of at least " + BYTES
                    + ": it is still being created, or was truncated; it is read as soon as it grows");
        }
        int headerSize = bytes.getInt(4);
        int recordSize = bytes.getInt(8);
        if (headerSize < BYTES || headerSize > HEADER_SIZE_MAX) {
            return new Refused("states a header of " + Integer.toUnsignedString(headerSize) + " bytes, expected "
                    + BYTES + ": the header is damaged; download the file again in Sierra Chart");
        }
        if (recordSize != ScidRecord.BYTES) {
            return new Refused("states records of " + Integer.toUnsignedString(recordSize) + " bytes, expected "
                    + ScidRecord.BYTES + ": another format or a damaged header; download the file again in Sierra"
                    + " Chart");
        }
        if (fileSize < headerSize) {
            return new Refused("has " + fileSize + " bytes, expected its header of " + headerSize
                    + ": it is still being created, or was truncated; it is read as soon as it grows");
        }
        return new ScidHeader(headerSize);
    }

    /// The end of the last whole record in a file of this size.
    long wholeEnd(long fileSize) {
        return headerSize + (fileSize - headerSize) / ScidRecord.BYTES * ScidRecord.BYTES;
    }

    /// The last boundary of records at or before an offset that is not within the header.
    long boundary(long offset) {
        return wholeEnd(offset);
    }

    /// Whether a record begins or the records end at an offset.
    boolean isBoundary(long offset) {
        return offset >= headerSize && (offset - headerSize) % ScidRecord.BYTES == 0;
    }
}
