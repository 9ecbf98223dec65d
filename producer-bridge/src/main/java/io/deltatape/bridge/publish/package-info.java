/// Snapshots to Kafka and back: sending, resuming, the canaries, the guard against a second bridge.
@NullMarked
package io.deltatape.bridge.publish;

import org.jspecify.annotations.NullMarked;
