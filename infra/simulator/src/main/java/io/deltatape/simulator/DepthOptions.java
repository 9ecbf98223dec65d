package io.deltatape.simulator;

import java.time.Duration;

/// How a [DepthWriter] treats its files. Immutable; as thread-safe as what it is given.
///
/// - `handle`, `tornTail`: see there. What is held back may be more than one record, so that a batch is torn too.
/// - `snapshotInterval`: after so long, by the records' times, the whole book is due again.
public record DepthOptions(FileHandle handle, TornTail tornTail, Duration snapshotInterval) {
    /// Holds the file open, writes whole batches, a snapshot each ten minutes as Sierra Chart.
    public static final DepthOptions DEFAULT =
            new DepthOptions(FileHandle.HELD, TornTail.NEVER, Duration.ofMinutes(10));

    public DepthOptions withHandle(FileHandle use) {
        return new DepthOptions(use, tornTail, snapshotInterval);
    }

    public DepthOptions withTornTail(TornTail tail) {
        return new DepthOptions(handle, tail, snapshotInterval);
    }

    public DepthOptions withSnapshotInterval(Duration interval) {
        return new DepthOptions(handle, tornTail, interval);
    }
}
