package io.deltatape.bridge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebouncerTest {
    private record Fired(long atNanos, String key, long stamp) {}

    private static Debouncer<String> debouncer(long first, long quiet, long bound) {
        return new Debouncer<>(Duration.ofNanos(first), Duration.ofNanos(quiet), Duration.ofNanos(bound));
    }

    /// What fires when each nanosecond is looked at: the changes of that moment first, then what is due.
    private static List<Fired> run(Debouncer<String> debouncer, List<List<String>> changes, long end) {
        var fired = new ArrayList<Fired>();
        for (long now = 0; now < end; now++) {
            if (now < changes.size()) {
                for (String key : changes.get((int) now)) {
                    debouncer.changed(key, now, now);
                }
            }
            for (var due = debouncer.poll(now); due.isPresent(); due = debouncer.poll(now)) {
                fired.add(new Fired(now, due.get().key(), due.get().stamp()));
            }
        }
        return fired;
    }

    /// The rule told plainly, for one key, from the times of its changes.
    private static List<Fired> oracle(String key, List<Long> changes, long first, long quiet, long bound) {
        var fired = new ArrayList<Fired>();
        int i = 0;
        while (i < changes.size()) {
            long begin = changes.get(i);
            boolean afterQuiet = i == 0 || begin - changes.get(i - 1) >= quiet;
            long due = begin + (afterQuiet ? first : Math.min(quiet, bound));
            int next = i + 1;
            while (next < changes.size() && changes.get(next) <= due) {
                due = afterQuiet ? due : Math.min(changes.get(next) + quiet, begin + bound);
                next++;
            }
            fired.add(new Fired(due, key, begin));
            i = next;
        }
        return fired;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void firesAsTheRuleSaysForEveryKey(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            long first = random.nextLong(3) * random.nextLong(5);
            long quiet = 1 + random.nextLong(8);
            long bound = quiet + random.nextLong(10);
            int density = 1 + random.nextInt(6);
            var changes = new ArrayList<List<String>>();
            List<Long> ofA = new ArrayList<>();
            List<Long> ofB = new ArrayList<>();
            for (long now = 0; now < 300; now++) {
                var atOnce = new ArrayList<String>();
                if (random.nextInt(density) == 0) {
                    atOnce.add("a");
                    ofA.add(now);
                }
                if (random.nextInt(4 * density) == 0) {
                    atOnce.add("b");
                    ofB.add(now);
                }
                changes.add(atOnce);
            }

            List<Fired> fired = run(debouncer(first, quiet, bound), changes, 400);

            String what = "seed %d round %d first %d quiet %d bound %d".formatted(seed, round, first, quiet, bound);
            assertThat(fired.stream().filter(f -> f.key().equals("a")).toList())
                    .as(what)
                    .isEqualTo(oracle("a", ofA, first, quiet, bound));
            assertThat(fired.stream().filter(f -> f.key().equals("b")).toList())
                    .as(what)
                    .isEqualTo(oracle("b", ofB, first, quiet, bound));
            assertThat(fired)
                    .as(what)
                    .allSatisfy(f -> assertThat(f.atNanos() - f.stamp()).isLessThanOrEqualTo(Math.max(first, bound)));
        }
    }

    @Test
    void aSingleChangeWaitsForNothing() {
        assertThat(run(debouncer(0, 2, 5), List.of(List.of("a")), 10)).containsExactly(new Fired(0, "a", 0));
    }

    @Test
    void aSteadyStreamIsReadOncePerBound() {
        var changes = new ArrayList<>(Collections.nCopies(13, List.of("a")));

        assertThat(run(debouncer(0, 2, 5), changes, 20))
                .extracting(Fired::atNanos)
                .containsExactly(0L, 6L, 12L);
    }

    @Test
    void theNextDueTimeIsTheEarliest() {
        var debouncer = debouncer(3, 2, 5);
        debouncer.changed("a", 4, 0);
        debouncer.changed("b", 5, 0);

        assertThat(debouncer.nextDueNanos()).hasValue(7);
        assertThat(debouncer.poll(6)).isEmpty();
        assertThat(debouncer.poll(8)).contains(new Debouncer.Due<>("a", 0));
        assertThat(debouncer.nextDueNanos()).hasValue(8);
    }
}
