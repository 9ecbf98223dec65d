package io.deltatape.contract.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing buffer of varints: LEB128, seven bits a byte, the lowest first; signed numbers in zigzag.
///
/// Belongs to one thread.
final class PackedWriter {
    private byte[] bytes = new byte[512];
    private int size;

    void reset() {
        size = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void putByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void putShort(int value) {
        putByte(value >>> 8);
        putByte(value);
    }

    void putInt(long value) {
        putShort((int) (value >>> 16));
        putShort((int) value);
    }

    void putUnsigned(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void putSigned(long value) {
        putUnsigned((value << 1) ^ (value >> 63));
    }

    void putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putUnsigned(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
