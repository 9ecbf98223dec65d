package io.deltatape.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Writes records to one .scid file as Sierra Chart does: the file is shared, records gather in memory, and a flush
/// hands all of them to the operating system in one write. When to flush is the caller's affair; 65,536 records
/// without one flush by themselves. What Sierra Chart does to a file besides is in [Misdeeds].
///
/// Owned by one thread; [#records], [#appended] and [#truth] may be called from any.
public final class ScidWriter implements AutoCloseable {
    private static final String SUFFIX = ".scid";

    private final String symbol;
    private final ScidOptions options;
    private final ScidFile file;
    private final WriteBuffer waiting = new WriteBuffer(SimulatedRecord.BYTES);
    /// Still true after a write that failed: what the file then holds is unknown, so nothing more is written.
    private boolean writing;

    private int tearBytes;
    private long clockErrorUs;
    private int clockErrorRecords;
    private long lastErrorUs;

    private final AtomicLong appended = new AtomicLong();

    private ScidWriter(Path path, ScidOptions options) throws IOException {
        this.symbol = symbolOf(path);
        this.options = options;
        this.file = ScidFile.open(path, options);
    }

    /// Opens a file for append that is held open, in which whole records are written and nobody is told.
    public static ScidWriter open(Path file) throws IOException {
        return open(file, ScidOptions.DEFAULT);
    }

    /// Opens a file for append, or creates it with its header. Throws when the file exists and is not a .scid file.
    public static ScidWriter open(Path file, ScidOptions options) throws IOException {
        return new ScidWriter(file, options);
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

    /// Tells the listener that a record is taken up that was due at `dueNanos`.
    void takenUp(long dueNanos) {
        options.listener().takenUp(symbol, dueNanos);
    }

    /// Adds a record to the batch that the next flush writes.
    public void append(SimulatedRecord next) throws IOException {
        if (waiting.isFull()) {
            flush();
        }
        lastErrorUs = clockErrorRecords > 0 ? clockErrorUs : 0;
        clockErrorRecords = Math.max(0, clockErrorRecords - 1);
        take(next);
    }

    /// Puts a record in the place of the last one, in the file with the next flush if that one is there already: so
    /// grow bars where the storage unit is longer than one tick.
    public void replaceLast(SimulatedRecord next) throws IOException {
        if (waiting.bytes() < SimulatedRecord.BYTES) {
            write(0);
            file.stepBack();
        } else {
            waiting.dropLast();
            file.truth().dropped();
        }
        take(next);
    }

    /// Writes the batch in one go, all but what [TornTail] holds back of its last record. A record is torn once at
    /// most.
    public void flush() throws IOException {
        // Less than a record is the rest of a torn one: it goes out now. What lies over another record is not torn.
        boolean endsWithNew =
                waiting.bytes() >= SimulatedRecord.BYTES && file.recordsAfter(waiting.bytes()) > records();
        if (!endsWithNew) {
            write(0);
        } else if (tearBytes > 0) {
            int held = tearBytes;
            tearBytes = 0;
            write(held);
        } else {
            write(options.tornTail().heldBackBytes());
        }
    }

    /// Whether bytes wait for a flush.
    boolean holdsBytes() {
        return waiting.bytes() > 0;
    }

    /// Whole records in the file, those found there at the start included.
    public long records() {
        return file.records();
    }

    /// Whole records that this writer has added at the end, whatever became of them.
    public long appended() {
        return appended.get();
    }

    /// The whole records that the file holds now, from the first, by what was asked of this writer. Throws when the
    /// options did not say [ScidOptions#withTruth].
    public List<SimulatedRecord> truth() {
        return file.truth().records();
    }

    /// Writes all that is left, whole, and closes the file.
    @Override
    public void close() throws IOException {
        try (file) {
            write(0);
        }
    }

    /// The file with everything written, whole.
    ScidFile settled() throws IOException {
        write(0);
        return file;
    }

    void tearNextFlush(int bytes) {
        tearBytes = bytes;
    }

    void misstateTimes(Duration error, int records) {
        clockErrorUs = error.dividedBy(ChronoUnit.MICROS.getDuration());
        clockErrorRecords = records;
    }

    private void take(SimulatedRecord next) {
        SimulatedRecord told = lastErrorUs == 0 ? next : next.at(next.dateTimeUs() + lastErrorUs);
        file.encode(told, waiting);
        file.truth().taken(told);
    }

    private void write(int heldBackBytes) throws IOException {
        if (writing || waiting.bytes() == 0) {
            return;
        }
        writing = true;
        long before = records();
        long added = file.recordsAfter(waiting.bytes() - heldBackBytes) - before;
        if (added > 0) {
            options.listener()
                    .appended(symbol, before, (int) added, options.nanoTime().getAsLong());
        }
        file.append(waiting, heldBackBytes);
        appended.addAndGet(added);
        writing = false;
    }
}
