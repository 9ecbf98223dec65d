package io.deltatape.delta;

import io.deltatape.contract.StreamPosition;

/// The epochs of one task: the first later than all that its output partition has seen, the others counted up from it.
///
/// Never by the clock: an instance that was stopped while another took over must not rise above it when it goes on.
/// Owned by the task's stream thread.
final class EpochSequence {
    private long current;

    EpochSequence(long nowUs, long lastInOutput, long ownLast) {
        current = StreamPosition.taskEpoch(nowUs, lastInOutput, ownLast);
    }

    /// The epoch in which a symbol begins that the task has not written yet.
    long current() {
        return current;
    }

    /// Begins an epoch that also differs in its low bits from the one that the symbol leaves.
    long next(long left) {
        current = StreamPosition.nextEpoch(current, left);
        return current;
    }
}
