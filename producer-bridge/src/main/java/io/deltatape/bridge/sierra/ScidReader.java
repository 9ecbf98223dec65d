package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.contract.FileCursor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// An open .scid file and the place up to which it has been read.
///
/// Only whole records are read, in blocks; a torn tail is left for the next read. Each read first proves that header
/// and last record are still what they were, so a file that was cut, replaced or edited at its end is noticed; one
/// edited only in its middle is not. Opened as FileChannel, which lets Sierra Chart rename and delete the file on
/// Windows. Owned by the market thread.
final class ScidReader implements ScidOpening, AutoCloseable {
    /// Takes records in the order of the file; the view is valid during the call.
    interface Sink {
        void record(ScidRecord record);
    }

    /// Records looked at for one with a time before a stretch is taken for a hole.
    private static final int SEARCH_RECORDS = 64;

    private final FileChannel channel;
    private final ScidHeader header;
    private final String fileKey;
    private final ReadBlock block;
    private final byte[] headerBytes;
    /// The last record before `offset`; all zero where there is none.
    private final byte[] lastRecord = new byte[ScidRecord.BYTES];
    private MarketRecord.Kind lastKind = MarketRecord.Kind.TICK;
    private boolean datesChecked;
    private long offset;
    /// The file's size when it was last read.
    private long size;

    private ScidReader(FileChannel channel, ScidHeader header, byte[] headerBytes, String fileKey, ReadBlock block) {
        this.channel = channel;
        this.header = header;
        this.headerBytes = headerBytes;
        this.fileKey = fileKey;
        this.block = block;
        this.offset = header.headerSize();
    }

