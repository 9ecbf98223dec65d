/// What the records of an instrument come to: trade dates, session figures, the state.
@NullMarked
package io.deltatape.bridge.market;

import org.jspecify.annotations.NullMarked;
