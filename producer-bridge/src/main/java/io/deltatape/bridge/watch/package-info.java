/// Notices that files change, and decides when a changed file is to be read.
@NullMarked
package io.deltatape.bridge.watch;

import org.jspecify.annotations.NullMarked;
