package io.deltatape.delta;

import io.deltatape.contract.StreamPosition;

/// The epochs of one task: each later than all that the task or its output partition has used before.
///
/// Owned by the task's stream thread.
final class EpochSequence {
    private long current;

    EpochSequence(long nowUs, long lastInOutput, long ownLast) {
        current = StreamPosition.nextEpoch(nowUs, lastInOutput, ownLast);
    }

    /// The epoch in which a symbol begins that the task has not written yet.
    long current() {
        return current;
    }

    /// Begins an epoch that also differs in its low bits from the one that the symbol leaves.
    long next(long nowUs, long left) {
        current = StreamPosition.nextEpoch(nowUs, current, left);
        return current;
    }
}
