package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.header;
import static io.deltatape.bridge.sierra.ScidBytes.join;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of four gigabytes, nearly all of it a hole: what is read of them is counted in bytes, not in time.
final class BigFilesTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final long DAY = 24L * 3_600 * 1_000_000;
    private static final long HOLE_RECORDS = 100_000_000;
    private static final int SESSION_RECORDS = 10_000;

    @TempDir
    Path folder;

    private Path sparse(int recordsOfTheDayBefore, int records) throws IOException {
        Path path = folder.resolve("ESZ26-CME.scid");
        try (var file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            file.write(ByteBuffer.wrap(header()));
            long at = header().length + HOLE_RECORDS * ScidRecord.BYTES;
            at = write(file, at, TIME - DAY, recordsOfTheDayBefore);
            write(file, at, TIME, records);
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

    private static long bytesReadOf(Path path, int records) {
        var shared = new SharedReading(() -> 0);
        try (var file = new ScidFile(path, BigDecimal.ONE, shared, null)) {
            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(records));
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(records);
            return shared.block().bytesRead();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, SESSION_RECORDS})
    void aSessionBehindAHoleIsFoundWithoutReadingTheHole(int records) throws IOException {
        assertThat(bytesReadOf(sparse(0, records), records)).isLessThan(20_000_000);
    }

    /// No trade to go by: begun where the search gave up.
    @Test
    void ofAFileOfQuotesOnlyItsEndIsRead() {
        Path path = folder.resolve("VIX_CGI.scid");
        var quotes = ByteBuffer.allocate(100_000 * ScidRecord.BYTES);
        for (int i = 0; i < 100_000; i++) {
            quotes.put(ScidBytes.record(TIME + i, 0, 100.25f, 100, 0, 1, 0, 0, 0));
        }
        append(path, header());
        for (int i = 0; i < 40; i++) {
            append(path, quotes.array());
        }
        var shared = new SharedReading(() -> 0);
        try (var file = new ScidFile(path, BigDecimal.ONE, shared, null)) {
            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(SessionSearch.LOOKED_RECORDS));
            assertThat(file.state().value(Field.BID)).isEqualTo(100_000_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofADepthFileNoMoreThanItsEndIsSearchedForABook(boolean isHole) throws IOException {
        Path path = folder.resolve("ESZ26-CME.2026-03-02.depth");
        try (var file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            file.write(ByteBuffer.wrap(join(DepthBytes.header(), DepthBytes.snapshot(TIME, 90, 91))));
            var changes = ByteBuffer.allocate(10_000 * DepthRecord.BYTES);
            for (int i = 0; i < 10_000; i++) {
                changes.put(DepthBytes.last(TIME + i, DepthBytes.MODIFY_BID, 89, 1 + i));
            }
            long at = file.size() + (isHole ? HOLE_RECORDS * DepthRecord.BYTES : 0);
            for (int i = 0; i < (isHole ? 1 : 400); i++) {
                file.write(changes.flip(), at);
                at += changes.limit();
            }
        }
        var shared = new SharedReading(() -> 0);
        try (var file = new DepthFile(path, BigDecimal.ONE, 10, shared)) {
            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(0));
            assertThat(file.hasBook()).isFalse();
            assertThat(shared.block().bytesRead())
                    .isLessThan(2L * BookSearch.LOOKED_RECORDS * DepthRecord.BYTES + 1_000_000);

            append(path, DepthBytes.snapshot(TIME + 20_000, 92, 93));
            assertThat(file.update()).isInstanceOf(FileUpdate.Changed.class);
            assertThat(file.state().bids()).hasToString("[92×10]");
        }
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
        assertThat(bytesReadOf(sparse(SESSION_RECORDS, SESSION_RECORDS), SESSION_RECORDS))
                .isLessThan(20_000_000);
    }
}
