package io.deltatape.simulator;

import java.util.random.RandomGenerator;

/// Decides, write by write, how many bytes at the end stay behind until the write after it, so that readers meet a
/// torn tail.
@FunctionalInterface
public interface TornTail {
    /// Every write is whole.
    TornTail NEVER = () -> 0;

    /// How many bytes to hold back now; of a .scid file 0 to 39, so that one record is torn.
    int heldBackBytes();

    /// Tears the given share of the writes of a .scid file, 0 to 1, at a random byte of the last record. As
    /// thread-safe as the generator.
    static TornTail sometimes(double share, RandomGenerator random) {
        return sometimes(share, SimulatedRecord.BYTES - 1, random);
    }

    /// Tears the given share of writes, 0 to 1, 1 to `bytesMax` bytes before their end.
    static TornTail sometimes(double share, int bytesMax, RandomGenerator random) {
        return share == 0 ? NEVER : () -> random.nextDouble() < share ? random.nextInt(1, bytesMax + 1) : 0;
    }
}
