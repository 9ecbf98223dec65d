/// Everything in one process: a Kafka broker over a directory, and what runs on it without an installation.
@NullMarked
package io.deltatape.local;

import org.jspecify.annotations.NullMarked;
