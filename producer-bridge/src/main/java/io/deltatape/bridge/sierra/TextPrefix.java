package io.deltatape.bridge.sierra;

/// Which lines of a text file were read, and the checksums that prove it: those until the last line, at `lastLine`, and
/// all until `end`. Immutable.
record TextPrefix(long lastLine, long checksumToLastLine, long end, long checksum, long lines) {
    static final TextPrefix NONE = new TextPrefix(0, 0, 0, 0, 0);

    /// How a file stands to what was read.
    enum Match {
        /// It begins with all of it.
        SAME,
        /// It begins with all but the last line, which is another one or gone.
        LAST_LINE_CHANGED,
        /// It is another text.
        OTHER
    }
}
