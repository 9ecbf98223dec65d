/// Programs that measure: file to client latency, payload sizes. They print their set-up beside the figures.
@NullMarked
package io.deltatape.benchmarks;

import org.jspecify.annotations.NullMarked;
