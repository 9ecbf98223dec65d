/// The topics, their partitioning, and the follower of market.deltas that gateway and client share.
@NullMarked
package io.deltatape.contract.kafka;

import org.jspecify.annotations.NullMarked;
