/// What is known of each instrument beside its prices: the built-in table, and what the configuration says instead.
@NullMarked
package io.deltatape.bridge.instruments;

import org.jspecify.annotations.NullMarked;
