package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.contract.FileCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// An open .scid file and the place up to which it has been read: a [RecordFile] that knows bars.
///
/// Where Sierra Chart stores bars it rewrites the last one in place. Owned by the market thread.
final class ScidReader implements ScidOpening, AutoCloseable {
    private final RecordFile file;
    private final ScidRecord record;

    private ScidReader(RecordFile file, ScidRecord record) {
        this.file = file;
        this.record = record;
    }

    /// Opens a file and places the reader before its first record.
    static ScidOpening open(Path file, ReadBlock block) {
        return switch (RecordFile.open(file, ScidHeader.LAYOUT, block)) {
            case Refused refused -> refused;
            case RecordFile opened -> new ScidReader(opened, block.record());
        };
    }

    /// Why the file is not the one that a cursor was made for; empty if it is, as far as can be told.
    Optional<String> departure(FileCursor cursor) throws IOException {
        return file.departure(cursor);
    }

    /// Places the reader at a boundary of records: the next read begins there.
    void moveTo(long newOffset) throws IOException {
        file.moveTo(newOffset);
    }

    /// Reads all whole records from where the last read ended. The last record is said to be rewritten only if it was
    /// no single tick and kept its time; otherwise the file is another one.
    RecordRead read(RecordFile.Sink<ScidRecord> sink) throws IOException {
        RecordRead read = file.read(record, sink);
        return read instanceof RecordRead.LastRewritten rewritten && !isBarOfSameTime(rewritten)
                ? rewritten.asReplaced()
                : read;
    }

    /// Passes the whole records between two boundaries, neither beyond what was read.
    void passRange(long from, long to, RecordFile.Sink<ScidRecord> sink) throws IOException {
        file.passRange(record, from, to, sink);
    }

    /// Sees that the file is still the one that was read.
    ///
    /// @throws IOException if it is not, as far as header and last record tell: it has to be read first
    void proveUnchanged() throws IOException {
        file.proveUnchanged();
    }

    /// The first boundary, up to `end`, behind which times are not before a moment: see [RecordFile#search].
    long search(long timeUs, long end) throws IOException {
        return file.search(record, timeUs, end);
    }

    /// The time of the record at a boundary, below zero where there is none.
    long timeUs(long boundary) throws IOException {
        return file.timeUs(record, boundary);
    }

    /// Where the last whole record of the file ends at this moment.
    long wholeEnd() throws IOException {
        return file.wholeEnd();
    }

    private boolean isBarOfSameTime(RecordRead.LastRewritten rewritten) {
        ScidRecord before = new ScidRecord(file.lastRecord());
        record.moveTo(0, rewritten.fileOffset());
        return before.kind() == MarketRecord.Kind.BAR && before.dateTime() == record.dateTime();
    }

    /// Passes the whole records backward from a boundary, until the sink has enough.
    void readBackward(long from, RecordFile.BackwardSink<ScidRecord> sink) throws IOException {
        file.readBackward(record, from, sink);
    }

    /// Whether the first record's time is in the old format, in which every record would be misread.
    boolean hasLegacyTimes() throws IOException {
        return file.hasLegacyTimes(record);
    }

    /// Whether the open file has another size than when it was last read. Costs one call of the system.
    boolean hasChanged() {
        return file.hasChanged();
    }

    /// The file that is held open.
    RecordFile file() {
        return file;
    }

    long firstOffset() {
        return file.firstOffset();
    }

    long offset() {
        return file.offset();
    }

    /// The first boundary of records at or after an offset.
    long boundaryFrom(long anyOffset) {
        return file.boundaryFrom(anyOffset);
    }

    /// Up to where records are final: the last one may still change if it is a bar.
    long finalEnd() {
        boolean isMutable =
                file.offset() > file.firstOffset() && new ScidRecord(file.lastRecord()).kind() == MarketRecord.Kind.BAR;
        return isMutable ? file.offset() - ScidRecord.BYTES : file.offset();
    }

    /// The proof of how far the file was read.
    FileCursor cursor(String name, long sessionOffset) {
        return file.cursor(name, sessionOffset);
    }

    @Override
    public void close() {
        file.close();
    }
}
