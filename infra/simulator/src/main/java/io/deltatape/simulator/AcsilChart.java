package io.deltatape.simulator;

import java.time.Duration;

/// The chart that an ACSIL study looks at: the last bar, of one minute, and the quote. Owned by one thread.
final class AcsilChart {
    private final BarBuilder bars = new BarBuilder(Duration.ofMinutes(1));
    private long timeUs;
    private float bid;
    private float ask;

    /// Takes up a record of the symbol.
    void take(SimulatedRecord record) {
        bars.take(record);
        timeUs = record.dateTimeUs();
        if (record.isTick() || record.isQuote()) {
            bid = record.low();
            ask = record.high();
        }
    }

    /// Whether there is a bar to tell of.
    boolean hasBar() {
        return bars.hasBar();
    }

    SimulatedRecord bar() {
        return bars.bar();
    }

    /// Time of the last record, µs since Sierra's epoch.
    long timeUs() {
        return timeUs;
    }

    /// The same, µs since 1970.
    long unixUs() {
        return timeUs - SimulatedRecord.SIERRA_MINUS_UNIX_US;
    }

    boolean hasQuote() {
        return bid > 0 && ask > 0;
    }

    float bid() {
        return bid;
    }

    float ask() {
        return ask;
    }
}
