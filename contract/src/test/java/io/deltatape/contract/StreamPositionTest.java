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
    void aTaskBeginsAboveWhatItsPredecessorsMayStillOpenAndDiffersFromThemInItsLowBits() {
        var random = new SplittableRandom(2);
        for (int i = 0; i < 20_000; i++) {
            long base = 1_754_305_425_000_000L;
            long now = base + random.nextLong(-3_000_000, 3_000_000);
            long lastInOutput = random.nextInt(5) == 0 ? 0 : base + random.nextLong(-200_000, 200_000);
            long ownLast = random.nextInt(3) == 0 ? lastInOutput + random.nextInt(3) : random.nextInt(2) * base;
            long task = StreamPosition.taskEpoch(now, lastInOutput, ownLast);

            long last = Math.max(lastInOutput, ownLast);
            assertThat(task)
                    .as("now %d, in output %d, own %d", now, lastInOutput, ownLast)
                    .isGreaterThanOrEqualTo(now)
                    .isLessThanOrEqualTo(Math.max(now, last + 1_000_000) + 2 * 0x4000);
            long late = random.nextBoolean() ? lastInOutput : ownLast;
            for (int opened = random.nextInt(200); opened > 0; opened--) {
                late = StreamPosition.nextEpoch(late, random.nextBoolean() ? late : ownLast);
                assertThat(late).isLessThan(task);
                assertThat(low(late)).isNotEqualTo(low(task));
            }
            assertThat(new StreamPosition(task, 1).epochLow()).isEqualTo(low(task));
        }
    }

    @Test
    void theNextEpochGrowsByOneAndDiffersInItsLowBitsFromTheOneLeft() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 100_000; i++) {
            long current = 1_754_305_425_000_000L + random.nextLong(1 << 20);
            long left = random.nextInt(3) == 0 ? current - 0x10000 + 1 : current - random.nextLong(1 << 18);
            long next = StreamPosition.nextEpoch(current, left);

            assertThat(next).as("current %d, left %d", current, left).isBetween(current + 1, current + 2);
            assertThat(low(next)).isNotEqualTo(low(left)).isNotEqualTo(low(current));
        }
    }

    private static int low(long epoch) {
        return (int) epoch & StreamPosition.EPOCH_LOW_MASK;
    }

    @Test
    void orderIsByEpochAndThenByVersion() {
        assertThat(new StreamPosition(2, 1)).isGreaterThan(new StreamPosition(1, 9));
        assertThat(new StreamPosition(2, 2)).isGreaterThan(new StreamPosition(2, 1));
        assertThat(new StreamPosition(2, 2)).isEqualByComparingTo(new StreamPosition(2, 2));
    }
}
