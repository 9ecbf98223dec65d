package io.deltatape.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The laws of difference, application and merging, on unrelated states and on walks.
final class StateDeltaTest {
    private static final int STEPS = 150;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    /// Half of the seeds walk as a market does; the others jump between unrelated states.
    private static List<MarketState> states(long seed) {
        var random = new RandomStates(seed);
        if (seed % 2 == 0) {
            return random.walk(STEPS);
        }
        var states = new ArrayList<MarketState>();
        for (int i = 0; i < STEPS; i++) {
            states.add(random.any());
        }
        return states;
    }

    private static List<StateDelta> deltas(List<MarketState> states) {
        var deltas = new ArrayList<StateDelta>();
        for (int i = 1; i < states.size(); i++) {
            deltas.add(StateDelta.between(states.get(i - 1), states.get(i)));
        }
        return deltas;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aStateWithTheDifferenceToAnotherIsTheOther(long seed) {
        List<MarketState> states = states(seed);
        for (int i = 1; i < states.size(); i++) {
            MarketState from = states.get(i - 1);
            MarketState to = states.get(i);
            assertThat(from.with(StateDelta.between(from, to)))
                    .as("seed %d step %d", seed, i)
                    .isEqualTo(to);
            assertThat(to.with(StateDelta.between(to, from)))
                    .as("seed %d step %d backwards", seed, i)
                    .isEqualTo(from);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aStateDoesNotDifferFromItself(long seed) {
        for (MarketState state : states(seed)) {
            assertThat(StateDelta.between(state, state)).as("seed %d", seed).isSameAs(StateDelta.NONE);
        }
        assertThat(StateDelta.NONE.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDifferenceNamesOnlyWhatDiffers(long seed) {
        List<MarketState> states = states(seed);
        for (int i = 1; i < states.size(); i++) {
            MarketState from = states.get(i - 1);
            MarketState to = states.get(i);
            StateDelta delta = StateDelta.between(from, to);
            for (Field field : Field.values()) {
                boolean book = field.kind() == Field.Kind.BOOK;
                boolean same = from.has(field) == to.has(field)
                        && (book ? from.side(field).equals(to.side(field)) : from.value(field) == to.value(field));
                boolean named = ((delta.changed() | delta.cleared()) & field.bit()) != 0;
                assertThat(named).as("seed %d step %d %s", seed, i, field).isEqualTo(!same);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void twoDeltasMergedDoWhatTheyDoOneByOne(long seed) {
        List<MarketState> states = states(seed);
        for (int i = 2; i < states.size(); i++) {
            StateDelta first = StateDelta.between(states.get(i - 2), states.get(i - 1));
            StateDelta second = StateDelta.between(states.get(i - 1), states.get(i));
            assertThat(states.get(i - 2).with(first.then(second)))
                    .as("seed %d step %d", seed, i)
                    .isEqualTo(states.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aChainMergedInOneDoesWhatItDoesOneByOneFromAnyStart(long seed) {
        List<MarketState> states = states(seed);
        List<StateDelta> deltas = deltas(states);
        for (int start = 0; start < deltas.size(); start += 7) {
            StateDelta merged = StateDelta.NONE;
            for (int i = start; i < Math.min(start + 40, deltas.size()); i++) {
                merged = merged.then(deltas.get(i));
                assertThat(states.get(start).with(merged))
                        .as("seed %d from %d to %d", seed, start, i)
                        .isEqualTo(states.get(i + 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mergingIsAssociative(long seed) {
        List<StateDelta> deltas = deltas(states(seed));
        for (int i = 2; i < deltas.size(); i++) {
            StateDelta a = deltas.get(i - 2);
            StateDelta b = deltas.get(i - 1);
            StateDelta c = deltas.get(i);
            assertThat(a.then(b).then(c)).as("seed %d step %d", seed, i).isEqualTo(a.then(b.then(c)));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aMergedDeltaMayBeAppliedToAStateThatHasSomeOfItAlready(long seed) {
        List<MarketState> states = states(seed);
        List<StateDelta> deltas = deltas(states);
        for (int i = 3; i < deltas.size(); i += 3) {
            StateDelta merged = deltas.get(i - 3).then(deltas.get(i - 2)).then(deltas.get(i - 1));
            for (int held = i - 3; held <= i; held++) {
                assertThat(states.get(held).with(merged))
                        .as("seed %d deltas %d to %d on state %d", seed, i - 3, i - 1, held)
                        .isEqualTo(states.get(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void applyingChangesNeitherStateNorDelta(long seed) {
        List<MarketState> states = states(seed);
        StateDelta delta = StateDelta.between(states.get(0), states.get(1));
        StateDelta copy = StateDelta.between(states.get(0), states.get(1));
        long before = states.get(0).checksum();

        MarketState ignored = states.get(0).with(delta.then(StateDelta.between(states.get(1), states.get(2))));

        assertThat(ignored).isNotNull();
        assertThat(states.get(0).checksum()).as("seed %d", seed).isEqualTo(before);
        assertThat(delta).as("seed %d", seed).isEqualTo(copy);
    }
}
