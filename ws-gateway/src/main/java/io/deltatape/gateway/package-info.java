/// The gateway: follows `market.deltas` and serves every state and change to WebSocket and HTTP clients.
@NullMarked
package io.deltatape.gateway;

import org.jspecify.annotations.NullMarked;
