package io.deltatape.delta;

/// What delta-streams has done since it started: counts, but for `symbols`, the symbols held now. Immutable.
public record Figures(
        long snapshots,
        long deltas,
        long keyframes,
        long unchanged,
        long droppedOld,
        long malformed,
        long retired,
        long epochsBegun,
        long failures,
        long threadsReplaced,
        long symbols) {}
