package io.deltatape.bridge.sierra;

/// A view of one record in a [ReadBlock], moved from record to record. Not thread-safe.
sealed interface FileRecord permits ScidRecord, DepthRecord {
    /// Moves the view to the record at a position of the block, which stands at `fileOffset` in the file.
    FileRecord moveTo(int position, long fileOffset);

    long fileOffset();

    /// The record's time as it stands there: see [SierraTime].
    long dateTime();
}
