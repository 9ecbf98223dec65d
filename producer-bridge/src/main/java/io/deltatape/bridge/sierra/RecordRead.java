package io.deltatape.bridge.sierra;

/// What reading on in a file of records came to.
sealed interface RecordRead {
    /// Went on by so many records; the tail may be torn, then its rest comes with a later read.
    record Progress(long records, Tail tail) implements RecordRead {}

    /// The last record read, which begins at `fileOffset`, is another one now, and as far as can be told nothing else.
    record LastRewritten(long fileOffset) implements RecordRead {
        /// The same, where a format has no reason to rewrite its last record.
        Replaced asReplaced() {
            return new Replaced("its record at byte " + fileOffset + " changed");
        }
    }

    /// The file is said to end before what was read. A share whose cache is old may say so of a file that is whole, so
    /// this is to be seen in the file opened anew.
    record Shrank() implements RecordRead {}

    /// The file is not the one that was read so far.
    record Replaced(String why) implements RecordRead {}

    /// How the file ends.
    enum Tail {
        WHOLE,
        TORN
    }
}
