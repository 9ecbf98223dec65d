/// Snapshots become versioned deltas, keyframes and a ring: the Kafka Streams application between the bridges and the
/// readers.
@NullMarked
package io.deltatape.delta;

import org.jspecify.annotations.NullMarked;
