/// How it goes out: WebSocket.
@NullMarked
package io.deltatape.gateway.transport;

import org.jspecify.annotations.NullMarked;
