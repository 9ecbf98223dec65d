package io.deltatape.gateway.state;

import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;

/// What leads from the state at one position to that at another: one entry of a log, or several merged. Immutable.
///
/// `index` is that of the version it leads to. The two positions may lie in different epochs.
public record Change(long index, StreamPosition base, StreamPosition position, StateDelta delta) {
    /// This change and then the next, as one.
    Change then(Change next) {
        return new Change(next.index, base, next.position, delta.then(next.delta));
    }
}
