package io.deltatape.bridge.sierra;

/// Where the records of one file begin and how long each is, in bytes.
record RecordHeader(int headerSize, int recordSize) implements RecordHeaderCheck {
    /// The end of the last whole record in a file of this size.
    long wholeEnd(long fileSize) {
        return headerSize + (fileSize - headerSize) / recordSize * recordSize;
    }

    /// Whether a record begins or the records end at an offset.
    boolean isBoundary(long offset) {
        return offset >= headerSize && (offset - headerSize) % recordSize == 0;
    }
}
