package io.deltatape.bridge.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DoctorLatenessTest {
    private static final long MS = 1_000_000;

    private static Growth growth(long seenMs) {
        return new Growth((seenMs - 5) * MS, seenMs * MS, 40);
    }

    @Test
    void eachChangeIsToldByTheFirstEventAfterIt() {
        Lateness late =
                Lateness.of(List.of(growth(100), growth(200), growth(300)), List.of(97 * MS, 230 * MS, 310 * MS));

        assertThat(late.sortedNanos()).containsExactly(0L, 10 * MS, 30 * MS);
        assertThat(late.never()).isZero();
    }

    @Test
    void changeWithoutAnEventAfterItIsNeverTold() {
        Lateness late = Lateness.of(List.of(growth(100), growth(200)), List.of(50 * MS, 101 * MS));

        assertThat(late.sortedNanos()).containsExactly(1 * MS);
        assertThat(late.never()).isEqualTo(1);
    }

    @Test
    void oneEventTellsOfAllChangesBeforeIt() {
        Lateness late = Lateness.of(List.of(growth(100), growth(110)), List.of(2_000 * MS));

        assertThat(late.sortedNanos()).containsExactly(1_890 * MS, 1_900 * MS);
    }

    @Test
    void percentilesAreValuesThatOccurred() {
        var late = new Lateness(List.of(4L, 1L, 3L, 2L), 0);

        assertThat(late.percentileNanos(50)).isEqualTo(2);
        assertThat(late.percentileNanos(99)).isEqualTo(4);
        assertThat(new Lateness(List.of(), 7).percentileNanos(99)).isZero();
    }

    @Test
    void intervalIsTheMedianBetweenChanges() {
        var file = FileGrowth.of(
                Path.of("ES.scid"), List.of(growth(0), growth(1_000), growth(2_000), growth(9_000)), List.of());

        assertThat(file.intervalNanos()).isEqualTo(1_000 * MS);
        assertThat(file.bytesEach()).isEqualTo(40);
        assertThat(file.lateness().never()).isEqualTo(4);
    }
}
