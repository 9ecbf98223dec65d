package io.deltatape.client.cache;

import io.deltatape.contract.Field;
import io.deltatape.contract.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// The newest state of every symbol, and since when it is known to be the newest.
///
/// One thread, the feed's, writes; any number of threads read, without a lock. An entry that outlives its time-to-live
/// stays readable but is never called fresh. Proof comes in two ways: an update of the symbol itself, or a heartbeat
/// of its lane, which proves all symbols of the lane at once ([#confirmLane]). A symbol that is known to be behind its
/// stream ([#doubt]) takes no proof until its next state. Moments are readings of the injected nano ticker. The size
/// is the number of symbols in the stream.
public final class TtlCache {
    /// Before every proof; and no proof is taken to be older.
    public static final long LONG_AGO_NANOS = Duration.ofDays(40_000).toNanos();

    private final long ttlNanos;
    private final long disconnectedAfterNanos;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final ConcurrentMap<Symbol, Slot> slots = new ConcurrentHashMap<>();
    private final AtomicLongArray laneConfirmedNanos;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private volatile long heardNanos;

    public TtlCache(int lanes, Duration ttl, Duration disconnectedAfter, InstantSource clock, LongSupplier ticker) {
        this.ttlNanos = ttl.toNanos();
        this.disconnectedAfterNanos = disconnectedAfter.toNanos();
        this.clock = clock;
        this.ticker = ticker;
        long longAgo = ticker.getAsLong() - LONG_AGO_NANOS;
        this.heardNanos = longAgo;
        this.laneConfirmedNanos = new AtomicLongArray(lanes);
        for (int lane = 0; lane < lanes; lane++) {
            laneConfirmedNanos.set(lane, longAgo);
        }
    }

    /// A symbol's place: the entry is replaced as a whole, so value and position always belong together.
    private static final class Slot {
        private final int lane;
        private volatile Entry entry;

        Slot(int lane, Entry entry) {
            this.lane = lane;
            this.entry = entry;
        }
    }

    /// `trusted`: whether proof of the lane is proof of this symbol.
    private record Entry(Held held, long confirmedNanos, boolean trusted) {}

    /// What is held for a symbol, with its age and freshness; empty if the symbol is not known.
    public Optional<Reading> get(Symbol symbol) {
        Slot slot = slots.get(symbol);
        if (slot == null) {
            misses.increment();
            return Optional.empty();
        }
        // The lane's proof is read before the entry: then the entry is at least as new as what was proved.
        long laneNanos = laneConfirmedNanos.get(slot.lane);
        long heard = heardNanos;
        Reading reading = reading(slot.entry, laneNanos, heard);
        (reading.isLive() ? hits : misses).increment();
        return Optional.of(reading);
    }

    private Reading reading(Entry entry, long laneNanos, long heard) {
        long now = ticker.getAsLong();
        long confirmed = entry.trusted ? later(entry.confirmedNanos, laneNanos) : entry.confirmedNanos;
        long confirmedAgeNanos = Math.max(0, now - confirmed);
        Freshness freshness;
        if (now - heard >= disconnectedAfterNanos) {
            freshness = Freshness.DISCONNECTED;
        } else {
            freshness = confirmedAgeNanos < ttlNanos ? Freshness.LIVE : Freshness.STALE;
        }
        Held held = entry.held;
        return new Reading(
                held.symbol(),
                held.state(),
                held.position(),
                held.stamps(),
                age(held),
                Duration.ofNanos(confirmedAgeNanos),
                freshness);
    }

    private Duration age(Held held) {
        long sinceUs = held.state().has(Field.TS_EVENT)
                ? held.state().value(Field.TS_EVENT)
                : held.stamps().seenUs();
        long nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return Duration.of(nowUs - sinceUs, ChronoUnit.MICROS);
    }

    private static long later(long left, long right) {
        return left - right > 0 ? left : right;
    }

    /// The known symbols in order: a copy.
    public SortedSet<Symbol> symbols() {
        return new TreeSet<>(slots.keySet());
    }

    /// Whether anything came of late, of whatever symbol.
    public boolean isConnected() {
        return ticker.getAsLong() - heardNanos < disconnectedAfterNanos;
    }

    /// Readings that were live.
    public long hits() {
        return hits.sum();
    }

    /// Readings that were not live, or of symbols that are not known.
    public long misses() {
        return misses.sum();
    }

    // What follows is for the one writer.

    /// Something came.
    public void heard(long nanos) {
        heardNanos = nanos;
    }

    /// Holds a state that was the newest at a moment; it is trusted again.
    public void put(Held held, int lane, long confirmedNanos) {
        var entry = new Entry(held, confirmedNanos, true);
        Slot slot = slots.get(held.symbol());
        if (slot == null) {
            slots.put(held.symbol(), new Slot(lane, entry));
        } else {
            slot.entry = entry;
        }
    }

    /// All of a lane's symbols are known to have been the newest at a moment.
    public void confirmLane(int lane, long nanos) {
        laneConfirmedNanos.set(lane, later(laneConfirmedNanos.get(lane), nanos));
    }

    /// The stream is known to go beyond what is held for the symbol: it keeps the proof it has, and takes no other.
    public void doubt(Symbol symbol) {
        Slot slot = slots.get(symbol);
        if (slot != null && slot.entry.trusted) {
            Entry entry = slot.entry;
            long confirmed = later(entry.confirmedNanos, laneConfirmedNanos.get(slot.lane));
            slot.entry = new Entry(entry.held, confirmed, false);
        }
    }

    /// What is held for the symbol turned out to be the newest after all.
    public void trust(Symbol symbol) {
        Slot slot = slots.get(symbol);
        if (slot != null && !slot.entry.trusted) {
            slot.entry = new Entry(slot.entry.held, slot.entry.confirmedNanos, true);
        }
    }

    public void remove(Symbol symbol) {
        slots.remove(symbol);
    }
}
