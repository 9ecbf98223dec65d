/// The two wire formats, JSON and packed, and the one place that tells them apart.
@NullMarked
package io.deltatape.contract.codec;

import org.jspecify.annotations.NullMarked;
