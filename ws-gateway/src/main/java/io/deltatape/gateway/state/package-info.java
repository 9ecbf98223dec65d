/// What is held: each symbol's newest state and its last changes.
@NullMarked
package io.deltatape.gateway.state;

import org.jspecify.annotations.NullMarked;
