package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.StreamPosition;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EpochSequenceTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void eachEpochIsAboveAllBeforeAndDiffersInItsLowBitsFromTheOneLeft(long seed) {
        var random = new SplittableRandom(seed);
        long lastInOutput = random.nextLong(1L << 50);
        var epochs = new EpochSequence(random.nextLong(1L << 50), lastInOutput, random.nextLong(1L << 50));
        assertThat(epochs.current()).as("seed %d", seed).isGreaterThan(lastInOutput);
        long left = epochs.current();

        for (int i = 0; i < 1_000; i++) {
            long before = epochs.current();
            long next = epochs.next(left);

            assertThat(next).as("seed %d", seed).isGreaterThan(before).isEqualTo(epochs.current());
            assertThat(next & StreamPosition.EPOCH_LOW_MASK)
                    .as("seed %d", seed)
                    .isNotEqualTo(left & StreamPosition.EPOCH_LOW_MASK);
            left = random.nextBoolean() ? next : left;
        }
    }
}
