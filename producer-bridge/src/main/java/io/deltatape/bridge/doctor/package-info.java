/// Looks at a Sierra Chart folder and at Kafka for a person, and says what to change; publishes nothing.
@NullMarked
package io.deltatape.bridge.doctor;

import org.jspecify.annotations.NullMarked;
