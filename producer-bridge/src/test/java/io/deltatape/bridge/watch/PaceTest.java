package io.deltatape.bridge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final long START = -123_456_789; // the origin may be any
    private static final Duration BOUND = Duration.ofMillis(5);

    @Test
    void theFirstTurnBeginsAtOnce() {
        assertThat(new Pace(BOUND, START).waitNanos(START)).isNotPositive();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 50", "1000, 500", "4000, 2000", "10000, 5000", "1000000, 5000"})
    void theMoreIsReadTheFurtherTurnsAreApart(long readsPerSecond, long microseconds) {
        var pace = new Pace(BOUND, START);
        for (long read = 0; read < readsPerSecond / 10; read++) {
            pace.read();
        }
        long turn = START + Pace.WINDOW_NANOS;
        pace.waitNanos(turn);
        pace.begin(turn);

        assertThat(pace.waitNanos(turn)).isEqualTo(microseconds * 1_000);
        assertThat(pace.waitNanos(turn + 5_000)).isEqualTo(microseconds * 1_000 - 5_000);
    }

    @Test
    void afterAQuietTimeNothingWaits() {
        var pace = new Pace(BOUND, START);
        for (int read = 0; read < 10_000; read++) {
            pace.read();
        }
        pace.waitNanos(START + Pace.WINDOW_NANOS);
        long later = START + 4 * Pace.WINDOW_NANOS;
        pace.waitNanos(later);
        pace.begin(later);

        assertThat(pace.waitNanos(later)).isZero();
    }

    @Test
    void aBoundOfZeroNeverWaits() {
        var pace = new Pace(Duration.ZERO, START);
        for (int read = 0; read < 10_000; read++) {
            pace.read();
        }
        long turn = START + Pace.WINDOW_NANOS;
        pace.begin(turn);

        assertThat(pace.waitNanos(turn)).isZero();
    }
}
