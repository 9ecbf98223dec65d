package io.deltatape.bridge.watch;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/// Decides when each file's size is to be asked for: often while the file changes, seldom when it has been quiet, so
/// that a sleeping market costs next to nothing.
///
/// A file that changed within the last minute is asked every `interval`, within the last two hours, which is longer
/// than an exchange's daily break, every [#QUIET] intervals, else every [#DORMANT]. Files of one pace are asked
/// together, so that the thread wakes once for all. Pure: time is an
/// argument, in nanoseconds of any origin, and must not go back. Not thread-safe.
public final class ProbeSchedule<K> {
    static final int QUIET = 10;
    static final int DORMANT = 40;
    static final long ACTIVE_NANOS = 60_000_000_000L;
    static final long QUIET_NANOS = 7_200_000_000_000L;

    private static final class Entry<K> {
        final K key;
        long lastChangeNanos;
        long dueNanos;

        Entry(K key) {
            this.key = key;
        }
    }

    private final long intervalNanos;
    private final Map<K, Entry<K>> entries = new HashMap<>();
    private final PriorityQueue<Entry<K>> schedule =
            new PriorityQueue<>(Comparator.comparingLong((Entry<K> entry) -> entry.dueNanos));

    /// An interval of zero means that nothing is ever asked.
    public ProbeSchedule(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /// Notes that a file changed, or takes it in.
    public void changed(K key, long nowNanos) {
        if (intervalNanos == 0) {
            return;
        }
        Entry<K> entry = entries.get(key);
        if (entry == null) {
            entry = new Entry<>(key);
            entries.put(key, entry);
        }
        entry.lastChangeNanos = nowNanos;
        long soon = roundUp(nowNanos, intervalNanos);
        if (entry.dueNanos == 0 || entry.dueNanos - soon > 0) {
            schedule.remove(entry);
            entry.dueNanos = soon;
            schedule.add(entry);
        }
    }

    /// Forgets a file.
    public void remove(K key) {
        Entry<K> entry = entries.remove(key);
        if (entry != null) {
            schedule.remove(entry);
        }
    }

    /// Takes a file that is due and sets when it is next.
    public Optional<K> poll(long nowNanos) {
        Entry<K> entry = schedule.peek();
        if (entry == null || entry.dueNanos - nowNanos > 0) {
            return Optional.empty();
        }
        schedule.remove();
        entry.dueNanos = roundUp(nowNanos, pace(nowNanos - entry.lastChangeNanos));
        schedule.add(entry);
        return Optional.of(entry.key);
    }

    private long pace(long quietNanos) {
        if (quietNanos < ACTIVE_NANOS) {
            return intervalNanos;
        }
        return intervalNanos * (quietNanos < QUIET_NANOS ? QUIET : DORMANT);
    }

    private static long roundUp(long nanos, long pace) {
        return (Math.floorDiv(nanos, pace) + 1) * pace;
    }

    /// When the next file is due; empty if none is.
    public OptionalLong nextDueNanos() {
        Entry<K> entry = schedule.peek();
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.dueNanos);
    }
}
