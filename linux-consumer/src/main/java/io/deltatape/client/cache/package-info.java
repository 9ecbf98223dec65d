/// The newest state of every symbol, read together with how fresh it is.
@NullMarked
package io.deltatape.client.cache;

import org.jspecify.annotations.NullMarked;
