/// From Sierra Chart's files to Kafka: configuration, the bridge itself and its command.
@NullMarked
package io.deltatape.bridge;

import org.jspecify.annotations.NullMarked;
