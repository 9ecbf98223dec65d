package io.deltatape.contract;

/// What a record of `bridge.status` turns out to be when it is read.
public sealed interface StatusRecord permits ComponentStatus, StatusRecord.Malformed {
    /// A record that cannot be read, and why.
    record Malformed(String id, String reason) implements StatusRecord {}
}
