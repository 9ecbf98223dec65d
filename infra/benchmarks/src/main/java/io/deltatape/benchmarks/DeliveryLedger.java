package io.deltatape.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/// Keeps account of every record of the simulator's schedule until a state that covers it has been delivered.
///
/// A record is delivered by the first message whose trade count is at least its number; so records that were coalesced
/// into one state are samples too, and a record that no state covers is missing. Samples are the records that were due
/// after the warm-up, by the schedule: a stall of this process delays the appends too, and counting from the append
/// would hide it (coordinated omission). Hops that begin or end at a file's append or at the client with a record are
/// counted per record; those between two stamps of a message per message, from its first record that is a sample.
///
/// `takenUp` and `append` are called by the simulator's thread and `deliver` by the swarm's; a lock that is held for
/// nanoseconds guards all. Latencies are in nanoseconds.
final class DeliveryLedger {
    private static final long LATENCY_MIN_NANOS = 1_000;
    private static final long LATENCY_USUAL_MAX_NANOS = 60_000_000_000L;

    /// A part of the way, and the whole.
    enum Hop {
        DUE_TO_APPEND("due → file append"),
        APPEND_TO_SEEN("file append → change seen"),
        SEEN_TO_SENT("seen → snapshot sent"),
        SENT_TO_COMPUTED("sent → delta computed"),
        COMPUTED_TO_GATEWAY("computed → in the gateway"),
        GATEWAY_TO_CLIENT("gateway → client"),
        APPEND_TO_CLIENT("file append → client"),
        DUE_TO_CLIENT("due → client");

        final String title;

        Hop(String title) {
            this.title = title;
        }
    }

    private final Account[] accounts;
    private final Map<Hop, Histogram> histograms = new EnumMap<>(Hop.class);
    private final Map<Hop, Long> negatives = new EnumMap<>(Hop.class);
    private final long warmupNanos;
    private final long wallMinusNanos;
    private boolean begun;
    private long firstDueNanos;
    private long messages;

    DeliveryLedger(int symbols, Duration warmup) {
        accounts = new Account[symbols];
        Arrays.setAll(accounts, _ -> new Account());
        warmupNanos = warmup.toNanos();
        for (Hop hop : Hop.values()) {
            var histogram = new Histogram(LATENCY_MIN_NANOS, LATENCY_USUAL_MAX_NANOS, 3);
            histogram.setAutoResize(true);
            histograms.put(hop, histogram);
        }
        var now = Instant.now();
        wallMinusNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
    }

    /// A record that was due at this time waits to be appended. The first one begins the warm-up.
    synchronized void takenUp(int symbol, long dueNanos) {
        if (!begun) {
            begun = true;
            firstDueNanos = dueNanos;
        }
        accounts[symbol].takeUp(dueNanos);
    }

    /// The oldest records that wait are about to be written.
    synchronized void append(int symbol, int records, long nanos) {
        accounts[symbol].append(records, nanos);
    }

    synchronized void deliver(int symbol, LiveMessage message, long nanos) {
        Account account = accounts[symbol];
        int covered = (int) Math.min(message.trades(), account.appended);
        int firstSample = -1;
        for (int i = account.delivered; i < covered; i++) {
            if (isSample(account.dueNanos[i])) {
                firstSample = firstSample < 0 ? i : firstSample;
                record(Hop.DUE_TO_APPEND, account.appendedNanos[i] - account.dueNanos[i]);
                record(Hop.APPEND_TO_CLIENT, nanos - account.appendedNanos[i]);
                record(Hop.DUE_TO_CLIENT, nanos - account.dueNanos[i]);
            }
        }
        account.delivered = Math.max(account.delivered, covered);
        if (firstSample >= 0) {
            messages++;
            recordStamps(account.appendedNanos[firstSample] + wallMinusNanos, message, nanos + wallMinusNanos);
        }
    }

    private boolean isSample(long dueNanos) {
        return dueNanos - firstDueNanos >= warmupNanos;
    }

    private void recordStamps(long appendedWallNanos, LiveMessage message, long clientWallNanos) {
        record(Hop.APPEND_TO_SEEN, message.seenUs() * 1_000 - appendedWallNanos);
        record(Hop.SEEN_TO_SENT, (message.sentUs() - message.seenUs()) * 1_000);
        record(Hop.SENT_TO_COMPUTED, (message.computedUs() - message.sentUs()) * 1_000);
        record(Hop.COMPUTED_TO_GATEWAY, (message.gatewayUs() - message.computedUs()) * 1_000);
        record(Hop.GATEWAY_TO_CLIENT, clientWallNanos - message.gatewayUs() * 1_000);
    }

    private void record(Hop hop, long nanos) {
        if (nanos < 0) {
            negatives.merge(hop, 1L, Long::sum);
        }
        histogramOf(hop).recordValue(Math.max(0, nanos));
    }

    private Histogram histogramOf(Hop hop) {
        return Objects.requireNonNull(histograms.get(hop));
    }

    /// Records, of the warm-up too, that no delivered state covers yet.
    synchronized long missing() {
        return Arrays.stream(accounts)
                .mapToLong(account -> account.takenUp - account.delivered)
                .sum();
    }

    /// Records due after the warm-up that have been delivered.
    synchronized long samples() {
        return histogramOf(Hop.DUE_TO_CLIENT).getTotalCount();
    }

    /// Messages that delivered a sample.
    synchronized long messages() {
        return messages;
    }

    /// How many values of a hop were below zero, which no clock that always runs forward can say; each is in the
    /// histogram as 0.
    synchronized long negatives(Hop hop) {
        return negatives.getOrDefault(hop, 0L);
    }

    synchronized Histogram histogram(Hop hop) {
        return histogramOf(hop).copy();
    }

    /// The records of one symbol, in the order of its file. Guarded by the ledger's lock.
    private static final class Account {
        private long[] dueNanos = new long[1024];
        private long[] appendedNanos = new long[1024];
        private int takenUp;
        private int appended;
        private int delivered;

        void takeUp(long due) {
            if (takenUp == dueNanos.length) {
                dueNanos = Arrays.copyOf(dueNanos, 2 * takenUp);
                appendedNanos = Arrays.copyOf(appendedNanos, 2 * takenUp);
            }
            dueNanos[takenUp++] = due;
        }

        void append(int records, long nanos) {
            Arrays.fill(appendedNanos, appended, appended + records, nanos);
            appended += records;
        }
    }
}
