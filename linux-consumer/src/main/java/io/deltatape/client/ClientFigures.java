package io.deltatape.client;

/// What a client has counted since it was started.
///
/// `updates` were delivered; `gaps` are times that a symbol's stream missed something; `healed` states differed from a
/// keyframe of the same version, which took their place; `malformed` records could not be read; `bootstraps` are
/// readings from the beginning, the first included; `hits` are readings of live values and `misses` all others;
/// `failedListeners` threw and lost their subscription.
public record ClientFigures(
        long updates,
        long gaps,
        long healed,
        long malformed,
        long bootstraps,
        long hits,
        long misses,
        long failedListeners) {}
