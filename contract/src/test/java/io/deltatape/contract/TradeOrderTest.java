package io.deltatape.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TradeOrderTest {
    private static final Symbol NQ = new Symbol("NQZ26-CME");

    private static Trade trade(long generation, long offset) {
        return new Trade(
                NQ,
                generation,
                offset,
                1,
                1,
                1,
                1,
                0,
                1,
                1,
                1,
                Trade.Part.UNMARKED,
                Trade.ABSENT,
                Trade.ABSENT,
                Trade.ABSENT);
    }

    /// A writer that falls back now and then, as after a restart, and begins new generations.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverIsWrittenAgainEachPositionIsTakenOnceInOrder(long seed) {
        var random = new SplittableRandom(seed);
        var order = new TradeOrder();
        var written = new ArrayList<TradeRecord>();
        var expected = new ArrayList<TradeRecord>();
        for (long generation = 1; generation <= 3; generation++) {
            var begin = new TradesBegin(NQ, generation, 56, 0);
            written.add(begin);
            expected.add(begin);
            for (int i = 0; i < 200; i++) {
                Trade next = trade(generation, 56 + 40L * i);
                written.add(next);
                expected.add(next);
                if (random.nextInt(20) == 0) {
                    int back = random.nextInt(Math.min(30, written.size()));
                    written.addAll(new ArrayList<>(written.subList(written.size() - back, written.size())));
                }
            }
        }

        assertThat(written.stream().filter(order::take).toList())
                .as("seed %d", seed)
                .isEqualTo(expected);
        assertThat(order.generation()).isEqualTo(3);
        assertThat(order.offset()).isEqualTo(56 + 40 * 199);
        assertThat(order.take(new TradeRecord.Malformed(NQ, "x"))).isFalse();
    }
}
