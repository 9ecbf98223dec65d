package io.deltatape.simulator;

import java.io.IOException;
import java.util.List;

/// Writes a [RandomBook] that follows a market's records through a [DepthWriter]: a batch for each record with a
/// quote, the whole book where it is due. Owned by one thread.
public final class DepthFeed implements CompanionFile {
    private final RandomBook book;
    private final DepthWriter writer;

    public DepthFeed(RandomBook book, DepthWriter writer) {
        this.book = book;
        this.writer = writer;
    }

    /// Lets the book follow a record; one without a quote changes nothing. Each record with one is one batch.
    @Override
    public void take(SimulatedRecord record) throws IOException {
        boolean hasQuote = record.isTick() || record.isQuote();
        if (!hasQuote || record.low() <= 0 || record.low() >= record.high()) {
            return;
        }
        List<DepthRecord> changes = book.follow(record.dateTimeUs(), record.low(), record.high());
        writer.append(writer.snapshotDue(record.dateTimeUs()) ? book.snapshot(record.dateTimeUs()) : changes);
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }

    @Override
    public boolean holdsBytes() {
        return writer.holdsBytes();
    }

    /// The book after the last batch, whether it has been written or not.
    public BookLevels levels() {
        return book.levels();
    }

    /// How many batches are whole in the files.
    public long batches() {
        return writer.batches();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
