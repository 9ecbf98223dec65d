package io.deltatape.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.RandomStates;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What was encoded is decoded to the same value, in both formats, on walks and on unrelated states.
final class CodecLawsTest {
    private static final Symbol SYMBOL = new Symbol("NQU25-CME");
    private static final long EPOCH = 1_754_305_425_000_000L;
    private static final int STEPS = 80;

    private final RecordReader reader = new RecordReader();

    static Stream<Arguments> formatsAndSeeds() {
        return Stream.of(WireFormat.values())
                .flatMap(format -> Stream.iterate(0L, s -> s < 40, s -> s + 1).map(s -> Arguments.of(format, s)));
    }

    private static List<MarketState> states(RandomStates random, long seed) {
        if (seed % 2 == 0) {
            return random.walk(STEPS);
        }
        var states = new ArrayList<MarketState>();
        for (int i = 0; i < STEPS; i++) {
            states.add(random.any());
        }
        return states;
    }

    private static StreamPosition at(long version) {
        return new StreamPosition(EPOCH, version);
    }

    private static Update.Delta delta(RandomStates random, long base, long version, MarketState from, MarketState to) {
        return new Update.Delta(SYMBOL, at(version), base, random.stamps(), StateDelta.between(from, to));
    }

    @ParameterizedTest
    @MethodSource("formatsAndSeeds")
    void aKeyframeIsReadByWhoHoldsNothingAndByWhoHoldsAnything(WireFormat format, long seed) {
        var random = new RandomStates(seed);
        Codec codec = format.codec();
        for (MarketState state : states(random, seed)) {
            StreamPosition position = at(random.random().nextLong(1, Long.MAX_VALUE));
            var keyframe = Update.Keyframe.of(SYMBOL, position, random.stamps(), state);
            byte[] bytes = codec.encode(keyframe);

            assertThat(reader.update(SYMBOL, bytes, StreamPosition.NONE, MarketState.EMPTY))
                    .as("seed %d", seed)
                    .isEqualTo(keyframe);
            assertThat(reader.update(SYMBOL, bytes, at(7), random.any()))
                    .as("seed %d", seed)
                    .isEqualTo(keyframe);
        }
    }

    @ParameterizedTest
    @MethodSource("formatsAndSeeds")
    void aDeltaOfOneVersionIsReadByWhoHoldsItsBase(WireFormat format, long seed) {
        var random = new RandomStates(seed);
        Codec codec = format.codec();
        List<MarketState> states = states(random, seed);
        for (int i = 1; i < states.size(); i++) {
            MarketState from = states.get(i - 1);
            Update.Delta delta = delta(random, i, i + 1, from, states.get(i));
            assertThat(reader.update(SYMBOL, codec.encode(delta, from), at(i), from))
                    .as("seed %d step %d", seed, i)
                    .isEqualTo(delta);
        }
    }

