package io.deltatape.bridge.doctor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How much later than the probe the system's events told of changes, in nanoseconds; `never` counts changes that no
/// event told of. An event that came before the probe looked is not late. Immutable.
record Lateness(List<Long> sortedNanos, long never) {
    Lateness {
        sortedNanos = sortedNanos.stream().sorted().toList();
    }

    /// Matches each change with the first event that came after the change can have happened. Both lists are in
    /// the order of time.
    static Lateness of(List<Growth> growths, List<Long> eventNanos) {
        var late = new ArrayList<Long>();
        long never = 0;
        int next = 0;
        for (Growth growth : growths) {
            while (next < eventNanos.size() && eventNanos.get(next) - growth.beforeNanos() < 0) {
                next++;
            }
            if (next == eventNanos.size()) {
                never++;
            } else {
                late.add(Math.max(0, eventNanos.get(next) - growth.seenNanos()));
            }
        }
        return new Lateness(late, never);
    }

    static Lateness together(List<Lateness> parts) {
        var late = new ArrayList<Long>();
        parts.forEach(part -> late.addAll(part.sortedNanos));
        return new Lateness(late, parts.stream().mapToLong(Lateness::never).sum());
    }

    int count() {
        return sortedNanos.size();
    }

    /// The smallest value that so many per cent do not exceed; zero where there is none.
    long percentileNanos(int percent) {
        return percentile(sortedNanos, percent);
    }

    /// The middle of some values; zero where there is none.
    static long median(List<Long> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return percentile(sorted, 50);
    }

    private static long percentile(List<Long> sorted, int percent) {
        int rank = (int) Math.ceilDiv((long) sorted.size() * percent, 100);
        return sorted.isEmpty() ? 0 : sorted.get(Math.max(rank, 1) - 1);
    }
}
