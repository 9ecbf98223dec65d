package io.deltatape.delta;

/// Tells which epochs the output partition of a task has seen, so that the task begins a later one.
///
/// Called on a stream thread, once for each task that starts.
interface OutputEpoch {
    /// The highest epoch among the newest records of a partition of `market.deltas`; 0 where there is none.
    long lastEpoch(int partition);
}
