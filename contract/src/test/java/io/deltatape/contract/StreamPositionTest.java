package io.deltatape.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamPositionTest {
    @Test
    void whatWasWrittenIsReadToTheSamePosition() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            var position = new StreamPosition(
                    random.nextLong() >>> (1 + random.nextInt(63)), random.nextLong() >>> (1 + random.nextInt(63)));
            assertThat(StreamPosition.parse(position.toString())).contains(position);
        }
        assertThat(StreamPosition.parse("1754305425000000.128"))
                .contains(new StreamPosition(1_754_305_425_000_000L, 128));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "1.",
                ".1",
                "1.2.3",
                "a.1",
                "1.a",
                "-1.2",
                "1.-2",
                "-0.1",
                "+1.2",
                "1.+2",
                " 1.2",
                "1.2 ",
                "01.2",
                "1.02",
                "\u0661.\u0662",
                "9223372036854775808.1",
                "1.99999999999999999999",
                "1e3.2"
            })
    void anyOtherTextIsRefused(String text) {
        assertThat(StreamPosition.parse(text)).isEmpty();
    }

    @Test
    void theNextEpochGrowsAndDiffersInItsLowBitsFromBothBefore() {
        var random = new SplittableRandom(2);
        for (int i = 0; i < 100_000; i++) {
            long base = 1_754_305_425_000_000L;
            long now = base + random.nextLong(-200_000, 200_000);
            long lastInOutput = random.nextInt(5) == 0 ? 0 : base + random.nextLong(-200_000, 200_000);
            long ownLast = random.nextInt(3) == 0 ? lastInOutput + random.nextInt(3) : random.nextInt(2) * base;
            long next = StreamPosition.nextEpoch(now, lastInOutput, ownLast);

            assertThat(next)
                    .as("now %d, in output %d, own %d", now, lastInOutput, ownLast)
                    .isGreaterThan(lastInOutput)
                    .isGreaterThan(ownLast)
                    .isGreaterThanOrEqualTo(now)
                    .isLessThanOrEqualTo(Math.max(now, Math.max(lastInOutput, ownLast) + 1) + 2);
            int low = (int) next & StreamPosition.EPOCH_LOW_MASK;
            assertThat(low)
                    .isNotEqualTo((int) lastInOutput & StreamPosition.EPOCH_LOW_MASK)
                    .isNotEqualTo((int) ownLast & StreamPosition.EPOCH_LOW_MASK);
            assertThat(new StreamPosition(next, 1).epochLow()).isEqualTo(low);
        }
    }

    @Test
    void orderIsByEpochAndThenByVersion() {
        assertThat(new StreamPosition(2, 1)).isGreaterThan(new StreamPosition(1, 9));
        assertThat(new StreamPosition(2, 2)).isGreaterThan(new StreamPosition(2, 1));
        assertThat(new StreamPosition(2, 2)).isEqualByComparingTo(new StreamPosition(2, 2));
    }
}