    /// Opens a file and places the reader before its first record.
    static ScidOpening open(Path file, ReadBlock block) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            long size = channel.size();
            ByteBuffer bytes = block.read(channel, 0, (int) Math.min(size, ScidHeader.BYTES));
            switch (ScidHeader.check(bytes, size)) {
                case Refused refused -> {
                    channel.close();
                    return refused;
                }
                case ScidHeader header -> {
                    var headerBytes = new byte[ScidHeader.BYTES];
                    bytes.get(0, headerBytes);
                    return new ScidReader(channel, header, headerBytes, key == null ? "" : key.toString(), block);
                }
            }
        } catch (IOException e) {
            closeQuietly(channel);
            return unreadable(e);
        }
    }

    static Refused unreadable(IOException e) {
        return new Refused(
                e instanceof NoSuchFileException
                        ? "does not exist (any more): it is read as soon as it appears"
                        : "cannot be read (" + e + "): check its permissions and that no program locks it; it is tried"
                                + " again at its next change");
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

    /// Whether the file is the one that a cursor was made for, as far as can be told.
    boolean continues(FileCursor cursor) throws IOException {
        boolean fits = cursor.fileKey().equals(fileKey)
                && header.isBoundary(cursor.offset())
                && header.isBoundary(cursor.sessionOffset())
                && cursor.sessionOffset() <= cursor.offset()
                && cursor.offset() <= channel.size();
        if (!fits) {
            return false;
        }
        if (cursor.offset() == header.headerSize()) {
            return cursor.lastRecordCrc() == 0;
        }
        return crc(recordBefore(cursor.offset())) == cursor.lastRecordCrc();
    }

    private byte[] recordBefore(long end) throws IOException {
        var bytes = new byte[ScidRecord.BYTES];
        block.read(channel, end - ScidRecord.BYTES, ScidRecord.BYTES).get(0, bytes);
        return bytes;
    }

    private static long crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    /// Places the reader at a boundary of records: the next read begins there.
    void moveTo(long newOffset) throws IOException {
        if (!header.isBoundary(newOffset)) {
            throw new IllegalArgumentException("no record begins at " + newOffset);
        }
        offset = newOffset;
        if (newOffset > header.headerSize()) {
            System.arraycopy(recordBefore(newOffset), 0, lastRecord, 0, ScidRecord.BYTES);
            lastKind = block.record().moveTo(0, 0).kind();
        }
    }

    /// Reads all whole records from where the last read ended.
    ScidRead read(Sink sink) throws IOException {
        size = channel.size();
        ByteBuffer bytes = block.read(channel, 0, ScidHeader.BYTES);
        if (bytes.remaining() < ScidHeader.BYTES || ReadBlock.mismatch(bytes, 0, headerBytes) >= 0) {
            return new ScidRead.Replaced("its header changed");
        }
        if (size < offset) {
            return new ScidRead.Replaced("it shrank from at least " + offset + " to " + size + " bytes");
        }
        long begin = offset;
        long next = begin - (begin > header.headerSize() ? ScidRecord.BYTES : 0);
        long end = header.wholeEnd(size);
        while (next < end) {
            bytes = block.read(channel, next, (int) Math.min(end - next, ReadBlock.BYTES));
            int whole = bytes.remaining() / ScidRecord.BYTES * ScidRecord.BYTES;
            if (whole == 0) {
                break;
            }
            int at = 0;
            if (next < begin) {
                if (ReadBlock.mismatch(bytes, 0, lastRecord) >= 0) {
                    return rewritten(bytes);
                }
                at = ScidRecord.BYTES;
            }
            pass(at, whole, next, sink);
            next += whole;
            offset = next;
            bytes.get(whole - ScidRecord.BYTES, lastRecord);
            lastKind = block.record().moveTo(whole - ScidRecord.BYTES, 0).kind();
        }
        return new ScidRead.Progress(
                (offset - begin) / ScidRecord.BYTES, end == size ? ScidRead.Tail.WHOLE : ScidRead.Tail.TORN);
    }

    /// Passes the whole records between two boundaries, neither beyond what was read.
    void passRange(long from, long to, Sink sink) throws IOException {
        long next = from;
        while (next < to) {
            ByteBuffer bytes = block.read(channel, next, (int) Math.min(to - next, ReadBlock.BYTES));
            int whole = bytes.remaining() / ScidRecord.BYTES * ScidRecord.BYTES;
            if (whole == 0) {
                throw new EOFException("the file was cut to " + channel.size() + " bytes while it was read");
            }
            pass(0, whole, next, sink);
            next += whole;
        }
    }

    /// The first boundary, up to `end`, behind which times are not before a moment, as far as the file is in order; a
    /// stretch without any time, as a hole leaves it, counts as before.
    long search(long timeUs, long end) throws IOException {
        long low = header.headerSize();
        long high = end;
        while (low < high) {
            long middle = header.boundary(low + (high - low) / 2);
            long found = timeFrom(middle, high);
            if (found >= timeUs) {
                high = middle;
            } else {
                low = middle + ScidRecord.BYTES;
            }
        }
        return low;
    }

    /// The first time within a block from a boundary on; -1 if it has none.
    private long timeFrom(long offset, long end) throws IOException {
        int probe = SEARCH_RECORDS * ScidRecord.BYTES;
        ByteBuffer bytes = block.read(channel, offset, (int) Math.min(end - offset, probe));
        for (int at = 0; at + ScidRecord.BYTES <= bytes.remaining(); at += ScidRecord.BYTES) {
            long found = block.record().moveTo(at, offset + at).timeUs();
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    /// The time of the record at a boundary, below zero where there is none.
    long timeUs(long boundary) throws IOException {
        return timeFrom(boundary, Math.min(boundary + ScidRecord.BYTES, offset));
    }

    private void pass(int from, int to, long fileOffset, Sink sink) {
        ScidRecord record = block.record();
        for (int at = from; at < to; at += ScidRecord.BYTES) {
            sink.record(record.moveTo(at, fileOffset + at));
        }
    }

    private ScidRead rewritten(ByteBuffer bytes) {
        boolean sameTime = bytes.getLong(0) == ReadBlock.view(lastRecord).getLong(0);
        return lastKind == MarketRecord.Kind.BAR && sameTime
                ? new ScidRead.LastRewritten()
                : new ScidRead.Replaced("its record at byte " + (offset - ScidRecord.BYTES) + " changed");
    }

    /// Where the last whole record of the file ends at this moment.
    long wholeEnd() throws IOException {
        return header.wholeEnd(channel.size());
    }

    /// Passes the whole records backward from a boundary, until the sink has enough.
    void readBackward(long from, BackwardSink sink) throws IOException {
        long end = from;
        while (end > header.headerSize()) {
            long start = Math.max(header.headerSize(), end - ReadBlock.BYTES);
            ByteBuffer bytes = block.read(channel, start, (int) (end - start));
            ScidRecord record = block.record();
            for (int at = bytes.remaining() / ScidRecord.BYTES * ScidRecord.BYTES; at > 0; ) {
                at -= ScidRecord.BYTES;
                if (sink.record(record.moveTo(at, start + at)) == BackwardSink.Next.STOP) {
                    return;
                }
            }
            end = start;
        }
    }

    /// Takes records from the end of the file toward its beginning.
    interface BackwardSink {
        /// Whether the sink wants more.
        enum Next {
            GO_ON,
            STOP
        }

        Next record(ScidRecord record);
    }

    /// Whether the first record's time is in the old format, in which every record would be misread.
    boolean hasLegacyTimes() throws IOException {
        if (!datesChecked && channel.size() >= header.headerSize() + ScidRecord.BYTES) {
            datesChecked = true;
            block.read(channel, header.headerSize(), ScidRecord.BYTES);
            return block.record().moveTo(0, 0).hasLegacyTime();
        }
        return false;
    }

    /// Whether the open file has another size than when it was last read. Costs one call of the system.
    boolean hasChanged() {
        try {
            return channel.size() != size;
        } catch (IOException _) {
            return true; // reading it will tell what is wrong
        }
    }

    long firstOffset() {
        return header.headerSize();
    }

    long offset() {
        return offset;
    }

    /// The first boundary of records at or after an offset.
    long boundaryFrom(long anyOffset) {
        return header.boundary(Math.max(anyOffset, header.headerSize()) + ScidRecord.BYTES - 1);
    }

    /// Up to where records are final: the last one may still change if it is a bar.
    long finalEnd() {
        boolean isMutable = offset > header.headerSize() && lastKind == MarketRecord.Kind.BAR;
        return isMutable ? offset - ScidRecord.BYTES : offset;
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
