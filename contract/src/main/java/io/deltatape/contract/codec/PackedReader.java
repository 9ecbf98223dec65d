package io.deltatape.contract.codec;

import java.nio.charset.StandardCharsets;

/// Reads what [PackedWriter] wrote.
///
/// Every read checks the end of the bytes and throws [Cut] beyond it. Belongs to one thread.
final class PackedReader {
    private final byte[] bytes;
    private int at;

    PackedReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The bytes are not what they should be; never leaves the codec.
    static final class Cut extends Exception {
        Cut(String message) {
            super(message, null, false, false);
        }
    }

    int readByte() throws Cut {
        if (at == bytes.length) {
            throw new Cut("cut off after " + at + " bytes");
        }
        return bytes[at++] & 0xff;
    }

    int readShort() throws Cut {
        return readByte() << 8 | readByte();
    }

    long readInt() throws Cut {
        return (long) readShort() << 16 | readShort();
    }

    long readUnsigned() throws Cut {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int b = readByte();
            value |= (b & 0x7fL) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new Cut("a number of more than ten bytes ends at " + at);
    }

    long readSigned() throws Cut {
        long value = readUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /// A count or length, checked against a limit.
    int readCount(int max, String what) throws Cut {
        long value = readUnsigned();
        if (value < 0 || value > max) {
            throw new Cut(what + " is " + value + ", expected at most " + max);
        }
        return (int) value;
    }

    String readText() throws Cut {
        int length = readCount(bytes.length, "text length");
        if (length > bytes.length - at) {
            throw new Cut("a text of " + length + " bytes is cut off after " + (bytes.length - at));
        }
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    void expectEnd() throws Cut {
        if (at != bytes.length) {
            throw new Cut((bytes.length - at) + " bytes too many after byte " + at);
        }
    }
}
