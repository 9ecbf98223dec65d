package io.deltatape.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.BookSide;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.RandomStates;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.SnapshotRecord;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes that nobody of ours wrote: decoding answers malformed or a value that can be used, and costs no more memory
/// than the bytes warrant.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileBytesTest {
    private static final Symbol SYMBOL = new Symbol("NQU25-CME");
    private static final StreamPosition HELD = new StreamPosition(1_754_305_425_000_000L, 41);
    private static final int CASES_PER_SEED = 25_000;
    /// What decoding one record of a few hundred bytes may allocate.
    private static final long ALLOCATED_MAX = 1 << 20;
    private static final List<byte[]> TOKENS = List.of(
            text("null"),
            text("-"),
            text("[["),
            text("]"),
            text("{"),
            text("}"),
            text("\""),
            text(","),
            text("e9"),
            text("1e99999999"),
            text("1e-99999999"),
            text("99999999999999999999"),
            text(".5"),
            text("NaN"),
            text("\"d\":{}"),
            text("\"k\":"),
            text("\"base\":7"),
            text("\"e\":0"),
            text("\"v\":0"),
            text("\\u0000"),
            new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
            new byte[] {-1, -1, 3},
            new byte[] {-1},
            new byte[] {0},
            new byte[] {127},
            new byte[] {-128, 1},
            new byte[] {-17, -69, -65});

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RecordReader reader = new RecordReader();
    private final List<Codec> codecs = List.of(WireFormat.JSON.codec(), WireFormat.PACKED.codec());
    private MarketState state = MarketState.EMPTY;
    private int valid;

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Records of every kind in both formats, on a state of a walk.
    private List<byte[]> records(RandomStates random) {
        List<MarketState> walk = random.walk(12);
        state = walk.get(10);
        var records = new ArrayList<byte[]>();
        for (Codec codec : codecs) {
            for (MarketState to : List.of(walk.get(11), random.any())) {
                StateDelta change = StateDelta.between(state, to);
                var next = new StreamPosition(HELD.epoch(), HELD.version() + 1);
                records.add(codec.encode(new Update.Delta(SYMBOL, next, 41, random.stamps(), change), state));
                records.add(codec.encode(new Update.Delta(SYMBOL, next, 30, random.stamps(), change), state));
                records.add(codec.encode(Update.Keyframe.of(SYMBOL, next, random.stamps(), to)));
                records.add(codec.encode(random.snapshot(SYMBOL, to)));
            }
        }
        return records;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mutatedRecordsAreMalformedOrUsable(long seed) {
        var random = new RandomStates(seed);
        List<byte[]> records = records(random);
        for (int i = 0; i < CASES_PER_SEED; i++) {
            byte[] record = records.get(random.random().nextInt(records.size()));
            byte[] bytes = mutated(record, random.random());
            try {
                decode(bytes);
            } catch (RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
                throw new AssertionError("seed " + seed + " case " + i + ": " + printable(bytes), e);
            }
        }
        // Some mutations must go through, or the corpus is not near enough to real records to try anything.
        assertThat(valid).as("valid ones of seed %d", seed).isGreaterThan(CASES_PER_SEED / 100);
    }

    private static byte[] mutated(byte[] record, SplittableRandom random) {
        if (random.nextInt(50) == 0) {
            var noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes = record.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, at + random.nextInt(1, 8));
            bytes = switch (random.nextInt(6)) {
                case 0 -> spliced(bytes, at, bytes.length, new byte[0]);
                case 1 -> spliced(bytes, at, to, new byte[0]);
                case 2 -> spliced(bytes, at, at, TOKENS.get(random.nextInt(TOKENS.size())));
                case 3 -> spliced(bytes, at, to, TOKENS.get(random.nextInt(TOKENS.size())));
                case 4 -> spliced(bytes, at, at, java.util.Arrays.copyOfRange(bytes, at, to));
                default -> flipped(bytes, random);
            };
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] insert) {
        var result = new byte[from + insert.length + bytes.length - to];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(insert, 0, result, from, insert.length);
        System.arraycopy(bytes, to, result, from + insert.length, bytes.length - to);
        return result;
    }

    private static byte[] flipped(byte[] bytes, SplittableRandom random) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static String printable(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == '{'
                ? new String(bytes, StandardCharsets.UTF_8)
                : java.util.HexFormat.of().formatHex(bytes);
    }

    private void decode(byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Update update = reader.update(SYMBOL, bytes, HELD, state);
        SnapshotRecord snapshot = reader.snapshot(SYMBOL, bytes);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes allocated").isLessThan(ALLOCATED_MAX + 200L * bytes.length);
        checkUsable(update);
        if (snapshot instanceof Snapshot read) {
            valid++;
            for (Codec codec : codecs) {
                check(read.own() >= 0 && read.sequence() >= 0, read);
                check(reader.snapshot(SYMBOL, codec.encode(read)).equals(read), read);
            }
        }
    }

    /// A value that was read can be written again, in either format, and applied.
    private void checkUsable(Update update) {
        switch (update) {
            case Update.Keyframe keyframe -> {
                valid++;
                check(keyframe.isIntact(), keyframe);
                checkPosition(keyframe.position(), keyframe);
                for (Codec codec : codecs) {
                    check(read(codec.encode(keyframe)).equals(keyframe), keyframe);
                }
            }
            case Update.Delta delta -> {
                valid++;
                checkPosition(delta.position(), delta);
                check(
                        delta.baseVersion() >= 0
                                && delta.baseVersion() < delta.position().version(),
                        delta);
                checkSizes(state.with(delta.change()), delta);
                check(read(codecs.getFirst().encode(delta, state)).equals(delta), delta);
            }
            case Update.UnresolvedDelta unresolved -> valid++;
            case Update.Malformed malformed -> check(!malformed.reason().isBlank(), malformed);
        }
    }

    private Update read(byte[] bytes) {
        return reader.update(SYMBOL, bytes, HELD, state);
    }

    private static void checkPosition(StreamPosition position, Update update) {
        check(position.epoch() >= 0 && position.version() >= 1, update);
    }

    private static void checkSizes(MarketState state, Update update) {
        for (BookSide side : List.of(state.bids(), state.asks())) {
            for (int i = 0; i < side.levels(); i++) {
                check(side.size(i) > 0, update);
            }
        }
    }

    private static void check(boolean usable, Object value) {
        if (!usable) {
            throw new AssertionError("not usable: " + value);
        }
    }

    @Test
    void anExponentThatNoPriceHasIsRefusedWithoutWritingItOut() {
        for (String number :
                List.of("1e99999999", "1e999999999", "-1e2147483647", "0.1e99999999", "1e9999999999", "1e400")) {
            byte[] bytes = text("{\"s\":\"NQU25-CME\",\"e\":5,\"v\":2,\"d\":{\"px\":" + number + "}}");

            assertThat(read(bytes)).as(number).isInstanceOf(Update.Malformed.class);
            decode(bytes);
        }
        for (String number : List.of("1e-99999999", "0e99999999", "0e-999999999", "1e-2147483647")) {
            byte[] bytes = text("{\"s\":\"NQU25-CME\",\"e\":5,\"v\":2,\"d\":{\"px\":" + number + "}}");

            assertThat(read(bytes)).as(number).isInstanceOf(Update.Delta.class);
            decode(bytes);
        }
    }

    @Test
    void aLargeBookInTheWorstOrderCostsNoMoreThanItsSizeWarrants() {
        var out = new PackedWriter();
        out.putByte(0x80 | 1 << 4);
        out.putShort(HELD.epochLow());
        out.putUnsigned(42);
        out.putUnsigned(5);
        out.putSigned(0);
        out.putSigned(0);
        out.putSigned(0);
        out.putUnsigned(1 << 20);
        out.putUnsigned(BookSide.LEVELS_MAX);
        for (int i = 0; i < BookSide.LEVELS_MAX; i++) {
            out.putSigned(i % 2 == 0 ? i : -i);
            out.putUnsigned(1);
        }
        byte[] bytes = out.toBytes();
        long before = THREADS.getCurrentThreadAllocatedBytes();

        Update update = read(bytes);

        assertThat(update).isInstanceOf(Update.Delta.class);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                .as("bytes allocated for %d", bytes.length)
                .isLessThan(500L * bytes.length);
    }

    @Test
    void aCountOfLevelsWithoutLevelsAllocatesNothingForThem() {
        var out = new PackedWriter();
        out.putByte(0x80 | 2 << 4);
        out.putUnsigned(5);
        out.putUnsigned(5);
        out.putSigned(0);
        out.putSigned(0);
        out.putSigned(0);
        out.putInt(0);
        out.putUnsigned(1 << 20);
        out.putUnsigned(BookSide.LEVELS_MAX);
        decode(out.toBytes());

        assertThat(read(out.toBytes())).isInstanceOf(Update.Malformed.class);
    }

    @Test
    void deeplyNestedJsonIsMalformed() {
        decode(text("{\"zz\":" + "[".repeat(100_000)));
        assertThat(read(text("{\"zz\":" + "[".repeat(100_000)))).isInstanceOf(Update.Malformed.class);
    }

    @Test
    void emptyBytesAreMalformed() {
        assertThat(read(new byte[0])).isInstanceOf(Update.Malformed.class);
        assertThat(reader.snapshot(SYMBOL, new byte[0])).isInstanceOf(Update.Malformed.class);
    }
}
