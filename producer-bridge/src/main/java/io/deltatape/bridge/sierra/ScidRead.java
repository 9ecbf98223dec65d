package io.deltatape.bridge.sierra;

/// What reading on in a .scid file came to.
sealed interface ScidRead {
    /// Went on by so many records; the tail may be torn, then its rest comes with a later read.
    record Progress(long records, Tail tail) implements ScidRead {}

    /// The last record read, one that was not a single tick, was rewritten with the same time: Sierra Chart does so
    /// where it stores bars.
    record LastRewritten() implements ScidRead {}

    /// The file is not the one that was read so far.
    record Replaced(String why) implements ScidRead {}

    /// How the file ends.
    enum Tail {
        WHOLE,
        TORN
    }
}
