package io.deltatape.gateway.figures;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// The counters of one gateway. Thread-safe; they only grow.
public final class Counts {
    /// In the order of the counts.
    private final List<LongAdder> adders =
            Stream.of(Count.values()).map(_ -> new LongAdder()).toList();

    public void increment(Count count) {
        add(count, 1);
    }

    public void add(Count count, long amount) {
        adder(count).add(amount);
    }

    public long value(Count count) {
        return adder(count).sum();
    }

    private LongAdder adder(Count count) {
        return adders.get(count.ordinal());
    }
}
