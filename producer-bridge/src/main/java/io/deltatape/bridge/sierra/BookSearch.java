package io.deltatape.bridge.sierra;

import java.io.IOException;

/// Finds, from the end of a .depth file backward, the CLEAR_BOOK from which the book of its last whole batch can be
/// built, so that a file of a day needs only its last minutes read: Sierra Chart writes the whole book again every ten.
///
/// A CLEAR_BOOK in a batch that has not ended yet is passed over, since the book before it still counts. Made for one
/// search.
final class BookSearch implements RecordFile.BackwardSink<DepthRecord> {
    private boolean isBatchEndSeen;
    private long startOffset;

    void run(RecordFile file, DepthRecord view) throws IOException {
        startOffset = file.firstOffset();
        file.readBackward(view, this);
    }

    @Override
    public Next record(DepthRecord record) {
        if (record.timeUs() < 0) {
            return Next.GO_ON; // it will be left out
        }
        isBatchEndSeen |= record.endsBatch();
        if (!isBatchEndSeen || record.command() != DepthRecord.Command.CLEAR_BOOK) {
            return Next.GO_ON;
        }
        startOffset = record.fileOffset();
        return Next.STOP;
    }

    /// The offset of the CLEAR_BOOK; of the first record where there is none.
    long startOffset() {
        return startOffset;
    }
}
