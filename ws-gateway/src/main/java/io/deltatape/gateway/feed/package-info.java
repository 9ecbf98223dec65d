/// What comes in: the one thread that follows `market.deltas`.
@NullMarked
package io.deltatape.gateway.feed;

import org.jspecify.annotations.NullMarked;
