/// The part of the Windows package's smoke test that a batch file cannot do: files, and what Kafka gets of them.
@NullMarked
package io.deltatape.windows;

import org.jspecify.annotations.NullMarked;
