package io.deltatape.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What happens to a .scid file beside appending: by Sierra Chart, by its user, or by an accident. Each method writes
/// first, whole, what waits in the writer, does its deed, and leaves the writer ready to go on behind it;
/// [ScidWriter#truth] then says what the file holds. [AppendListener] hears nothing of it.
///
/// How Sierra Chart rewrites files is not documented: these are the ways that its pages and its users mention, and
/// those that a file system allows. Owned by the writer's thread.
public final class Misdeeds {
    private final ScidWriter writer;

    private Misdeeds(ScidWriter writer) {
        this.writer = writer;
    }

    public static Misdeeds on(ScidWriter writer) {
        return new Misdeeds(writer);
    }

    /// The records that the file holds now, read from it: `count` from number `first` on.
    public List<SimulatedRecord> read(long first, int count) throws IOException {
        return writer.settled().records(first, count);
    }

    /// Puts a record in the place of number `index`: an edit, the file's size and key stay.
    public void overwrite(long index, SimulatedRecord record) throws IOException {
        writer.settled().overwrite(index, record);
    }

    /// Keeps the first `kept` records and `tornBytes`, 0 to 39, of the one after them.
    public void truncate(long kept, int tornBytes) throws IOException {
        writer.settled().truncate(kept, tornBytes);
    }

    /// Deletes all data and loads others into the same file: for a moment it is a header, then it grows in pieces.
    public void redownloadInPlace(List<SimulatedRecord> records) throws IOException {
        writer.settled().rewriteInPlace(records);
    }

    /// The same with a file that is deleted and made again. It gets another key, unless the file system uses the old
    /// one again at once, as some of Linux do.
    public void redownloadAsNewFile(List<SimulatedRecord> records) throws IOException {
        writer.settled().rewriteAsNew(records);
    }

    /// Combines the first `older` records to bars of an interval, in a temporary file that then takes this one's
    /// place: another key, fewer records, the same volume.
    public void compact(long older, Duration interval) throws IOException {
        ScidFile file = writer.settled();
        long count = file.records();
        if (older < 0 || older > count) {
            throw new IllegalArgumentException("cannot compact %d of %d records".formatted(older, count));
        }
        BarBuilder bars = new BarBuilder(interval);
        file.replace(sink -> {
            file.forEach(0, older, record -> {
                if (bars.isEndedBy(record)) {
                    sink.accept(bars.bar());
                }
                bars.take(record);
            });
            if (bars.hasBar()) {
                sink.accept(bars.bar());
            }
            file.forEach(older, count, sink);
        });
    }

    /// Puts a copy with the same content in the file's place: another key.
    public void replaceByCopy() throws IOException {
        ScidFile file = writer.settled();
        file.replace(sink -> file.forEach(0, file.records(), sink));
    }

    /// Lets the next flush that adds a record leave the last `bytes`, 1 to 39, of its last record to the flush after
    /// it.
    public void tearNextFlush(int bytes) {
        if (bytes < 1 || bytes >= SimulatedRecord.BYTES) {
            throw new IllegalArgumentException("%d bytes held back, expected 1 to 39".formatted(bytes));
        }
        writer.tearNextFlush(bytes);
    }

    /// Gives the next `records` records times that are wrong by `error`: a clock that jumped, forward or back, and
    /// was put right.
    public void jumpClock(Duration error, int records) {
        writer.misstateTimes(error, records);
    }
}
