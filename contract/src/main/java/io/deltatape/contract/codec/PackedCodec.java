package io.deltatape.contract.codec;

import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.SnapshotRecord;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;

/// The packed form of records, our own.
///
/// The symbol is not in the bytes: the record's key, or the handle before it, says it. The first byte is
///
/// | bits | meaning |
/// |---|---|
/// | 7 | 1: so that no packed record begins with `{` |
/// | 6 | a mask of cleared fields follows the mask of changed ones |
/// | 5, 4 | kind: 0 delta of one version, differences to the state before; 1 merged delta, absolute; 2 keyframe; 3
/// snapshot |
/// | 3–0 | digits: prices are in units of 10^-digits, VWAP in two digits finer (nine at most) |
///
/// then, u = unsigned varint, s = zigzag varint:
///
/// | kind | bytes |
/// |---|---|
/// | 0 | low 16 bits of the epoch (2 bytes), u version, s seen - event time, s sent - seen, s computed - sent, fields |
/// | 1 | low 16 bits of the epoch (2 bytes), u version, u version - base, s seen - epoch, s sent - seen, s computed -
/// sent, fields |
/// | 2 | u epoch, u version, s seen - epoch, s sent - seen, s computed - sent, checksum (4 bytes), fields |
/// | 3 | u own, u q, u gen, text src, u seen, s sent - seen, text file, text key, u offset, u session, u crc,
/// u the file's gen, u trades, fields |
///
/// The event time is that of the state which the delta leads to (field 18; where that state has none, the epoch): live,
/// it lies close to when the change was seen, however long the epoch lasts. The fields are laid out by [PackedFields].
/// The writer chooses the fewest digits that say all prices of the record
/// exactly, so a record is complete in itself. Belongs to one thread.
final class PackedCodec implements Codec {
    private static final int MARK = 0x80;
    private static final int CLEARED = 0x40;
    private static final int KIND_SHIFT = 4;
    private static final int DELTA = 0;
    private static final int MERGED = 1;
    private static final int KEYFRAME = 2;
    private static final int SNAPSHOT = 3;

    private final PackedWriter out = new PackedWriter();

    static boolean isPacked(byte[] bytes) {
        return bytes.length > 0 && bytes[0] < 0;
    }

    @Override
    public byte[] encode(Update.Keyframe keyframe) {
        var fields = PackedFields.of(keyframe.state());
        writeFirst(KEYFRAME, fields);
        out.putUnsigned(keyframe.position().epoch());
        out.putUnsigned(keyframe.position().version());
        writeStamps(keyframe.stamps(), keyframe.position().epoch());
        out.putInt(keyframe.checksum());
        fields.write(out);
        return out.toBytes();
    }

    @Override
    public byte[] encode(Update.Delta delta, MarketState base) {
        boolean single = delta.isSingle();
        var fields = PackedFields.of(delta.change(), single ? base : MarketState.EMPTY);
        writeFirst(single ? DELTA : MERGED, fields);
        out.putShort(delta.position().epochLow());
        out.putUnsigned(delta.position().version());
        if (!single) {
            out.putUnsigned(delta.position().version() - delta.baseVersion());
        }
        long epoch = delta.position().epoch();
        writeStamps(delta.stamps(), single ? eventTimeUs(delta.change(), base, epoch) : epoch);
        fields.write(out);
        return out.toBytes();
    }

    @Override
    public byte[] encode(Snapshot snapshot) {
        var fields = PackedFields.of(snapshot.state());
        writeFirst(SNAPSHOT, fields);
        out.putUnsigned(snapshot.own());
        out.putUnsigned(snapshot.sequence());
        out.putUnsigned(snapshot.generation());
        out.putText(snapshot.source());
        out.putUnsigned(snapshot.stamps().seenUs());
        out.putSigned(snapshot.stamps().sentUs() - snapshot.stamps().seenUs());
        FileCursor cursor = snapshot.cursor();
        out.putText(cursor.file());
        out.putText(cursor.fileKey());
        out.putUnsigned(cursor.offset());
        out.putUnsigned(cursor.sessionOffset());
        out.putUnsigned(cursor.lastRecordCrc());
        out.putUnsigned(cursor.generation());
        out.putUnsigned(snapshot.trades());
        fields.write(out);
        return out.toBytes();
    }

    private void writeFirst(int kind, PackedFields fields) {
        out.reset();
        out.putByte(MARK | (fields.hasCleared() ? CLEARED : 0) | kind << KIND_SHIFT | fields.digits());
    }

    private static long eventTimeUs(StateDelta change, MarketState base, long epoch) {
        int event = Field.TS_EVENT.bit();
        if ((change.changed() & event) != 0) {
            return change.value(Field.TS_EVENT);
        }
        return (base.mask() & ~change.cleared() & event) == 0 ? epoch : base.value(Field.TS_EVENT);
    }

    private void writeStamps(HopStamps stamps, long referenceUs) {
        out.putSigned(stamps.seenUs() - referenceUs);
        out.putSigned(stamps.sentUs() - stamps.seenUs());
        out.putSigned(stamps.computedUs() - stamps.sentUs());
    }

