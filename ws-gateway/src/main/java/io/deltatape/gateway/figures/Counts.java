package io.deltatape.gateway.figures;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// The counters of one gateway. Thread-safe; they only grow.
public final class Counts {
    private final Map<Count, LongAdder> adders = new EnumMap<>(Count.class);

    public Counts() {
        for (Count count : Count.values()) {
            adders.put(count, new LongAdder());
        }
    }

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
        return Objects.requireNonNull(adders.get(count));
    }
}
