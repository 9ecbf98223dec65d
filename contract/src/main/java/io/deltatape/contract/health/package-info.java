/// The local endpoint at which a component without a web server of its own tells how it is.
@NullMarked
package io.deltatape.contract.health;

import org.jspecify.annotations.NullMarked;
