package io.deltatape.bridge.sierra;

import java.io.IOException;

/// Finds, from the end of a .depth file backward, the CLEAR_BOOK from which the book of its last whole batch can be
/// built, so that a file of a day needs only its last minutes read: Sierra Chart writes the whole book again every ten.
///
/// A CLEAR_BOOK in a batch that has not ended yet is passed over, since the book before it still counts. Where there is
/// none within [#LOOKED_RECORDS], or behind a hole, there is no book until the next. Made for one search.
final class BookSearch implements RecordFile.BackwardSink<DepthRecord> {
    /// More than ten minutes of the busiest future: 50 MB.
    static final int LOOKED_RECORDS = 1 << 21;
    /// Records one after another without a time that make a hole.
    static final int HOLE_RECORDS = 1 << 17;

    private int looked;
    private int timeless;
    private boolean isBatchEndSeen;
    private boolean isWhole = true;
    private long startOffset;

    void run(RecordFile file, DepthRecord view) throws IOException {
        startOffset = file.firstOffset();
        file.readBackward(view, this);
    }

    @Override
    public Next record(DepthRecord record) {
        timeless = record.timeUs() < 0 ? timeless + 1 : 0;
        if (timeless >= HOLE_RECORDS || ++looked > LOOKED_RECORDS) {
            startOffset = record.fileOffset();
            isWhole = false;
            return Next.STOP;
        }
        if (timeless > 0) {
            return Next.GO_ON; // it will be left out
        }
        isBatchEndSeen |= record.endsBatch();
        if (!isBatchEndSeen || record.command() != DepthRecord.Command.CLEAR_BOOK) {
            return Next.GO_ON;
        }
        startOffset = record.fileOffset();
        return Next.STOP;
    }

    /// The offset of the CLEAR_BOOK; of the first record looked at where there is none.
    long startOffset() {
        return startOffset;
    }

    /// Whether the records from there on come to a whole book: from a CLEAR_BOOK, or the file's first record.
    boolean isWhole() {
        return isWhole;
    }
}
