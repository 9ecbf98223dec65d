package io.deltatape.bridge.watch;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// Decides when a changed file is to be read, so that a burst of changes becomes few reads and a single change waits
/// for nothing.
///
/// A change that comes after at least `quiet` without another is a first one: it is due after `first`. Those that
/// follow closer are joined: they are due when `quiet` has passed since the last of them, but no later than `bound`
/// after the first that has not been read. Pure: time is an argument, in nanoseconds of any origin, and must not go
/// back. Not thread-safe. Holds one entry per key until it is forgotten.
public final class Debouncer<K> {
    /// A key whose time has come, and the stamp of the earliest of the changes joined.
    public record Due<K>(K key, long stamp) {}

    private static final class Entry<K> {
        final K key;
        /// Tells entries of equal time apart.
        final long order;
        long lastChangeNanos;
        boolean pending;
        /// Whether the pending change is one after a quiet time, whose due time nothing moves.
        boolean isFirst;
        long firstPendingNanos;
        long dueNanos;
        long stamp;

        Entry(K key, long order) {
            this.key = key;
            this.order = order;
        }
    }

    private final long firstNanos;
    private final long quietNanos;
    private final long boundNanos;
    private final Map<K, Entry<K>> entries = new HashMap<>();
    private final TreeSet<Entry<K>> pending =
            new TreeSet<>(Comparator.<Entry<K>>comparingLong(e -> e.dueNanos).thenComparingLong(e -> e.order));
    private long created;

    public Debouncer(Duration first, Duration quiet, Duration bound) {
        this.firstNanos = first.toNanos();
        this.quietNanos = quiet.toNanos();
        this.boundNanos = bound.toNanos();
    }

    /// Notes a change of a key.
    public void changed(K key, long nowNanos, long stamp) {
        Entry<K> entry = entries.get(key);
        boolean isNew = entry == null;
        if (entry == null) {
            entry = new Entry<>(key, created++);
            entries.put(key, entry);
        }
        boolean afterQuiet = isNew || nowNanos - entry.lastChangeNanos >= quietNanos;
        entry.lastChangeNanos = nowNanos;
        if (entry.pending) {
            if (!entry.isFirst) {
                schedule(entry, Math.min(nowNanos + quietNanos, entry.firstPendingNanos + boundNanos));
            }
            return;
        }
        entry.firstPendingNanos = nowNanos;
        entry.stamp = stamp;
        entry.isFirst = afterQuiet;
        schedule(entry, nowNanos + (afterQuiet ? firstNanos : Math.min(quietNanos, boundNanos)));
    }

    private void schedule(Entry<K> entry, long dueNanos) {
        if (entry.pending) {
            pending.remove(entry);
        }
        entry.dueNanos = dueNanos;
        entry.pending = true;
        pending.add(entry);
    }

    /// Forgets a key, and a change of it that waits.
    public void forget(K key) {
        Entry<K> entry = entries.remove(key);
        if (entry != null) {
            pending.remove(entry);
        }
    }

    /// Takes one key whose time has come, the earliest first.
    public Optional<Due<K>> poll(long nowNanos) {
        if (pending.isEmpty() || pending.first().dueNanos > nowNanos) {
            return Optional.empty();
        }
        Entry<K> entry = pending.removeFirst();
        entry.pending = false;
        return Optional.of(new Due<>(entry.key, entry.stamp));
    }

    /// Whether a change of a key waits to be read.
    public boolean isPending(K key) {
        Entry<K> entry = entries.get(key);
        return entry != null && entry.pending;
    }

    /// When the next key is due; empty if none is pending.
    public OptionalLong nextDueNanos() {
        return pending.isEmpty() ? OptionalLong.empty() : OptionalLong.of(pending.first().dueNanos);
    }
}