    @Override
    public Update decodeUpdate(Symbol symbol, byte[] bytes, StreamPosition held, MarketState state) {
        try {
            var in = new PackedReader(bytes);
            int first = in.readByte();
            return switch (first >> KIND_SHIFT & 3) {
                case DELTA -> readDelta(symbol, in, first, held, state);
                case MERGED -> readMerged(symbol, in, first, held);
                case KEYFRAME -> readKeyframe(symbol, in, first);
                default -> new Update.Malformed(symbol, "a packed snapshot, expected a keyframe or a delta");
            };
        } catch (PackedReader.Cut e) {
            return new Update.Malformed(symbol, "packed record: " + e.getMessage());
        }
    }

    private static Update readDelta(Symbol symbol, PackedReader in, int first, StreamPosition held, MarketState state)
            throws PackedReader.Cut {
        int epochLow = in.readShort();
        long version = in.readUnsigned();
        check(version > 0, "version", version);
        if (epochLow != held.epochLow() || version != held.version() + 1 || held.equals(StreamPosition.NONE)) {
            return new Update.UnresolvedDelta(symbol, epochLow, version, version - 1);
        }
        HopStamps sinceEvent = readStamps(in, 0);
        StateDelta change = readFields(in, first, state);
        HopStamps stamps = sinceEvent.plusUs(eventTimeUs(change, state, held.epoch()));
        return new Update.Delta(symbol, new StreamPosition(held.epoch(), version), version - 1, stamps, change);
    }

    private static Update readMerged(Symbol symbol, PackedReader in, int first, StreamPosition held)
            throws PackedReader.Cut {
        int epochLow = in.readShort();
        long version = in.readUnsigned();
        long base = version - in.readUnsigned();
        check(version > 0, "version", version);
        check(base >= 0 && base < version, "base", base);
        if (epochLow != held.epochLow() || held.equals(StreamPosition.NONE)) {
            return new Update.UnresolvedDelta(symbol, epochLow, version, base);
        }
        HopStamps stamps = readStamps(in, held.epoch());
        StateDelta change = readFields(in, first, MarketState.EMPTY);
        return new Update.Delta(symbol, new StreamPosition(held.epoch(), version), base, stamps, change);
    }

    private static Update readKeyframe(Symbol symbol, PackedReader in, int first) throws PackedReader.Cut {
        var position = new StreamPosition(in.readUnsigned(), in.readUnsigned());
        check(position.epoch() >= 0, "epoch", position.epoch());
        check(position.version() > 0, "version", position.version());
        HopStamps stamps = readStamps(in, position.epoch());
        long checksum = in.readInt();
        MarketState state = MarketState.EMPTY.with(readFields(in, first, MarketState.EMPTY));
        var keyframe = new Update.Keyframe(symbol, position, stamps, checksum, state);
        return keyframe.isIntact()
                ? keyframe
                : new Update.Malformed(symbol, "checksum is " + checksum + ", but the state's is " + state.checksum());
    }

    private static void check(boolean fits, String what, long value) throws PackedReader.Cut {
        if (!fits) {
            throw new PackedReader.Cut(what + " is " + value + ", which is out of range");
        }
    }

    private static StateDelta readFields(PackedReader in, int first, MarketState base) throws PackedReader.Cut {
        return PackedFields.read(in, first & 0xf, (first & CLEARED) != 0, base);
    }

    private static HopStamps readStamps(PackedReader in, long referenceUs) throws PackedReader.Cut {
        long seen = referenceUs + in.readSigned();
        long sent = seen + in.readSigned();
        return new HopStamps(seen, sent, sent + in.readSigned());
    }

    @Override
    public SnapshotRecord decodeSnapshot(Symbol symbol, byte[] bytes) {
        try {
            var in = new PackedReader(bytes);
            int first = in.readByte();
            if ((first >> KIND_SHIFT & 3) != SNAPSHOT) {
                return new Update.Malformed(symbol, "a packed record of market.deltas, expected a snapshot");
            }
            long own = in.readUnsigned();
            long sequence = in.readUnsigned();
            long generation = in.readUnsigned();
            check(own >= 0, "own", own);
            check(sequence >= 0, "q", sequence);
            String source = in.readText();
            long seenUs = in.readUnsigned();
            var stamps = new HopStamps(seenUs, seenUs + in.readSigned(), 0);
            var cursor = new FileCursor(
                    in.readText(),
                    in.readText(),
                    in.readUnsigned(),
                    in.readUnsigned(),
                    in.readUnsigned(),
                    in.readUnsigned());
            long trades = in.readUnsigned();
            check(trades >= 0, "tr", trades);
            MarketState state = MarketState.EMPTY.with(readFields(in, first, MarketState.EMPTY));
            return new Snapshot(symbol, own, sequence, generation, source, stamps, cursor, trades, state);
        } catch (PackedReader.Cut e) {
            return new Update.Malformed(symbol, "packed snapshot: " + e.getMessage());
        }
    }
}
