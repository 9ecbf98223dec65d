/// Contracts of futures: their names, when they expire, which one is the front, and what follows the change.
@NullMarked
package io.deltatape.bridge.rollover;

import org.jspecify.annotations.NullMarked;
