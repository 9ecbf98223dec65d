package io.deltatape.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import io.deltatape.contract.Side;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Records as they stand on the wire, to the byte, so that other languages can rely on them; and what a reader does
/// with members and fields that it does not know.
final class RecordFormTest {
    private static final Symbol SYMBOL = new Symbol("NQU25-CME");
    private static final StreamPosition HELD = new StreamPosition(1_000_000, 128);
    private static final HopStamps STAMPS = new HopStamps(1_000_100, 1_000_090, 1_000_095);
    private static final MarketState BASE = MarketState.builder()
            .set(Field.LAST_PRICE, Price.parse("23265.25"))
            .set(Field.VOLUME, 1500)
            .set(Field.OPEN_INTEREST, 7)
            .side(Field.BIDS, Price.parse("23265.25"), 15, Price.parse("23265"), 3)
            .build();
    private static final StateDelta CHANGE = StateDelta.builder()
            .set(Field.LAST_PRICE, Price.parse("23265.5"))
            .set(Field.LAST_SIDE, Side.BUYER.code())
            .set(Field.VOLUME, 1502)
            .set(Field.SESSION_DATE, 20_000)
            .clear(Field.OPEN_INTEREST)
            .side(Field.BIDS, Price.parse("23265.25"), 0, Price.parse("23265.5"), 7)
            .clear(Field.ASKS)
            .side(Field.ASKS, Price.parse("23266"), 1)
            .build();
    private static final Update.Delta DELTA =
            new Update.Delta(SYMBOL, new StreamPosition(1_000_000, 129), 128, STAMPS, CHANGE);

    private final RecordReader reader = new RecordReader();

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Update read(byte[] bytes) {
        return reader.update(SYMBOL, bytes, HELD, BASE);
    }

    @Test
    void jsonDeltaNamesFieldsShortlyAndClearsWithNull() {
        assertThat(new String(WireFormat.JSON.codec().encode(DELTA, BASE), StandardCharsets.UTF_8))
                .isEqualTo("{\"s\":\"NQU25-CME\",\"e\":1000000,\"v\":129,\"u\":[1000100,-10,5],\"d\":{"
                        + "\"px\":23265.5,\"sd\":\"B\",\"v\":1502,\"dt\":\"2024-10-04\",\"oi\":null,"
                        + "\"B\":[[23265.5,7],[23265.25,0]],\"A\":[null,[23266,1]]}}");
    }

    @Test
    void jsonMergedDeltaSaysItsBase() {
        var merged = new Update.Delta(SYMBOL, new StreamPosition(1, 9), 4, STAMPS, StateDelta.NONE);

        assertThat(new String(WireFormat.JSON.codec().encode(merged, BASE), StandardCharsets.UTF_8))
                .isEqualTo("{\"s\":\"NQU25-CME\",\"e\":1,\"v\":9,\"base\":4,\"u\":[1000100,-10,5],\"d\":{}}");
    }

    @Test
    void jsonKeyframeCarriesTheChecksumOfItsState() {
        var keyframe = Update.Keyframe.of(SYMBOL, HELD, STAMPS, BASE);

        assertThat(new String(WireFormat.JSON.codec().encode(keyframe), StandardCharsets.UTF_8))
                .isEqualTo("{\"s\":\"NQU25-CME\",\"e\":1000000,\"v\":128,\"u\":[1000100,-10,5],\"sum\":"
                        + BASE.checksum() + ",\"k\":{\"px\":23265.25,\"v\":1500,\"oi\":7,"
                        + "\"B\":[[23265.25,15],[23265,3]]}}");
    }

    @Test
    void jsonSnapshotHasOrderSourceAndCursor() {
        assertThat(jsonSnapshot(7))
                .startsWith(
                        "{\"s\":\"NQU25-CME\",\"own\":5,\"q\":6,\"gen\":7,\"src\":\"scid\",\"u\":[1000100,-10],\"k\":{")
                .endsWith(
                        "\"tr\":96,\"cursor\":{\"file\":\"N.scid\",\"key\":\"k\",\"offset\":1,\"session\":2,\"crc\":3}}");
        assertThat(jsonSnapshot(4)).endsWith("\"session\":2,\"crc\":3,\"gen\":4}}");
    }

    private static String jsonSnapshot(long incarnation) {
        FileCursor cursor = new FileCursor("N.scid", "k", 1, 2, 3).of(incarnation);
        var snapshot = new Snapshot(SYMBOL, 5, 6, 7, "scid", STAMPS.withComputedUs(0), cursor, 96, BASE);
        return new String(WireFormat.JSON.codec().encode(snapshot), StandardCharsets.UTF_8);
    }

    @Test
    void packedDeltaIsDifferencesInTheFewestDigits() {
        assertThat(HexFormat.of().formatHex(WireFormat.PACKED.codec().encode(DELTA, BASE)))
                .isEqualTo(
                        "c2" // packed, with cleared fields, one version, two digits
                                + "4240" + "8101" // low bits of the epoch, version
                                + "c801" + "13" + "0a" // stamps: +100, -10, +5
                                + "8582c801" + "80809001" // changed px sd v dt B A; cleared oi A
                                + "32" + "02" + "04" + "c0b802" // +0.25, B, +2, 20000
                                + "02" + "32" + "07" + "31" + "00" // two bids: +0.25 × 7, then -0.25 × 0
                                + "01" + "90819c02" + "01"); // one ask: 23266 × 1
    }

