package io.deltatape.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A .scid file as a sequence of numbered records, and everything that can be done to it: adding at its end, and what
/// Sierra Chart does besides. Its [ScidTruth] follows each step.
///
/// Owned by one thread; [#records] and [#truth] may be called from any.
final class ScidFile implements Closeable {
    private static final int PIECE_RECORDS = 1024;

    private final SharedFile file;
    private final DateForm dates;
    private final ScidTruth truth;
    private ScidHeader header;
    /// Where the next write goes: behind the whole records and what there is of a torn one.
    private long end;

    private volatile long records;

    private ScidFile(SharedFile file, ScidOptions options) throws IOException {
        this.file = file;
        this.dates = options.dates();
        this.truth = new ScidTruth(options.keepsTruth());
        if (file.size() == 0) {
            file.write(ScidHeader.encoded(), 0);
        }
        header = ScidHeader.read(file);
        records = header.wholeRecords(file.size());
        // A torn record that an earlier run left behind is written over: it was never whole.
        end = header.offset(records);
        if (options.keepsTruth()) {
            forEach(0, records, truth::add);
        }
    }

    /// Opens a file for append, or creates it with its header. Throws when the file exists and is not a .scid file.
    static ScidFile open(Path path, ScidOptions options) throws IOException {
        SharedFile file = SharedFile.open(path, options.handle());
        try {
            return new ScidFile(file, options);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// Whole records in the file.
    long records() {
        return records;
    }

    ScidTruth truth() {
        return truth;
    }

    SimulatedRecord record(long index) throws IOException {
        return records(index, 1).getFirst();
    }

    /// Reads `count` records from number `first` on.
    List<SimulatedRecord> records(long first, int count) throws IOException {
        List<SimulatedRecord> read = new ArrayList<>(count);
        forEach(first, first + count, read::add);
        return read;
    }

    /// Reads the records from number `from` to below `to`, a piece at a time, in their order.
    void forEach(long from, long to, RecordSink sink) throws IOException {
        for (long first = from; first < to; first += PIECE_RECORDS) {
            int count = (int) Math.min(PIECE_RECORDS, to - first);
            ByteBuffer piece = buffer(count);
            file.read(piece, header.offset(first));
            piece.flip();
            while (piece.hasRemaining()) {
                sink.accept(SimulatedRecord.decode(piece, dates));
            }
        }
    }

    void encode(SimulatedRecord record, WriteBuffer into) {
        record.encode(into.next(), dates);
    }

    /// How many whole records there will be when so many bytes have been added.
    long recordsAfter(int bytes) {
        return Math.max(records, header.wholeRecords(end + bytes));
    }

    /// Adds what waits at the end, all but its last `heldBackBytes`.
    void append(WriteBuffer waiting, int heldBackBytes) throws IOException {
        long first = header.wholeRecords(end);
        end += waiting.writeTo(file, end, heldBackBytes);
        long whole = header.wholeRecords(end);
        truth.becameWhole(first, whole - first);
        records = Math.max(records, whole);
    }

    /// Makes the next write begin at the last record instead of behind it.
    void stepBack() {
        if (records == 0 || end != header.offset(records)) {
            throw new IllegalStateException(
                    "%s: there is no whole record at its end to write over".formatted(file.path()));
        }
        end = header.offset(records - 1);
    }

    /// Writes another record over one that is there.
    void overwrite(long index, SimulatedRecord record) throws IOException {
        if (index < 0 || index >= records) {
            throw new IllegalArgumentException(
                    "%s: record %d is not among its %d".formatted(file.path(), index, records));
        }
        ByteBuffer bytes = buffer(1);
        record.encode(bytes, dates);
        file.write(bytes.flip(), header.offset(index));
        truth.put(index, record);
    }

    /// Cuts the file behind the first `kept` records and `tornBytes` of the one after them.
    void truncate(long kept, int tornBytes) throws IOException {
        if (kept < 0 || kept > records || tornBytes < 0 || tornBytes >= SimulatedRecord.BYTES) {
            throw new IllegalArgumentException("%s: cannot keep %d records and %d bytes of %d records"
                    .formatted(file.path(), kept, tornBytes, records));
        }
        file.truncate(Math.min(file.size(), header.offset(kept) + tornBytes));
        begin(kept);
    }

    /// Empties the file and writes other records into it.
    void rewriteInPlace(List<SimulatedRecord> others) throws IOException {
        truncate(0, 0);
        append(others);
    }

    /// Deletes the file, creates it anew and writes other records into it.
    void rewriteAsNew(List<SimulatedRecord> others) throws IOException {
        file.recreate();
        file.write(ScidHeader.encoded(), 0);
        header = ScidHeader.STANDARD;
        begin(0);
        append(others);
    }

    /// Writes records to a temporary file and puts it in this one's place.
    void replace(Content content) throws IOException {
        Path temporary = file.path().resolveSibling(file.path().getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        List<SimulatedRecord> written = new ArrayList<>();
        long count;
        try (ScidFile other = open(temporary, ScidOptions.DEFAULT.withDates(dates))) {
            WriteBuffer waiting = new WriteBuffer(SimulatedRecord.BYTES);
            content.writeTo(record -> {
                encode(record, waiting);
                if (truth.isKept()) {
                    written.add(record);
                }
                if (waiting.bytes() >= PIECE_RECORDS * SimulatedRecord.BYTES) {
                    other.append(waiting, 0);
                }
            });
            other.append(waiting, 0);
            count = other.records();
        }
        file.replaceBy(temporary);
        header = ScidHeader.STANDARD;
        begin(0);
        written.forEach(truth::add);
        records = count;
        end = header.offset(count);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /// Goes on behind the first `kept` records; a torn one after them is written over.
    private void begin(long kept) {
        truth.truncate(kept);
        records = kept;
        end = header.offset(kept);
    }

    private void append(List<SimulatedRecord> others) throws IOException {
        WriteBuffer waiting = new WriteBuffer(SimulatedRecord.BYTES);
        for (SimulatedRecord record : others) {
            encode(record, waiting);
            truth.taken(record);
            if (waiting.bytes() >= PIECE_RECORDS * SimulatedRecord.BYTES) {
                append(waiting, 0);
            }
        }
        append(waiting, 0);
    }

    private static ByteBuffer buffer(int records) {
        return ByteBuffer.allocate(records * SimulatedRecord.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Takes records, one after the other.
    interface RecordSink {
        void accept(SimulatedRecord record) throws IOException;
    }

    /// What a file is to hold.
    interface Content {
        void writeTo(RecordSink sink) throws IOException;
    }
}
