package io.deltatape.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// The records of a real .scid file, unchanged, times included. A torn record at its end is left out; records added
/// while the replay runs are not. The file is opened for each piece read and held open by nobody.
public final class FileReplay implements RecordSource {
    private static final int PIECE_RECORDS = 1024;
    private static final double NANOS_PER_US = 1000;

    private final Path file;
    private final ScidHeader header;
    private final long records;
    private final double speed;

    private FileReplay(Path file, double speed) throws IOException {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed is %s, expected more than 0".formatted(speed));
        }
        this.file = file;
        this.speed = speed;
        try (FileChannel channel = open(file)) {
            header = ScidHeader.read(channel, file);
            records = header.wholeRecords(channel.size());
        }
    }

    /// Replays with the recorded gaps, divided by `speed`.
    public static FileReplay atSpeed(Path file, double speed) throws IOException {
        return new FileReplay(file, speed);
    }

    /// Replays as fast as batches can be written.
    public static FileReplay asFastAsPossible(Path file) throws IOException {
        return new FileReplay(file, Double.POSITIVE_INFINITY);
    }

    /// How many records there are to replay, as of the construction.
    public long records() {
        return records;
    }

    @Override
    public List<String> symbols() {
        return List.of(ScidWriter.symbolOf(file));
    }

    @Override
    public Iterator<Scheduled> begin(Instant now) {
        return new Records();
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    private final class Records implements Iterator<Scheduled> {
        private final ByteBuffer piece = ByteBuffer.allocate(PIECE_RECORDS * SimulatedRecord.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .limit(0);
        private long nextIndex;
        private long firstUs;
        private long dueNanos;

        @Override
        public boolean hasNext() {
            return nextIndex < records;
        }

        @Override
        public Scheduled next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (!piece.hasRemaining()) {
                readPiece();
            }
            SimulatedRecord record = SimulatedRecord.decode(piece, DateForm.MICROSECONDS);
            if (nextIndex++ == 0) {
                firstUs = record.dateTimeUs();
            }
            return new Scheduled(dueNanos(record), 0, record);
        }

        /// A record older than its predecessor is due with it: the order of the file is kept.
        private long dueNanos(SimulatedRecord record) {
            if (speed == Double.POSITIVE_INFINITY) {
                return Scheduled.AT_ONCE;
            }
            dueNanos = Math.max(dueNanos, (long) ((record.dateTimeUs() - firstUs) * NANOS_PER_US / speed));
            return dueNanos;
        }

        private void readPiece() {
            long left = (records - nextIndex) * SimulatedRecord.BYTES;
            piece.clear().limit((int) Math.min(piece.capacity(), left));
            long from = header.offset(nextIndex);
            try (FileChannel channel = open(file)) {
                while (piece.hasRemaining()) {
                    if (channel.read(piece, from + piece.position()) < 0) {
                        throw new IOException(
                                "%s: ends at byte %d, had %d records when the replay began; replay a file at rest"
                                        .formatted(file, from + piece.position(), records));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            piece.flip();
        }
    }
}
