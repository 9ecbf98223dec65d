package io.deltatape.bridge.sierra;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes .depth bytes for tests, byte by byte from the format's table.
public final class DepthBytes {
    static final int CLEAR = 1;
    static final int ADD_BID = 2;
    static final int ADD_ASK = 3;
    static final int MODIFY_BID = 4;
    static final int MODIFY_ASK = 5;
    static final int DELETE_BID = 6;
    static final int DELETE_ASK = 7;

    private DepthBytes() {}

    public static byte[] header() {
        return header(0x44444353, 64, 24);
    }

    static byte[] header(int magic, int headerSize, int recordSize) {
        return ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(magic)
                .putInt(headerSize)
                .putInt(recordSize)
                .putInt(1)
                .array();
    }

    static byte[] record(long dateTime, int command, int flags, float price, int quantity) {
        return ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(dateTime)
                .put((byte) command)
                .put((byte) flags)
                .putShort((short) 3)
                .putFloat(price)
                .putInt(quantity)
                .array();
    }

    /// A record inside a batch.
    static byte[] change(long dateTime, int command, float price, int quantity) {
        return record(dateTime, command, 0, price, quantity);
    }

    /// A record that ends its batch.
    static byte[] last(long dateTime, int command, float price, int quantity) {
        return record(dateTime, command, 1, price, quantity);
    }

    static byte[] clear(long dateTime) {
        return change(dateTime, CLEAR, 0, 0);
    }

    /// A whole book of one level a side, as Sierra Chart writes one every ten minutes.
    public static byte[] snapshot(long dateTime, float bid, float ask) {
        return ScidBytes.join(clear(dateTime), change(dateTime, ADD_BID, bid, 10), last(dateTime, ADD_ASK, ask, 20));
    }
}
