/// What is asked for: REST, health, figures, the page.
@NullMarked
package io.deltatape.gateway.api;

import org.jspecify.annotations.NullMarked;
