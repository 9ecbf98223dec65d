package io.deltatape.simulator;

import java.util.random.RandomGenerator;

/// Decides, flush by flush, how much of the last record stays behind until the flush after it, so that readers meet a
/// torn tail.
@FunctionalInterface
public interface TornTail {
    /// Every flush writes whole records.
    TornTail NEVER = () -> 0;

    /// How many bytes of the last record to hold back now, 0 to 39.
    int heldBackBytes();

    /// Tears the given share of flushes, 0 to 1, at a random byte. As thread-safe as the generator.
    static TornTail sometimes(double share, RandomGenerator random) {
        return share == 0 ? NEVER : () -> random.nextDouble() < share ? random.nextInt(1, SimulatedRecord.BYTES) : 0;
    }
}
