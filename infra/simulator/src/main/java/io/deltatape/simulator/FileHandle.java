package io.deltatape.simulator;

/// Whether the writer's handle stays open between writes. Which of the two Sierra Chart does is not documented, and
/// it decides what Windows says of a file: while a handle stays open, the directory's entry and the notification may
/// come late; closing it brings both up to date.
public enum FileHandle {
    /// Opened once, closed at the end, and closed for a moment when the file is replaced.
    HELD,
    /// Opened and closed for each write.
    PER_WRITE
}
