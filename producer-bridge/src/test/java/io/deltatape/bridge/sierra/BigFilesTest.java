package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.header;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of four gigabytes, nearly all of it a hole: what is read of them is counted in bytes, not in time.
final class BigFilesTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final long DAY = 24L * 3_600 * 1_000_000;
    private static final long HOLE_RECORDS = 100_000_000;
    private static final int SESSION_RECORDS = 10_000;

    @TempDir
    Path folder;

    private Path sparse(int recordsOfTheDayBefore) throws IOException {
        Path path = folder.resolve("ESZ26-CME.scid");
        try (var file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            file.write(ByteBuffer.wrap(header()));
            long at = header().length + HOLE_RECORDS * ScidRecord.BYTES;
            at = write(file, at, TIME - DAY, recordsOfTheDayBefore);
            write(file, at, TIME, SESSION_RECORDS);
        }
        return path;
    }

    private static long write(FileChannel file, long at, long time, int records) throws IOException {
        var session = ByteBuffer.allocate(records * ScidRecord.BYTES);
        for (int i = 0; i < records; i++) {
            session.put(tick(time + i, 100 + i % 7, 1));
        }
        session.flip();
        while (session.hasRemaining()) {
            file.write(session, at + session.position());
        }
        return at + session.limit();
    }

    private static long bytesReadOf(Path path) {
        var shared = new SharedReading(() -> 0);
        try (var file = new ScidFile(path, BigDecimal.ONE, shared, null)) {
            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(SESSION_RECORDS));
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(SESSION_RECORDS);
            return shared.block().bytesRead();
        }
    }

    @Test
    void aSessionBehindAHoleIsFoundWithoutReadingTheHole() throws IOException {
        assertThat(bytesReadOf(sparse(0))).isLessThan(20_000_000);
    }

    @Test
    void zerosBehindTheLastRecordAreLeftUntilSomethingIsWrittenThere() throws IOException {
        Path path = folder.resolve("ESZ26-CME.scid");
        var shared = new SharedReading(() -> 0);
        try (var writing = FileChannel.open(
                        path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
                var file = new ScidFile(path, BigDecimal.ONE, shared, null)) {
            writing.write(ByteBuffer.wrap(header()));
            long end = write(writing, header().length, TIME, SESSION_RECORDS);
            writing.write(ByteBuffer.wrap(new byte[1]), end + HOLE_RECORDS * ScidRecord.BYTES - 1);

            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(SESSION_RECORDS));
            assertThat(shared.block().bytesRead()).isLessThan(20_000_000);
            assertThat(shared.tally().badTimes()).isZero();
            write(writing, end, TIME + SESSION_RECORDS, 5);
            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(5));
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(SESSION_RECORDS + 5);
        }
    }

    @Test
    void ofAFileWithASessionBeforeOnlyTheLastIsRead() throws IOException {
        assertThat(bytesReadOf(sparse(SESSION_RECORDS))).isLessThan(20_000_000);
    }
}
