package io.deltatape.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Writes one symbol's order book as Sierra Chart does: into `MarketDepthData/SYMBOL.YYYY-MM-DD.depth` of the data
/// folder, a file for each UTC day. Batches gather in memory until a flush; 65,536 records without one flush by
/// themselves, and such a write may end within a batch.
///
/// The caller gives the batches: the whole book where [#snapshotDue] says so, changes otherwise. [DepthFeed] does it
/// for a made-up book. How often Sierra Chart writes these files is not documented. Owned by one thread.
public final class DepthWriter implements AutoCloseable {
    private static final String FOLDER = "MarketDepthData";

    private final Path dataFolder;
    private final String symbol;
    private final DepthOptions options;
    private final long snapshotIntervalUs;
    private final WriteBuffer waiting = new WriteBuffer(DepthRecord.BYTES);
    /// Of each batch not yet whole in the file, where it ends.
    private final Queue<Long> batchEnds = new ArrayDeque<>();

    private @Nullable SharedFile file;
    private LocalDate day = LocalDate.MIN;
    private long end;
    private long snapshotUs = Long.MIN_VALUE;
    private long batches;

    private DepthWriter(Path dataFolder, String symbol, DepthOptions options) {
        this.dataFolder = dataFolder;
        this.symbol = symbol;
        this.options = options;
        this.snapshotIntervalUs = options.snapshotInterval().dividedBy(ChronoUnit.MICROS.getDuration());
    }

    /// A writer for one symbol. The folder is made now, a day's file with the day's first batch.
    public static DepthWriter open(Path dataFolder, String symbol, DepthOptions options) throws IOException {
        Files.createDirectories(dataFolder.resolve(FOLDER));
        return new DepthWriter(dataFolder, symbol, options);
    }

    /// Where a symbol's book of a UTC day is.
    public static Path fileOf(Path dataFolder, String symbol, LocalDate utcDay) {
        return dataFolder.resolve(FOLDER).resolve(symbol + "." + utcDay + ".depth");
    }

    /// Whether Sierra Chart would write the whole book at this time, in µs since its epoch: at the start, on a new
    /// day, and each snapshot interval.
    public boolean snapshotDue(long dateTimeUs) {
        return snapshotUs == Long.MIN_VALUE
                || dayOf(dateTimeUs).isAfter(day)
                || dateTimeUs - snapshotUs >= snapshotIntervalUs;
    }

    /// Adds a batch to what the next flush writes. A batch of a later UTC day completes the file of the day before
    /// and begins another; one of an earlier day goes where its predecessor went.
    public void append(List<DepthRecord> batch) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        DepthRecord first = batch.getFirst();
        if (dayOf(first.dateTimeUs()).isAfter(day)) {
            begin(dayOf(first.dateTimeUs()));
        }
        if (first.command() == DepthRecord.Command.CLEAR_BOOK) {
            snapshotUs = first.dateTimeUs();
        }
        for (DepthRecord record : batch) {
            if (waiting.isFull()) {
                flush();
            }
            record.encode(waiting.next());
            if (record.isEndOfBatch()) {
                batchEnds.add(end + waiting.bytes());
            }
        }
    }

    /// Writes what waits in one go, all but what [TornTail] holds back.
    public void flush() throws IOException {
        write(waiting.bytes() < DepthRecord.BYTES ? 0 : options.tornTail().heldBackBytes());
    }

    /// Whether bytes wait for a flush.
    boolean holdsBytes() {
        return waiting.bytes() > 0;
    }

    /// How many batches this writer has written whole, over all days: readers can know the book after the last of
    /// them.
    public long batches() {
        return batches;
    }

    /// The file of the day; throws before the first batch.
    public Path file() {
        return opened().path();
    }

    /// Writes all that is left, whole, and closes the file.
    @Override
    public void close() throws IOException {
        SharedFile open = file;
        if (open != null) {
            try (open) {
                write(0);
            }
        }
    }

    private void begin(LocalDate next) throws IOException {
        close();
        day = next;
        SharedFile opened = SharedFile.open(fileOf(dataFolder, symbol, next), options.handle());
        file = opened;
        if (opened.size() == 0) {
            opened.write(DepthHeader.encoded(), 0);
        }
        DepthHeader.check(opened);
        long body = opened.size() - DepthHeader.BYTES;
        end = DepthHeader.BYTES + body - body % DepthRecord.BYTES;
    }

    private void write(int heldBackBytes) throws IOException {
        if (waiting.bytes() == 0) {
            return;
        }
        end += waiting.writeTo(opened(), end, Math.min(heldBackBytes, waiting.bytes() - 1));
        while (!batchEnds.isEmpty() && batchEnds.element() <= end) {
            batchEnds.remove();
            batches++;
        }
    }

    private SharedFile opened() {
        SharedFile open = file;
        if (open == null) {
            throw new IllegalStateException(symbol + ": no batch has been given, hence no day and no file");
        }
        return open;
    }

    private static LocalDate dayOf(long dateTimeUs) {
        return LocalDate.ofInstant(
                Instant.EPOCH.plus(dateTimeUs - SimulatedRecord.SIERRA_MINUS_UNIX_US, ChronoUnit.MICROS),
                ZoneOffset.UTC);
    }
}