    @Test
    void unknownJsonMembersAndFieldsAreIgnored() {
        assertThat(
                        read(
                                utf8(
                                        "{\"zz\":{\"v\":[1,{}]},\"s\":\"NQU25-CME\",\"e\":1000000,\"v\":129,\"new\":[[1]],"
                                                + "\"u\":[1000100,-10,5],\"d\":{\"px\":1.5,\"future\":{\"a\":[1,2]},\"v\":2,\"x\":null},\"y\":null}")))
                .isEqualTo(new Update.Delta(
                        SYMBOL,
                        new StreamPosition(1_000_000, 129),
                        128,
                        STAMPS,
                        StateDelta.builder()
                                .set(Field.LAST_PRICE, Price.parse("1.5"))
                                .set(Field.VOLUME, 2)
                                .build()));
    }

    @Test
    void unknownPackedFieldsAreIgnoredWithTheBytesThatFollowTheKnownOnes() {
        for (int id : new int[] {22, 30, 31, 32, 45, 62, 63}) {
            var out = new PackedWriter();
            out.putByte(0xc0);
            out.putShort(HELD.epochLow());
            out.putUnsigned(129);
            out.putSigned(0);
            out.putSigned(0);
            out.putSigned(0);
            out.putUnsigned(PackedFields.toWire(Field.VOLUME.bit()) | 1L << id);
            out.putUnsigned(PackedFields.toWire(Field.OPEN_INTEREST.bit()) | 1L << id);
            out.putSigned(2);
            out.putText("whatever a later version says");

            assertThat(read(out.toBytes()))
                    .as("field %d", id)
                    .isInstanceOfSatisfying(
                            Update.Delta.class,
                            delta -> assertThat(delta.change())
                                    .isEqualTo(StateDelta.builder()
                                            .set(Field.VOLUME, 1502)
                                            .clear(Field.OPEN_INTEREST)
                                            .build()));
        }
    }

    @Test
    void masksSayWhatATradeChangesInTwoBytesAndLoseNothing() {
        int ofATrade = 0x1f | 0xff << 7 | 1 << 18;

        assertThat(PackedFields.toWire(ofATrade)).isEqualTo((1 << 14) - 1);
        for (int mask = 0; mask < 1 << Field.values().length; mask++) {
            assertThat(PackedFields.fromWire(PackedFields.toWire(mask))).isEqualTo(mask);
        }
    }

    @Test
    void packedDeltaCountsItsFirstStampFromTheEventTime() {
        var changedTime = StateDelta.builder().set(Field.TS_EVENT, 1_000_099).build();
        var delta = new Update.Delta(SYMBOL, new StreamPosition(1_000_000, 129), 128, STAMPS, changedTime);

        byte[] bytes = WireFormat.PACKED.codec().encode(delta, BASE);

        assertThat(HexFormat.of().formatHex(bytes)).startsWith("80" + "4240" + "8101" + "02" + "13" + "0a");
        assertThat(read(bytes)).isEqualTo(delta);
    }

    @Test
    void bytesAfterTheEndMakeARecordMalformed() {
        for (WireFormat format : WireFormat.values()) {
            byte[] record = format.codec().encode(DELTA, BASE);
            byte[] longer = java.util.Arrays.copyOf(record, record.length + 1);
            longer[record.length] = '}';

            assertThat(read(longer)).as("%s", format).isInstanceOf(Update.Malformed.class);
        }
    }

    @Test
    void aJsonRecordUnderAnotherSymbolsKeyIsMalformed() {
        byte[] record = WireFormat.JSON.codec().encode(DELTA, BASE);

        assertThat(reader.update(new Symbol("ESU25-CME"), record, HELD, BASE)).isInstanceOf(Update.Malformed.class);
    }

    @Test
    void aKeyframeWithAnotherChecksumIsMalformed() {
        for (WireFormat format : WireFormat.values()) {
            var keyframe = new Update.Keyframe(SYMBOL, HELD, STAMPS, BASE.checksum() ^ 1, BASE);

            assertThat(read(format.codec().encode(keyframe)))
                    .as("%s", format)
                    .isInstanceOfSatisfying(
                            Update.Malformed.class,
                            malformed -> assertThat(malformed.reason()).contains(Long.toString(BASE.checksum())));
        }
    }

    @Test
    void aSnapshotIsNoUpdateAndAnUpdateNoSnapshot() {
        for (WireFormat format : WireFormat.values()) {
            var snapshot = new Snapshot(SYMBOL, 5, 6, 7, "scid", STAMPS.withComputedUs(0), FileCursor.NONE, 0, BASE);

            assertThat(read(format.codec().encode(snapshot))).isInstanceOf(Update.Malformed.class);
            assertThat(reader.snapshot(SYMBOL, format.codec().encode(DELTA, BASE)))
                    .isInstanceOf(Update.Malformed.class);
        }
    }
}
