package io.deltatape.bridge.doctor;

/// A change of a file's size that the probe saw at `seenNanos` and had not seen at `beforeNanos`; it happened between.
record Growth(long beforeNanos, long seenNanos, long bytes) {}
