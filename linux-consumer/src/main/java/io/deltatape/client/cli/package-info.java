/// The commands watch, get and tail.
@NullMarked
package io.deltatape.client.cli;

import org.jspecify.annotations.NullMarked;
