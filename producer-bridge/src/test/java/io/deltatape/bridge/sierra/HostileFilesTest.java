package io.deltatape.bridge.sierra;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.deltatape.bridge.market.SessionRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// A million mutated files through every reader of files: whatever the bytes, an update ends, throws nothing, reads no
/// more records than there are bytes for, and a refusal says what it got and what it expected.
///
/// One file of each format is written over and over, and most of the time the same reader looks at it again, so that it
/// also meets what changes between two looks. Input `i` of a format follows from the seed and `i` alone, but for what
/// the reader remembers of those before: `-Ddeltatape.test.hostile.first=i` begins there with a fresh reader at the
/// last multiple of [#READER_INPUTS]. Memory is bounded by the heap of the tests' process, over all inputs.
final class HostileFilesTest {
    private static final long SEED = Long.getLong("deltatape.test.hostile.seed", 20_260_302L);
    private static final int INPUTS = Integer.getInteger("deltatape.test.hostile.inputs", 1_000_000);
    private static final int FIRST = Integer.getInteger("deltatape.test.hostile.first", 0);
    /// After so many inputs another reader takes over.
    private static final int READER_INPUTS = 16;

    /// The formats: another one is one more line.
    @SuppressWarnings("ImmutableEnumChecker") // what a line of this table holds is never changed
    enum Format {
        SCID("A-CME.scid", ScidBytes::header, MutatedBytes::scid, 40, (path, shared) -> scidFile(path, shared)),
        DEPTH(
                "A-CME.2026-03-05.depth",
                DepthBytes::header,
                MutatedBytes::depth,
                24,
                (path, shared) -> new DepthFile(path, BigDecimal.ONE, 10, shared)),
        DAILY(
                "A.dly",
                MutatedBytes.text("Date, Open, High, Low, Close, Volume, OpenInterest\n"),
                MutatedBytes.rows("2026/03/05, 1, 2.5, 0.5, 1.5, 100, 10\n"),
                24,
                (path, shared) -> new DailyFile(path, BigDecimal.ONE, shared)),
        BARS(
                "A-BarData.txt",
                MutatedBytes.text("Date, Time, Open, High, Low, Last, Volume, NumberOfTrades, BidVolume, AskVolume\n"),
                MutatedBytes.rows("2026/3/5, 15:00:00, 1, 2.5, 0.5, 1.5, 100, 10, 40, 60\n"),
                24,
                (path, shared) -> new BarTextFile(path, ZoneId.of("UTC"), BigDecimal.ONE, SessionRule.CME, shared)),
        ACSIL(
                "A.json",
                MutatedBytes.text("{\"symbol\":\"A\",\"data\":["),
                MutatedBytes.rows("{\"time\":1772722800,\"open\":1.5,\"close\":2,\"volume\":3},"),
                24,
                (path, shared) -> new AcsilFile(path, BigDecimal.ONE, shared));

        final String name;
        final MutatedBytes bytes;
        /// The fewest bytes that can make a record.
        final int recordBytes;

        final BiFunction<Path, SharedReading, SourceFile> open;

        Format(
                String name,
                MutatedBytes.Header header,
                MutatedBytes.Good good,
                int recordBytes,
                BiFunction<Path, SharedReading, SourceFile> open) {
            this.name = name;
            this.bytes = new MutatedBytes(header.bytes(), good, recordBytes);
            this.recordBytes = recordBytes;
            this.open = open;
        }

        /// A line of text may be empty.
        int leastBytes() {
            return this == SCID || this == DEPTH ? recordBytes : 1;
        }

        private static SourceFile scidFile(Path path, SharedReading shared) {
            return new ScidFile(path, BigDecimal.ONE, shared, null);
        }
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Format.class)
    void noBytesWhateverBringAReaderDown(Format format) throws IOException {
        var log = (Logger) LoggerFactory.getLogger("io.deltatape.bridge.sierra");
        Level before = log.getLevel();
        log.setLevel(Level.OFF); // a line for each input would be a gigabyte
        Path path = folder.resolve(format.name);
        int inputs = INPUTS / Format.values().length;
        int first = FIRST / READER_INPUTS * READER_INPUTS;
        System.out.println("hostile " + format + ": seed " + SEED + ", inputs " + first + " to " + inputs);
        try (var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int index = first; index < inputs; index += READER_INPUTS) {
                runReader(format, path, file, index);
            }
        } finally {
            log.setLevel(before);
        }
    }

    private static void runReader(Format format, Path path, FileChannel file, int first) throws IOException {
        var shared = new SharedReading(() -> 0);
        byte[] bytes = new byte[0];
        try (SourceFile reader = format.open.apply(path, shared)) {
            for (int index = first; index < first + READER_INPUTS; index++) {
                var random = new Random(SEED * 31 + index);
                bytes = format.bytes.next(bytes, random, index == first);
                write(file, bytes);
                if (random.nextInt(8) == 0) {
                    reader.reexamine();
                }
                look(format, reader, shared, bytes, index);
            }
        }
    }

    private static void look(Format format, SourceFile reader, SharedReading shared, byte[] bytes, int index) {
        String input = format + " seed " + SEED + " input " + index;
        long recordsBefore = shared.tally().records();
        try {
            if (reader.update() instanceof FileUpdate.Unreadable(String message)) {
                assertThat(message).as(input).startsWith("file " + reader.path() + " ");
                assertThat(message).as(input).contains("expected");
            }
            assertThat(reader.state()).as(input).isNotNull();
            reader.hasChanged();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(input, e);
        }
        // An update begins anew a few times at most.
        assertThat(shared.tally().records() - recordsBefore)
                .as(input)
                .isLessThanOrEqualTo(4L * bytes.length / format.leastBytes());
    }

    private static void write(FileChannel file, byte[] bytes) throws IOException {
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            file.write(left, left.position());
        }
        if (file.size() > bytes.length) {
            file.truncate(bytes.length);
        }
    }
}
