/// What is measured: counts, latency per hop, and the clocks to do so.
@NullMarked
package io.deltatape.gateway.figures;

import org.jspecify.annotations.NullMarked;
