package io.deltatape.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/// The files that [ParseCommand] has read: one session of so many records, made up, or those of a real file over and
/// over, with times that go on.
final class ParseInput {
    /// A format as far as its files are written here; the time is the first field of every record.
    enum Form {
        SCID("SCID", 56, 40),
        DEPTH("SCDD", 64, 24);

        final String magic;
        final int headerBytes;
        final int recordBytes;

        Form(String magic, int headerBytes, int recordBytes) {
            this.magic = magic;
            this.headerBytes = headerBytes;
            this.recordBytes = recordBytes;
        }

        /// The form of a file by its ending.
        static Form of(Path file) {
            return file.toString().endsWith(".depth") ? DEPTH : SCID;
        }
    }

    /// 2026-03-02T00:00Z, in microseconds since 1899-12-30: a Monday, hours after the session's begin in Chicago.
    private static final long START = 2_209_161_600_000_000L + 1_772_409_600_000_000L;
    /// Hours before the session ends.
    private static final long SPAN_US = 20L * 3_600 * 1_000_000;

    private static final int MADE_UP_RECORDS = 100_000;
    /// In quarters.
    private static final int MIDDLE = 60_000;

    private static final int COMMAND = 8;
    private static final int FLAGS = 9;

    private ParseInput() {}

    /// The records of a real file, behind one another.
    static byte[] records(Path file) throws IOException {
        Form form = Form.of(file);
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < form.headerBytes + form.recordBytes
                || ByteBuffer.wrap(bytes).getInt() != magic(form)) {
            throw new IOException(file + " is not a ." + form.name().toLowerCase(Locale.ROOT)
                    + " file with records: expected \"" + form.magic + "\" and at least "
                    + (form.headerBytes + form.recordBytes) + " bytes");
        }
        int count = (bytes.length - form.headerBytes) / form.recordBytes;
        byte[] records = new byte[count * form.recordBytes];
        System.arraycopy(bytes, form.headerBytes, records, 0, records.length);
        return records;
    }

    private static int magic(Form form) {
        return ByteBuffer.wrap(form.magic.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    /// Made-up records, always the same: a walk of the price in quarters, with its quote or its ten levels a side.
    static byte[] records(Form form) {
        var random = new Random(1);
        var records = ByteBuffer.allocate(MADE_UP_RECORDS * form.recordBytes).order(ByteOrder.LITTLE_ENDIAN);
        int ticks = MIDDLE;
        for (int i = 0; i < MADE_UP_RECORDS; i++) {
            ticks += random.nextInt(3) - 1;
            if (form == Form.SCID) {
                putTick(records, ticks / 4f, 1 + random.nextInt(9), random.nextBoolean());
            } else {
                putLevel(records, random);
            }
        }
        return records.array();
    }

    private static void putTick(ByteBuffer records, float price, int size, boolean buyer) {
        records.putLong(0)
                .putFloat(0)
                .putFloat(buyer ? price : price + 0.25f)
                .putFloat(buyer ? price - 0.25f : price)
                .putFloat(price)
                .putInt(1)
                .putInt(size)
                .putInt(buyer ? 0 : size)
                .putInt(buyer ? size : 0);
    }

    private static void putLevel(ByteBuffer records, Random random) {
        boolean bid = random.nextBoolean();
        int away = 1 + random.nextInt(10);
        int modify = bid ? 4 : 5;
        records.putLong(0)
                .put((byte) modify)
                .put((byte) (random.nextInt(4) == 0 ? 1 : 0))
                .putShort((short) 1)
                .putFloat((bid ? MIDDLE - away : MIDDLE + away) / 4f)
                .putInt(random.nextInt(50))
                .putInt(0);
    }

    /// Writes a file of `count` records: these over and over, their times spread over one session. Of the books in it
    /// only the first begins anew, so that a reader begins there.
    static void write(Path file, Form form, byte[] records, long count) throws IOException {
        var header = ByteBuffer.allocate(form.headerBytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(Integer.reverseBytes(magic(form)))
                .putInt(form.headerBytes)
                .putInt(form.recordBytes)
                .putInt(1);
        var view = ByteBuffer.wrap(records).order(ByteOrder.LITTLE_ENDIAN);
        int distinct = records.length / form.recordBytes;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(header.array());
            for (long i = 0; i < count; i++) {
                int at = (int) (i % distinct) * form.recordBytes;
                view.putLong(at, START + i * (SPAN_US / count));
                if (form == Form.DEPTH) {
                    beginOnce(view, at, i);
                }
                out.write(records, at, form.recordBytes);
            }
        }
    }

    private static void beginOnce(ByteBuffer view, int at, long index) {
        if (index == 0) {
            view.put(at + COMMAND, (byte) 1).put(at + FLAGS, (byte) 1);
        } else if (view.get(at + COMMAND) == 1) {
            view.put(at + COMMAND, (byte) 0);
        }
    }
}
