package io.deltatape.bridge.sierra;

/// What looking at a file again came to.
public sealed interface FileUpdate {
    /// There is something new to publish: so many records, or another incarnation of the file.
    record Changed(long records) implements FileUpdate {}

    /// Nothing new.
    record Unchanged() implements FileUpdate {}

    /// It cannot be read as it is; `message` is a whole sentence with the file's name. What was known stays known.
    record Unreadable(String message) implements FileUpdate {}
}
