package io.deltatape.contract;

/// What a reader did with an update that it was offered.
public enum ApplyOutcome {
    /// The state was taken from a keyframe: the first, one of a higher epoch, or one beyond a gap.
    ADOPTED,
    /// A delta was applied to the state.
    APPLIED,
    /// A keyframe of the version held, and the states are equal.
    CONFIRMED,
    /// A keyframe of the version held, but the states differ: an error somewhere. The keyframe was taken.
    HEALED,
    /// Not above what is held, or of a lower epoch: ignored.
    OLD,
    /// Something before it is missing: ignored until the next keyframe.
    GAP,
    /// Could not be read: ignored.
    MALFORMED;

    /// Whether the state that the reader holds is another one now.
    public boolean changedState() {
        return this == ADOPTED || this == APPLIED || this == HEALED;
    }
}
