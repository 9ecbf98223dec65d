/// Reads the files of Sierra Chart: their layout, what is new in them, and where a session begins.
@NullMarked
package io.deltatape.bridge.sierra;

import org.jspecify.annotations.NullMarked;
