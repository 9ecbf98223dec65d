package io.deltatape.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongSupplier;

/// Appends records to one .scid file as Sierra Chart does: the file is open shared, records gather in memory, and a
/// flush hands all of them
/// to the operating system in one write. When to flush is the caller's affair; 65,536 records without one flush by
/// themselves.
///
/// Owned by one thread, [#records] and [#appended] excepted, which any thread may ask.
public final class ScidWriter implements AutoCloseable {
    private static final String SUFFIX = ".scid";
    private static final int PENDING_RECORDS_MAX = 65_536;
    private static final int PENDING_RECORDS_MIN = 16;

    private final String symbol;
    private final FileChannel channel;
    private final ScidHeader header;
    private final TornTail tornTail;
    private final AppendListener listener;
    private final LongSupplier nanoTime;
    private final long recordsAtOpen;

    private ByteBuffer pending = buffer(PENDING_RECORDS_MIN);
    private long position;
    /// Still true after a write that failed: what the file then holds is unknown, so nothing more is written.
    private boolean writing;
    private volatile long records;

    private ScidWriter(
            Path file, FileChannel channel, TornTail tornTail, AppendListener listener, LongSupplier nanoTime)
            throws IOException {
        this.symbol = symbolOf(file);
        this.channel = channel;
        this.tornTail = tornTail;
        this.listener = listener;
        this.nanoTime = nanoTime;
        if (channel.size() == 0) {
            writeFully(channel, ScidHeader.encoded(), 0);
        }
        header = ScidHeader.read(channel, file);
        recordsAtOpen = header.wholeRecords(channel.size());
        records = recordsAtOpen;
        // A torn record that an earlier run left behind is written over: it was never whole.
        position = header.offset(recordsAtOpen);
    }

    /// Opens a file for append that writes whole records and tells nobody.
    public static ScidWriter open(Path file) throws IOException {
        return open(file, TornTail.NEVER, AppendListener.NONE, () -> 0);
    }

    /// Opens a file for append, or creates it with its header. Throws when the file exists and is not a .scid file.
    public static ScidWriter open(Path file, TornTail tornTail, AppendListener listener, LongSupplier nanoTime)
            throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new ScidWriter(file, channel, tornTail, listener, nanoTime);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// The symbol that a file belongs to: its name without `.scid`.
    static String symbolOf(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    static Path fileOf(Path folder, String symbol) {
        return folder.resolve(symbol + SUFFIX);
    }

    /// Adds a record to the batch that the next flush writes.
    public void append(SimulatedRecord next) throws IOException {
        append(next, nanoTime.getAsLong());
    }

    /// As [#append], for a record that was due at `dueNanos`.
    void append(SimulatedRecord next, long dueNanos) throws IOException {
        listener.takenUp(symbol, dueNanos);
        if (pending.remaining() < SimulatedRecord.BYTES) {
            makeRoom();
        }
        next.encode(pending);
    }

    /// Writes the batch in one go, all but what [TornTail] holds back of its last record. A record is torn once at
    /// most.
    public void flush() throws IOException {
        // Less than a record is the rest of a torn one: it goes out now.
        write(pending.position() < SimulatedRecord.BYTES ? 0 : tornTail.heldBackBytes());
    }

    /// Whether bytes wait for a flush.
    boolean holdsBytes() {
        return pending.position() > 0;
    }

    /// Whole records in the file, those found there at the start included.
    public long records() {
        return records;
    }

    /// Whole records that this writer has added.
    public long appended() {
        return records - recordsAtOpen;
    }

    /// Writes all that is left, whole, and closes the file.
    @Override
    public void close() throws IOException {
        try (channel) {
            write(0);
        }
    }

    private void makeRoom() throws IOException {
        int capacity = pending.capacity() / SimulatedRecord.BYTES;
        if (capacity >= PENDING_RECORDS_MAX) {
            flush();
        } else {
            pending = buffer(capacity * 2).put(pending.flip());
        }
    }

    private void write(int heldBackBytes) throws IOException {
        if (writing) {
            return;
        }
        writing = true;
        pending.flip().limit(pending.limit() - heldBackBytes);
        if (pending.hasRemaining()) {
            long wholeAfter = header.wholeRecords(position + pending.remaining());
            if (wholeAfter > records) {
                listener.appended(symbol, records, (int) (wholeAfter - records), nanoTime.getAsLong());
            }
            position += writeFully(channel, pending, position);
            records = wholeAfter;
        }
        pending.limit(pending.limit() + heldBackBytes).compact();
        writing = false;
    }

    private static int writeFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        int written = 0;
        while (bytes.hasRemaining()) {
            written += channel.write(bytes, position + written);
        }
        return written;
    }

    private static ByteBuffer buffer(int records) {
        return ByteBuffer.allocate(records * SimulatedRecord.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
