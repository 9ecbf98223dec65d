package io.deltatape.bridge.sierra;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Makes damaged files of one format out of good ones, and of one file the next that stands in its place. Everything
/// follows from the random numbers handed in.
final class MutatedBytes {
    /// Good bytes of the format's beginning.
    interface Header {
        byte[] bytes();
    }

    /// Good records.
    interface Good {
        List<byte[]> records(Random random, int count);
    }

    private static final int GOOD_FILES = 64;
    private static final int RECORDS_MAX = 40;
    private static final int BYTES_MAX = 8_192;
    private static final int[] EXTREMES = {
        0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7f800000, 0x7fc00000, 65_536
    };

    private final int recordBytes;
    private final int headerBytes;
    private final byte[][] good = new byte[GOOD_FILES][];

    MutatedBytes(byte[] header, Good records, int recordBytes) {
        this.recordBytes = recordBytes;
        this.headerBytes = header.length;
        var random = new Random(1);
        for (int i = 0; i < good.length; i++) {
            byte[] body = ScidBytes.join(
                    records.records(random, 1 + random.nextInt(RECORDS_MAX)).toArray(byte[][]::new));
            good[i] = ScidBytes.join(header, body);
        }
    }

    static List<byte[]> scid(Random random, int count) {
        return new RandomRecords(random).records(count, 2, random.nextInt(3));
    }

    static List<byte[]> depth(Random random, int count) {
        return new RandomDepth(random, 4).records(count);
    }

    static Header text(String line) {
        return () -> line.getBytes(StandardCharsets.US_ASCII);
    }

    static Good rows(String row) {
        return (_, count) -> Collections.nCopies(count, row.getBytes(StandardCharsets.US_ASCII));
    }

    /// The next file: often what grows out of the one before.
    byte[] next(byte[] before, Random random, boolean isFirst) {
        byte[] bytes = isFirst || random.nextInt(4) == 0 ? any(random) : grown(before, random);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            bytes = mutated(bytes, random);
        }
        return bytes.length > BYTES_MAX ? Arrays.copyOf(bytes, BYTES_MAX) : bytes;
    }

    private byte[] any(Random random) {
        return good[random.nextInt(good.length)].clone();
    }

    private byte[] grown(byte[] before, Random random) {
        byte[] other = any(random);
        int from = headerBytes + random.nextInt((other.length - headerBytes) / recordBytes) * recordBytes;
        int bytes = Math.min(other.length - from, random.nextInt(4 * recordBytes));
        return ScidBytes.join(before, Arrays.copyOfRange(other, from, from + bytes));
    }

    private byte[] mutated(byte[] bytes, Random random) {
        if (bytes.length < 4) {
            return any(random);
        }
        int at = random.nextInt(random.nextInt(6) == 0 ? Math.min(headerBytes, bytes.length) : bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(3 * recordBytes));
        switch (random.nextInt(9)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> putExtreme(bytes, at & ~3, random);
            case 3 -> putExtreme(bytes, 4 * random.nextInt(3), random);
            case 4 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : -1));
            case 5 -> fill(bytes, at, length, random);
            case 6 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 7 -> {
                return ScidBytes.join(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
            }
            default -> {
                return spliced(bytes, at, length, random);
            }
        }
        return bytes;
    }

    private static void putExtreme(byte[] bytes, int at, Random random) {
        if (at + Integer.BYTES <= bytes.length) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, EXTREMES[random.nextInt(EXTREMES.length)]);
        }
    }

    private static void fill(byte[] bytes, int at, int length, Random random) {
        for (int i = at; i < at + length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
    }

    /// A piece of another file in the place of one, of another length.
    private byte[] spliced(byte[] bytes, int at, int length, Random random) {
        byte[] other = any(random);
        int from = random.nextInt(other.length);
        int to = from + random.nextInt(other.length - from);
        return ScidBytes.join(
                Arrays.copyOf(bytes, at),
                Arrays.copyOfRange(other, from, to),
                Arrays.copyOfRange(bytes, at + length, bytes.length));
    }
}
