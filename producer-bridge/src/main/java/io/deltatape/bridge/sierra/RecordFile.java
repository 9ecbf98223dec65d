package io.deltatape.bridge.sierra;

import io.deltatape.contract.FileCursor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// An open file of a header and records of equal size, and the place up to which it has been read.
///
/// Only whole records are read, in blocks; a torn tail is left for the next read. Each read first proves that header
/// and last record are still what they were, so a file that was cut, replaced or edited at its end is noticed; one
/// edited only in its middle is not. Opened as FileChannel, which lets Sierra Chart rename and delete the file on
/// Windows. Owned by the market thread.
final class RecordFile implements RecordFileOpening, AutoCloseable {
    /// Takes records in the order of the file; the view is valid during the call.
    interface Sink<R extends FileRecord> {
        void record(R record);
    }

    /// Takes records from the end of the file toward its beginning; the view is valid during the call.
    interface BackwardSink<R extends FileRecord> {
        /// Whether the sink wants more.
        enum Next {
            GO_ON,
            STOP
        }

        Next record(R record);
    }

    /// Records looked at for one with a time before a stretch is taken for a hole.
    private static final int SEARCH_RECORDS = 64;

    private final FileChannel channel;
    private final RecordHeader header;
    private final String fileKey;
    private final ReadBlock block;
    private final byte[] headerBytes;
    /// The last record before `offset`; all zero where there is none.
    private final byte[] lastRecord;
    private boolean datesChecked;
    private long offset;
    /// The file's size when it was last read, or less where some of it is not written yet.
    private long size;

    private RecordFile(FileChannel channel, RecordHeader header, byte[] headerBytes, String fileKey, ReadBlock block) {
        this.channel = channel;
        this.header = header;
        this.headerBytes = headerBytes;
        this.fileKey = fileKey;
        this.block = block;
        this.lastRecord = new byte[header.recordSize()];
        this.offset = header.headerSize();
    }

