/// What crosses a process border: symbols, fields, states, deltas, positions and the rules that join them.
@NullMarked
package io.deltatape.contract;

import org.jspecify.annotations.NullMarked;
