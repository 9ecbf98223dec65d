/// Settings from file, environment and command line, checked together at start.
@NullMarked
package io.deltatape.contract.config;

import org.jspecify.annotations.NullMarked;
