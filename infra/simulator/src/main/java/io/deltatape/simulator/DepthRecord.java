package io.deltatape.simulator;

import java.nio.ByteBuffer;

/// One record of a .depth file: little-endian, 24 bytes. Immutable.
///
/// | Offset | Type | Field | Meaning |
/// |---|---|---|---|
/// | 0 | i64 | DateTime | µs since 1899-12-30T00:00Z |
/// | 8 | u8 | Command | see [Command] |
/// | 9 | u8 | Flags | 1 = END_OF_BATCH |
/// | 10 | u16 | NumOrders | orders at the price |
/// | 12 | f32 | Price | |
/// | 16 | u32 | Quantity | contracts at the price, all of them |
/// | 20 | u32 | Reserved | 0 |
///
/// Source: [Market Depth Data File
/// Format](https://www.sierrachart.com/index.php?page=doc/MarketDepthDataFileFormat.html)
public record DepthRecord(
        long dateTimeUs, Command command, boolean isEndOfBatch, int numOrders, float price, int quantity) {

    /// Size of a record in the file.
    public static final int BYTES = 24;

    private static final int END_OF_BATCH = 0x01;

    /// What a record does to the book.
    public enum Command {
        NO_COMMAND(0),
        CLEAR_BOOK(1),
        ADD_BID_LEVEL(2),
        ADD_ASK_LEVEL(3),
        MODIFY_BID_LEVEL(4),
        MODIFY_ASK_LEVEL(5),
        DELETE_BID_LEVEL(6),
        DELETE_ASK_LEVEL(7);

        private final int number;

        Command(int number) {
            this.number = number;
        }
    }

    /// A record within a batch.
    public static DepthRecord of(long dateTimeUs, Command command, float price, int quantity, int numOrders) {
        return new DepthRecord(dateTimeUs, command, false, numOrders, price, quantity);
    }

    /// Empties the book.
    public static DepthRecord clear(long dateTimeUs) {
        return of(dateTimeUs, Command.CLEAR_BOOK, 0, 0, 0);
    }

    /// The same as the last of its batch.
    public DepthRecord endingBatch() {
        return new DepthRecord(dateTimeUs, command, true, numOrders, price, quantity);
    }

    /// Appends the record to a little-endian buffer.
    void encode(ByteBuffer into) {
        into.putLong(dateTimeUs)
                .put((byte) command.number)
                .put((byte) (isEndOfBatch ? END_OF_BATCH : 0))
                .putShort((short) numOrders)
                .putFloat(price)
                .putInt(quantity)
                .putInt(0);
    }
}