    /// Opens a file and places the reader before its first record.
    static RecordFileOpening open(Path file, RecordLayout layout, ReadBlock block) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            String key = FileStamp.key(Files.readAttributes(file, BasicFileAttributes.class));
            long size = channel.size();
            ByteBuffer bytes = block.read(channel, 0, (int) Math.min(size, layout.headerBytes()));
            switch (layout.check(bytes, size)) {
                case Refused refused -> {
                    channel.close();
                    return refused;
                }
                case RecordHeader header -> {
                    var headerBytes = new byte[layout.headerBytes()];
                    bytes.get(0, headerBytes);
                    return new RecordFile(channel, header, headerBytes, key, block);
                }
            }
        } catch (IOException e) {
            closeQuietly(channel);
            return Refused.because(e);
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing was written, so nothing is lost.
                return;
            }
        }
    }

    /// Why the file is not the one that a cursor was made for; empty if it is, as far as can be told.
    Optional<String> departure(FileCursor cursor) throws IOException {
        boolean fits = cursor.fileKey().equals(fileKey)
                && header.isBoundary(cursor.offset())
                && header.isBoundary(cursor.sessionOffset())
                && cursor.sessionOffset() <= cursor.offset();
        long end = channel.size();
        if (fits && cursor.offset() > end) {
            return Optional.of("it shrank from at least " + cursor.offset() + " to " + end + " bytes");
        }
        return fits && crcBefore(cursor.offset()) == cursor.lastRecordCrc()
                ? Optional.empty()
                : Optional.of("it does not continue what was read of it");
    }

    private long crcBefore(long end) throws IOException {
        return end == header.headerSize() ? 0 : crc(recordBefore(end));
    }

    private byte[] recordBefore(long end) throws IOException {
        var bytes = new byte[header.recordSize()];
        long start = end - bytes.length;
        ByteBuffer read = block.read(channel, start, bytes.length);
        if (read.remaining() < bytes.length) {
            throw new EOFException("of the record at byte " + start + " there are " + read.remaining()
                    + " bytes, expected " + bytes.length);
        }
        read.get(0, bytes);
        return bytes;
    }

    private static long crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    /// Places the reader at a boundary of records: the next read begins there.
    ///
    /// @throws EOFException if the file has been cut and ends before
    void moveTo(long newOffset) throws IOException {
        if (!header.isBoundary(newOffset)) {
            throw new IllegalArgumentException("no record begins at " + newOffset);
        }
        if (newOffset > header.headerSize()) {
            System.arraycopy(recordBefore(newOffset), 0, lastRecord, 0, lastRecord.length);
        }
        offset = newOffset;
    }

    /// Reads all whole records from where the last read ended, through a view of the block.
    <R extends FileRecord> RecordRead read(R view, Sink<R> sink) throws IOException {
        size = channel.size();
        ByteBuffer bytes = block.read(channel, 0, headerBytes.length);
        if (size < offset || bytes.remaining() < headerBytes.length) {
            return new RecordRead.Shrank();
        }
        if (ReadBlock.mismatch(bytes, 0, headerBytes) >= 0) {
            return new RecordRead.Replaced("its header changed");
        }
        int recordSize = header.recordSize();
        long begin = offset;
        long next = begin - (begin > header.headerSize() ? recordSize : 0);
        long end = writtenEnd(next, header.wholeEnd(size));
        while (next < end) {
            bytes = block.read(channel, next, (int) Math.min(end - next, ReadBlock.BYTES));
            int whole = bytes.remaining() / recordSize * recordSize;
            if (next + whole == end) {
                whole = writtenBytes(bytes, whole);
            }
            if (whole == 0) {
                break;
            }
            int at = 0;
            if (next < begin) {
                if (ReadBlock.mismatch(bytes, 0, lastRecord) >= 0) {
                    return new RecordRead.LastRewritten(next);
                }
                at = recordSize;
            }
            for (; at < whole; at += recordSize) {
                view.moveTo(at, next + at);
                sink.record(view);
            }
            next += whole;
            offset = next;
            bytes.get(whole - recordSize, lastRecord);
        }
        RecordRead.Tail tail = header.wholeEnd(size) == size ? RecordRead.Tail.WHOLE : RecordRead.Tail.TORN;
        if (offset < header.wholeEnd(size)) {
            size = offset; // what is to be written there changes no size
        }
        return new RecordRead.Progress((offset - begin) / recordSize, tail);
    }

    /// Sees that header and last record are still what they were, and that the file does not end before.
    ///
    /// @throws IOException if they are not
    void proveUnchanged() throws IOException {
        ByteBuffer bytes = block.read(channel, 0, headerBytes.length);
        boolean isSame = bytes.remaining() == headerBytes.length && ReadBlock.mismatch(bytes, 0, headerBytes) < 0;
        if (isSame && offset > header.headerSize()) {
            bytes = block.read(channel, offset - lastRecord.length, lastRecord.length);
            isSame = bytes.remaining() == lastRecord.length && ReadBlock.mismatch(bytes, 0, lastRecord) < 0;
        }
        if (!isSame) {
            throw new IOException("the file has changed since it was read");
        }
    }

    /// The last record before [#offset], little-endian; all zero where there is none.
    ByteBuffer lastRecord() {
        return ReadBlock.view(lastRecord);
    }

    /// Passes the whole records between two boundaries, neither beyond what was read.
    ///
    /// @throws EOFException if the file has been cut and ends before
    <R extends FileRecord> void passRange(R view, long from, long to, Sink<R> sink) throws IOException {
        int recordSize = header.recordSize();
        long next = from;
        while (next < to) {
            ByteBuffer bytes = block.read(channel, next, (int) Math.min(to - next, ReadBlock.BYTES));
            int whole = bytes.remaining() / recordSize * recordSize;
            if (whole == 0) {
                throw new EOFException("the file was cut to " + channel.size() + " bytes while it was read");
            }
            for (int at = 0; at < whole; at += recordSize) {
                view.moveTo(at, next + at);
                sink.record(view);
            }
            next += whole;
        }
    }

    /// The first boundary, up to `end`, behind which times are not before a moment, as far as the file is in order; a
    /// stretch without any time, as a hole leaves it, counts as before.
    long search(FileRecord view, long timeUs, long end) throws IOException {
        long low = header.headerSize();
        long high = end;
        while (low < high) {
            long middle = header.wholeEnd(low + (high - low) / 2);
            if (timeFrom(view, middle, high) >= timeUs) {
                high = middle;
            } else {
                low = middle + header.recordSize();
            }
        }
        return low;
    }

    /// The time of the first record at a boundary or behind it that has one; below zero where there is none near.
    long timeUs(FileRecord view, long boundary) throws IOException {
        return timeFrom(view, boundary, offset);
    }

    /// The first time among the next records from a boundary on; below zero if they have none.
    private long timeFrom(FileRecord view, long boundary, long end) throws IOException {
        long probe = Math.min(end - boundary, (long) SEARCH_RECORDS * header.recordSize());
        ByteBuffer bytes = block.read(channel, boundary, (int) Math.max(probe, 0));
        for (int at = 0; at + header.recordSize() <= bytes.remaining(); at += header.recordSize()) {
            view.moveTo(at, boundary + at);
            long found = SierraTime.unixUs(view.dateTime());
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    /// Where the last whole record of the file ends at this moment.
    long wholeEnd() throws IOException {
        return writtenEnd(header.headerSize(), header.wholeEnd(channel.size()));
    }

    /// The end of what was written between two boundaries. A file that was made larger than its records, or lost
    /// its last blocks, ends in zeros: they are left for when something is written there. Looked for here only in
    /// what is longer than a block, by bisection; in the block that is read last [#writtenBytes] looks.
    private long writtenEnd(long from, long end) throws IOException {
        if (end - from <= ReadBlock.BYTES || !isUnwritten(end - header.recordSize())) {
            return end;
        }
        long low = from;
        long high = end - header.recordSize();
        while (low < high) {
            long middle = header.wholeEnd(low + (high - low) / 2);
            if (isUnwritten(middle)) {
                high = middle;
            } else {
                low = middle + header.recordSize();
            }
        }
        return high;
    }

    /// The whole records at the beginning of a block, less those at its end that have not been written.
    private int writtenBytes(ByteBuffer bytes, int whole) {
        int end = whole;
        while (end > 0 && bytes.getLong(end - header.recordSize()) == 0) {
            end -= header.recordSize();
        }
        return end;
    }

    /// Whether the record at a boundary has a time of zero, which none that was written has.
    private boolean isUnwritten(long boundary) throws IOException {
        ByteBuffer bytes = block.read(channel, boundary, header.recordSize());
        return bytes.remaining() >= Long.BYTES && bytes.getLong(0) == 0;
    }

    /// Passes the whole records backward from the end of the file, until the sink has enough.
    <R extends FileRecord> void readBackward(R view, BackwardSink<R> sink) throws IOException {
        readBackward(view, wholeEnd(), sink);
    }

    /// Passes the whole records backward from a boundary, until the sink has enough.
    <R extends FileRecord> void readBackward(R view, long from, BackwardSink<R> sink) throws IOException {
        int recordSize = header.recordSize();
        long end = from;
        while (end > header.headerSize()) {
            long start = Math.max(header.headerSize(), end - ReadBlock.BYTES);
            ByteBuffer bytes = block.read(channel, start, (int) (end - start));
            for (int at = bytes.remaining() / recordSize * recordSize; at > 0; ) {
                at -= recordSize;
                view.moveTo(at, start + at);
                if (sink.record(view) == BackwardSink.Next.STOP) {
                    return;
                }
            }
            end = start;
        }
    }

    /// Whether the first record's time is in the old format, in which every record would be misread.
    boolean hasLegacyTimes(FileRecord view) throws IOException {
        if (datesChecked) {
            return false;
        }
        // What is not there yet is asked for again, so a file cut meanwhile needs no care.
        datesChecked =
                block.read(channel, header.headerSize(), header.recordSize()).remaining() == header.recordSize();
        view.moveTo(0, header.headerSize());
        return datesChecked && SierraTime.isLegacy(view.dateTime());
    }

    /// Whether the open file has another size than when it was last read. Costs one call of the system.
    boolean hasChanged() {
        try {
            return channel.size() != size;
        } catch (IOException _) {
            return true; // reading it will tell what is wrong
        }
    }

    /// Whether the last record read is another one now, or is gone. Costs one read of the system.
    boolean isLastRewritten() {
        if (offset == header.headerSize()) {
            return false;
        }
        try {
            ByteBuffer bytes = block.read(channel, offset - lastRecord.length, lastRecord.length);
            return bytes.remaining() < lastRecord.length || ReadBlock.mismatch(bytes, 0, lastRecord) >= 0;
        } catch (IOException _) {
            return true; // reading it will tell what is wrong
        }
    }

    /// Whether a path leads to another file now, or to less of this one than was read.
    boolean isOtherThan(FileStamp path) {
        return !path.key().equals(fileKey) || path.size() < offset;
    }

    long firstOffset() {
        return header.headerSize();
    }

    long offset() {
        return offset;
    }

    /// The first boundary of records at or after an offset.
    long boundaryFrom(long anyOffset) {
        return header.wholeEnd(Math.max(anyOffset, header.headerSize()) + header.recordSize() - 1);
    }

    /// The proof of how far the file was read.
    FileCursor cursor(String file, long sessionOffset) {
        boolean atFirst = offset == header.headerSize();
        return new FileCursor(file, fileKey, offset, sessionOffset, atFirst ? 0 : crc(lastRecord));
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
