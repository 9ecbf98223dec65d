package io.deltatape.delta;

/// Tells what a task finds when it starts: which epochs its output partition has seen, and how far its input
/// goes beyond what the task before had committed.
///
/// Called on a stream thread, once for each task that starts.
interface TaskStart {
    /// `lastEpoch` is the highest among the newest records of a partition of `market.deltas`, 0 where there is none.
    /// `committed` is where the processing of the input partition begins, `inputEnd` where the input ends by now.
    record Found(long lastEpoch, long committed, long inputEnd) {
        /// Whether there is input that was there before the task and is yet to be processed.
        boolean isBehind() {
            return committed < inputEnd;
        }
    }

    Found look(int partition);
}
