package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.SlotKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class KeyframePolicyTest {
    private final KeyframePolicy policy = KeyframePolicy.every(Duration.ofSeconds(60));

    @Test
    void isDueAfterHalfARingOfDeltas() {
        assertThat(policy.isDueAfterDelta(SlotKey.KEYFRAME_EVERY - 1, 10, 100)).isFalse();
        assertThat(policy.isDueAfterDelta(SlotKey.KEYFRAME_EVERY, 10, 100)).isTrue();
    }

    @Test
    void isDueWhenADeltaIsLargerThanTheState() {
        assertThat(policy.isDueAfterDelta(1, 100, 100)).isFalse();
        assertThat(policy.isDueAfterDelta(1, 101, 100)).isTrue();
    }

    @Test
    void isDueSoEarlyThatTheNextLookWouldBeTooLate() {
        assertThat(policy.isDueByTime(58_999_999, 0)).isFalse();
        assertThat(policy.isDueByTime(59_000_000, 0)).isTrue();
    }

    @Test
    void shortIntervalsAreLookedAtMoreOften() {
        assertThat(policy.checkMs()).isEqualTo(1_000);
        assertThat(KeyframePolicy.every(Duration.ofSeconds(1)).checkMs()).isEqualTo(100);
        assertThat(KeyframePolicy.every(Duration.ofMillis(1)).checkMs()).isEqualTo(10);
    }

    @Test
    void symbolsThatBeginTogetherAreSpreadOverTheFirstInterval() {
        long nowUs = 1_000_000_000;
        var tenths = new int[10];
        for (int i = 0; i < 600; i++) {
            long backUs = nowUs - policy.firstKeyframeUs(nowUs, "SYM" + i);
            assertThat(backUs).isBetween(0L, 59_999_999L);
            tenths[(int) (backUs / 6_000_000)]++;
        }

        for (int count : tenths) {
            assertThat(count).isBetween(30, 90);
        }
    }
}
