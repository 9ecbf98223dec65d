package io.deltatape.bridge.sierra;

import java.nio.ByteBuffer;
import java.util.List;

/// A view of one record of a .depth file, as it stands there; moved from record to record.
///
/// | offset | type | field | meaning |
/// |---|---|---|---|
/// | 0 | i64 | DateTime | µs since 1899-12-30T00:00Z |
/// | 8 | u8 | Command | see [Command] |
/// | 9 | u8 | Flags | 0x01: the last record of a batch |
/// | 10 | u16 | NumOrders | orders at the level |
/// | 12 | f32 | Price | the level's price |
/// | 16 | u32 | Quantity | the level's size |
/// | 20 | u32 | Reserved | 0 |
///
/// Little-endian. Source: https://www.sierrachart.com/index.php?page=doc/MarketDepthDataFileFormat.html. Not
/// thread-safe.
final class DepthRecord implements FileRecord {
    /// Bytes of a record.
    static final int BYTES = 24;

    /// What a record does to the book, in the order of the codes from 0 on.
    enum Command {
        NO_COMMAND,
        CLEAR_BOOK,
        ADD_BID_LEVEL,
        ADD_ASK_LEVEL,
        MODIFY_BID_LEVEL,
        MODIFY_ASK_LEVEL,
        DELETE_BID_LEVEL,
        DELETE_ASK_LEVEL,
        /// Of a code that the format does not have.
        UNKNOWN
    }

    private static final List<Command> COMMANDS = List.of(Command.values());
    private static final int END_OF_BATCH = 0x01;

    private final ByteBuffer block;
    private int at;
    private long fileOffset;

    /// A view into a little-endian buffer.
    DepthRecord(ByteBuffer block) {
        this.block = block;
    }

    @Override
    public DepthRecord moveTo(int position, long offset) {
        at = position;
        fileOffset = offset;
        return this;
    }

    @Override
    public long fileOffset() {
        return fileOffset;
    }

    @Override
    public long dateTime() {
        return block.getLong(at);
    }

    /// Microseconds since 1970; below zero for what cannot be a time.
    long timeUs() {
        return SierraTime.unixUs(dateTime());
    }

    Command command() {
        return COMMANDS.get(Math.min(code(), COMMANDS.size() - 1));
    }

    private int code() {
        return Byte.toUnsignedInt(block.get(at + 8));
    }

    boolean endsBatch() {
        return (flags() & END_OF_BATCH) != 0;
    }

    private int flags() {
        return Byte.toUnsignedInt(block.get(at + 9));
    }

    int priceBits() {
        return block.getInt(at + 12);
    }

    long size() {
        return Integer.toUnsignedLong(block.getInt(at + 16));
    }

    /// What stands in the file, for a person to judge.
    @Override
    public String toString() {
        return "time=" + dateTime() + " command=" + code() + " flags=" + flags() + " orders="
                + Short.toUnsignedInt(block.getShort(at + 10)) + " price=" + Float.intBitsToFloat(priceBits())
                + " quantity=" + size();
    }
}
