package io.deltatape.bridge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProbeScheduleTest {
    private static final long MS = 1_000_000;
    private static final long INTERVAL = 25 * MS;

    private final ProbeSchedule<String> schedule = new ProbeSchedule<>(Duration.ofMillis(25));

    private int probes(String key, long fromNanos, long toNanos) {
        int count = 0;
        for (long now = fromNanos; now < toNanos; now += MS) {
            for (Optional<String> due = schedule.poll(now); due.isPresent(); due = schedule.poll(now)) {
                count += due.get().equals(key) ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void aFileThatIsQuietIsAskedLessAndLess() {
        schedule.changed("a", 0);

        assertThat(probes("a", 0, 1_000 * MS)).as("in a second while active").isBetween(39, 40);
        long quiet = ProbeSchedule.ACTIVE_NANOS + MS;
        probes("a", 1_000 * MS, quiet);
        assertThat(probes("a", quiet, quiet + 10_000 * MS))
                .as("in ten seconds while quiet")
                .isBetween(39, 41);
        schedule.poll(ProbeSchedule.QUIET_NANOS + MS);
        long dormant = ProbeSchedule.QUIET_NANOS + 1_000 * MS;
        assertThat(probes("a", dormant, dormant + 10_000 * MS))
                .as("in ten seconds, dormant")
                .isBetween(9, 11);

        schedule.changed("a", dormant + 20_000 * MS);
        assertThat(probes("a", dormant + 20_000 * MS, dormant + 21_000 * MS))
                .as("active again")
                .isBetween(39, 40);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noChangeWaitsLongerThanAnIntervalWhileAFileIsActive(long seed) {
        var random = new SplittableRandom(seed);
        var asked = new HashMap<String, Long>();
        long now = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
        for (int i = 0; i < 20; i++) {
            schedule.changed("f" + i, now);
            asked.put("f" + i, now);
        }
        for (int step = 0; step < 20_000; step++) {
            long next = schedule.nextDueNanos().orElseThrow();
            now = Math.max(now, next);
            for (Optional<String> due = schedule.poll(now); due.isPresent(); due = schedule.poll(now)) {
                long since = now - asked.getOrDefault(due.get(), now);
                assertThat(since)
                        .as("seed %d, since %s was asked", seed, due.get())
                        .isLessThanOrEqualTo(INTERVAL);
                asked.put(due.get(), now);
                if (random.nextInt(3) == 0) {
                    schedule.changed(due.get(), now);
                }
            }
            if (random.nextInt(50) == 0) {
                for (Map.Entry<String, Long> each : asked.entrySet()) {
                    schedule.changed(each.getKey(), now); // nobody falls quiet in this run
                }
            }
        }
    }

    @Test
    void anHourOfBreakLeavesAFileQuietNotDormant() {
        schedule.changed("a", 0);
        long end = 3_601_000 * MS;
        probes("a", end - 2_000 * MS, end);

        assertThat(schedule.nextDueNanos().orElseThrow() - end).isLessThanOrEqualTo(ProbeSchedule.QUIET * INTERVAL);
    }

    @Test
    void theFirstChangeAfterASleepWakesAllFiles() {
        schedule.changed("a", 0);
        schedule.changed("b", 0);
        long night = 40_000_000 * MS;
        probes("b", night - 2_000 * MS, night);
        schedule.changed("a", night);

        assertThat(probes("b", night, night + INTERVAL + MS)).as("asked soon").isEqualTo(1);
        assertThat(probes("b", night + INTERVAL + MS, night + 10_000 * MS))
                .as("in ten seconds, expected to wake too")
                .isBetween(39, 41);
        schedule.changed("a", night + 30_000 * MS);
        long later = night + 61_000 * MS;
        schedule.changed("a", later);
        probes("b", later, later + 2_000 * MS);
        assertThat(probes("b", later + 2_000 * MS, later + 12_000 * MS))
                .as("in ten seconds, dormant again though another file changes")
                .isBetween(9, 11);
    }

    @Test
    void filesOfOnePaceAreAskedTogether() {
        schedule.changed("a", 3 * MS);
        schedule.changed("b", 9 * MS);

        assertThat(schedule.nextDueNanos()).hasValue(INTERVAL);
        assertThat(schedule.poll(INTERVAL)).isPresent();
        assertThat(schedule.poll(INTERVAL)).isPresent();
        assertThat(schedule.poll(INTERVAL)).isEmpty();
    }

    @Test
    void anIntervalOfZeroAsksNothingAndARemovedFileIsForgotten() {
        var none = new ProbeSchedule<String>(Duration.ZERO);
        none.changed("a", 0);
        assertThat(none.nextDueNanos()).isEmpty();

        schedule.changed("a", 0);
        schedule.remove("a");
        assertThat(schedule.nextDueNanos()).isEmpty();
    }
}
