package io.deltatape.benchmarks;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/// Keeps account of every appended record until a state that covers it has been delivered.
///
/// A record is delivered by the first message whose trade count is at least its number; so records that were coalesced
/// into one state are samples too, and a record that no state covers is missing. `append` is called by the simulator's
/// thread and `deliver` by the swarm's; a lock that is held for nanoseconds guards both. Latencies are in nanoseconds.
final class DeliveryLedger {
    private static final long LATENCY_MAX_NANOS = 60_000_000_000L;

    /// A part of the way, and the whole.
    enum Hop {
        APPEND_TO_SEEN("file append → change seen"),
        SEEN_TO_SENT("seen → snapshot sent"),
        SENT_TO_COMPUTED("sent → delta computed"),
        COMPUTED_TO_GATEWAY("computed → in the gateway"),
        GATEWAY_TO_CLIENT("gateway → client"),
        APPEND_TO_CLIENT("file append → client");

        final String title;

        Hop(String title) {
            this.title = title;
        }
    }

    private final long[][] appendedNanos;
    private final int[] appended;
    private final int[] delivered;
    private final Map<Hop, Histogram> histograms = new EnumMap<>(Hop.class);
    private final long wallMinusNanos;
    private boolean measuring;
    private long messages;

    DeliveryLedger(int symbols) {
        appendedNanos = new long[symbols][1024];
        appended = new int[symbols];
        delivered = new int[symbols];
        for (Hop hop : Hop.values()) {
            histograms.put(hop, new Histogram(1_000, LATENCY_MAX_NANOS, 3));
        }
        var now = java.time.Instant.now();
        wallMinusNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
    }

    synchronized void append(int symbol, int records, long nanos) {
        int n = appended[symbol];
        if (n + records > appendedNanos[symbol].length) {
            appendedNanos[symbol] = Arrays.copyOf(appendedNanos[symbol], 2 * (n + records));
        }
        Arrays.fill(appendedNanos[symbol], n, n + records, nanos);
        appended[symbol] = n + records;
    }

    synchronized void deliver(int symbol, LiveMessage message, long nanos) {
        int covered = (int) Math.min(message.trades(), appended[symbol]);
        if (covered <= delivered[symbol]) {
            return;
        }
        long firstNanos = appendedNanos[symbol][delivered[symbol]];
        for (int i = delivered[symbol]; i < covered; i++) {
            record(Hop.APPEND_TO_CLIENT, nanos - appendedNanos[symbol][i]);
        }
        delivered[symbol] = covered;
        messages += measuring ? 1 : 0;
        record(Hop.APPEND_TO_SEEN, message.seenUs() * 1_000 - (firstNanos + wallMinusNanos));
        record(Hop.SEEN_TO_SENT, (message.sentUs() - message.seenUs()) * 1_000);
        record(Hop.SENT_TO_COMPUTED, (message.computedUs() - message.sentUs()) * 1_000);
        record(Hop.COMPUTED_TO_GATEWAY, (message.gatewayUs() - message.computedUs()) * 1_000);
        record(Hop.GATEWAY_TO_CLIENT, nanos + wallMinusNanos - message.gatewayUs() * 1_000);
    }

    private void record(Hop hop, long nanos) {
        if (measuring) {
            histogramOf(hop).recordValue(Math.clamp(nanos, 0, LATENCY_MAX_NANOS));
        }
    }

    private Histogram histogramOf(Hop hop) {
        return Objects.requireNonNull(histograms.get(hop));
    }

    /// Ends the warm-up: what was delivered before is no sample.
    synchronized void startMeasuring() {
        measuring = true;
    }

    /// Records that no delivered state covers yet.
    synchronized long missing() {
        long missing = 0;
        for (int i = 0; i < appended.length; i++) {
            missing += appended[i] - delivered[i];
        }
        return missing;
    }

    synchronized long messages() {
        return messages;
    }

    synchronized Histogram histogram(Hop hop) {
        return histogramOf(hop).copy();
    }
}
