package io.deltatape.bridge;

/// What a bridge has done since it started, at one moment. Immutable.
///
/// Running totals, but for `files` (symbols known), `unreadableFiles`, `inFlight` and `waiting` (symbols whose latest
/// state waits to be sent). `deferred` are states that had to wait and of which only the latest was sent.
public record BridgeFigures(
        int files,
        int unreadableFiles,
        int refusedFiles,
        long events,
        long rescans,
        long reads,
        long records,
        long bytes,
        long tornReads,
        long incarnations,
        long badPrices,
        long badTimes,
        long badQuotes,
        long outOfOrder,
        long late,
        long snapshots,
        long snapshotBytes,
        long deferred,
        long sendFailures,
        int inFlight,
        int waiting) {
    static final BridgeFigures NONE = new BridgeFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
