package io.deltatape.bridge.sierra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Writes .scid bytes for tests, byte by byte from the format's table.
public final class ScidBytes {
    public static final int FIRST_SUB_TRADE = Float.floatToRawIntBits((float) -1.99900095e37);
    public static final int LAST_SUB_TRADE = Float.floatToRawIntBits((float) -1.99900197e37);

    private ScidBytes() {}

    public static byte[] header() {
        return header(0x44494353, 56, 40);
    }

    public static byte[] header(int magic, int headerSize, int recordSize) {
        return ByteBuffer.allocate(56)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(magic)
                .putInt(headerSize)
                .putInt(recordSize)
                .putShort((short) 1)
                .array();
    }

    /// µs since 1899-12-30 of a moment.
    public static long dateTime(String instant) {
        return ChronoUnit.MICROS.between(Instant.parse("1899-12-30T00:00:00Z"), Instant.parse(instant));
    }

    public static byte[] record(
            long dateTime, float open, float high, float low, float close, int trades, int volume, int bid, int ask) {
        return ByteBuffer.allocate(40)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(dateTime)
                .putFloat(open)
                .putFloat(high)
                .putFloat(low)
                .putFloat(close)
                .putInt(trades)
                .putInt(volume)
                .putInt(bid)
                .putInt(ask)
                .array();
    }

    /// A tick bought at the ask.
    public static byte[] tick(long dateTime, float price, int size) {
        return record(dateTime, 0, price, price - 0.25f, price, 1, size, 0, size);
    }

    public static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        var all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    public static void append(Path file, byte[] bytes) {
        write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// Writes into the same file, cutting what was there: as Sierra Chart does to download again.
    public static void overwrite(Path file, byte[] bytes) {
        write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void write(Path file, byte[] bytes, StandardOpenOption... options) {
        try {
            Files.write(file, bytes, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
