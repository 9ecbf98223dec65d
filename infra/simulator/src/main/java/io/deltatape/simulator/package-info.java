/// A stand-in for Sierra Chart: writes .scid files the way it does, from a random market or from a real file.
@NullMarked
package io.deltatape.simulator;

import org.jspecify.annotations.NullMarked;
