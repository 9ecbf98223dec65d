package io.deltatape.gateway.fanout;

import java.nio.ByteBuffer;

/// One encoded message, shared by all connections that are due the same.
///
/// `takenNanos` is when the feed took the version it leads to.
record Frame(Kind kind, ByteBuffer bytes, long takenNanos) {
    enum Kind {
        /// One change.
        DELTA,
        /// Several changes as one.
        MERGED,
        /// A full state.
        FULL,
        /// An answer or a sign of life.
        CONTROL
    }

    int length() {
        return bytes.remaining();
    }
}
