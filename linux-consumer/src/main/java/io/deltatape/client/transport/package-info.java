/// Ways by which updates reach a client, behind one small interface; Kafka is one.
@NullMarked
package io.deltatape.client.transport;

import org.jspecify.annotations.NullMarked;
