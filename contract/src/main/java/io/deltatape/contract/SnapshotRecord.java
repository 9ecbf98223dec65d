package io.deltatape.contract;

/// What a record of `market.snapshots` turns out to be when it is read: a [Snapshot], or malformed.
public sealed interface SnapshotRecord permits Snapshot, Update.Malformed {
    Symbol symbol();
}
