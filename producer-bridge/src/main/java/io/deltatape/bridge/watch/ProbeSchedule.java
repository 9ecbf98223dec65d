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
/// than an exchange's daily break, every [#QUIET] intervals, else every [#DORMANT]. Where nothing at all changed for a
/// minute, the first change wakes the others: they are asked soon, and for a minute no file is dormant. Files of one
/// pace are asked together, so that the thread wakes once for all. Pure: time is an argument, in nanoseconds of any
/// origin, and must not go back. Not thread-safe.
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

    /// When anything changed last, and when a change last woke the others; of no meaning before the first.
    private long latestNanos;
    private long wokenNanos;
    private boolean hasChanges;

    /// An interval of zero means that nothing is ever asked.
    public ProbeSchedule(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /// Notes that a file changed, or takes it in.
    public void changed(K key, long nowNanos) {
        if (intervalNanos == 0) {
            return;
        }
        Entry<K> known = entries.get(key);
        boolean isNew = known == null;
        Entry<K> entry = known == null ? new Entry<>(key) : known;
        if (isNew) {
            entries.put(key, entry);
        }
        entry.lastChangeNanos = nowNanos;
        long soon = roundUp(nowNanos, intervalNanos);
        if (!hasChanges || nowNanos - latestNanos >= ACTIVE_NANOS) {
            hasChanges = true;
            wokenNanos = nowNanos;
            schedule.clear();
            entries.values().forEach(one -> one.dueNanos = soon);
            schedule.addAll(entries.values());
        } else if (isNew || entry.dueNanos - soon > 0) {
            schedule.remove(entry);
            entry.dueNanos = soon;
            schedule.add(entry);
        }
        latestNanos = nowNanos;
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
        entry.dueNanos = roundUp(nowNanos, pace(nowNanos - entry.lastChangeNanos, nowNanos - wokenNanos));
        schedule.add(entry);
        return Optional.of(entry.key);
    }

    private long pace(long quietNanos, long sinceWokenNanos) {
        if (quietNanos < ACTIVE_NANOS) {
            return intervalNanos;
        }
        boolean isExpected = quietNanos < QUIET_NANOS || sinceWokenNanos < ACTIVE_NANOS;
        return intervalNanos * (isExpected ? QUIET : DORMANT);
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