    @ParameterizedTest
    @MethodSource("formatsAndSeeds")
    void aMergedDeltaIsReadByWhoHoldsAnyVersionOfItsEpoch(WireFormat format, long seed) {
        var random = new RandomStates(seed);
        Codec codec = format.codec();
        List<MarketState> states = states(random, seed);
        for (int i = 5; i < states.size(); i += 2) {
            StateDelta change = StateDelta.NONE;
            for (int v = i - 4; v <= i; v++) {
                change = change.then(StateDelta.between(states.get(v - 1), states.get(v)));
            }
            var merged = new Update.Delta(SYMBOL, at(i + 1), i - 4, random.stamps(), change);
            byte[] bytes = codec.encode(merged, states.get(i - 5));
            for (int held = i - 5; held < i; held++) {
                assertThat(reader.update(SYMBOL, bytes, at(held + 1), states.get(held)))
                        .as("seed %d step %d held %d", seed, i, held)
                        .isEqualTo(merged);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formatsAndSeeds")
    void aSnapshotIsReadAsItWasWritten(WireFormat format, long seed) {
        var random = new RandomStates(seed);
        Codec codec = format.codec();
        for (MarketState state : states(random, seed)) {
            var snapshot = random.snapshot(SYMBOL, state);
            assertThat(reader.snapshot(SYMBOL, codec.encode(snapshot)))
                    .as("seed %d", seed)
                    .isEqualTo(snapshot);
        }
    }

    @ParameterizedTest
    @MethodSource("formatsAndSeeds")
    void aDeltaSaysTheSameAbsoluteChangeInBothFormats(WireFormat format, long seed) {
        var random = new RandomStates(seed);
        List<MarketState> states = states(random, seed);
        Codec codec = format.codec();
        for (int i = 1; i < states.size(); i++) {
            MarketState from = states.get(i - 1);
            Update.Delta delta = delta(random, i, i + 1, from, states.get(i));
            var read = (Update.Delta) reader.update(SYMBOL, codec.encode(delta, from), at(i), from);
            assertThat(read.change()).as("seed %d step %d", seed, i).isEqualTo(delta.change());
            assertThat(from.with(read.change())).as("seed %d step %d", seed, i).isEqualTo(states.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("formatsAndSeeds")
    void aPackedDeltaIsUnresolvedForWhoHoldsAnotherVersionOrEpoch(WireFormat ignored, long seed) {
        var random = new RandomStates(seed);
        MarketState from = random.any();
        Update.Delta single = delta(random, 41, 42, from, random.any());
        Update.Delta merged = delta(random, 30, 42, from, random.any());
        var unresolved = new Update.UnresolvedDelta(SYMBOL, at(0).epochLow(), 42, 41);
        Codec codec = WireFormat.PACKED.codec();
        for (StreamPosition held :
                List.of(StreamPosition.NONE, at(40), at(42), at(43), new StreamPosition(EPOCH + 1, 41))) {
            assertThat(reader.update(SYMBOL, codec.encode(single, from), held, from))
                    .as("seed %d held %s", seed, held)
                    .isEqualTo(unresolved);
        }
        for (StreamPosition held : List.of(StreamPosition.NONE, new StreamPosition(EPOCH + 1, 41))) {
            assertThat(reader.update(SYMBOL, codec.encode(merged, from), held, from))
                    .as("seed %d held %s", seed, held)
                    .isEqualTo(new Update.UnresolvedDelta(SYMBOL, at(0).epochLow(), 42, 30));
        }
    }

    @Test
    void packedIsSmallerThanJsonOnWalks() {
        Codec jsonCodec = WireFormat.JSON.codec();
        Codec packedCodec = WireFormat.PACKED.codec();
        for (long seed = 0; seed < 40; seed++) {
            var random = new RandomStates(seed);
            List<MarketState> states = random.walk(200);
            long json = 0;
            long packed = 0;
            for (int i = 1; i < states.size(); i++) {
                Update.Delta delta = delta(random, i, i + 1, states.get(i - 1), states.get(i));
                json += jsonCodec.encode(delta, states.get(i - 1)).length;
                packed += packedCodec.encode(delta, states.get(i - 1)).length;
            }
            assertThat(packed)
                    .as("bytes of seed %d against JSON's %d", seed, json)
                    .isLessThan(json / 2);
        }
    }

    @Test
    void oneCodecEncodesManyRecordsWithoutMixingThem() {
        for (WireFormat format : WireFormat.values()) {
            var random = new RandomStates(5);
            Codec codec = format.codec();
            List<Update.Keyframe> keyframes = random.walk(50).stream()
                    .map(state -> Update.Keyframe.of(SYMBOL, at(3), random.stamps(), state))
                    .toList();
            List<byte[]> records = keyframes.stream().map(codec::encode).toList();
            for (int i = 0; i < records.size(); i++) {
                assertThat(records.get(i))
                        .as("%s record %d", format, i)
                        .isEqualTo(format.codec().encode(keyframes.get(i)));
            }
        }
    }

    @Test
    void theFirstByteTellsTheFormats() {
        var keyframe = Update.Keyframe.of(
                SYMBOL,
                at(1),
                new RandomStates(1).stamps(),
                MarketState.builder().set(Field.VOLUME, 1).build());

        assertThat(WireFormat.JSON.codec().encode(keyframe)[0]).isEqualTo((byte) '{');
        assertThat(WireFormat.PACKED.codec().encode(keyframe)[0]).isNegative();
    }
}
