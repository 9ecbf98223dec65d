/// What a service holds of the market: the client, its updates and its figures.
@NullMarked
package io.deltatape.client;

import org.jspecify.annotations.NullMarked;
