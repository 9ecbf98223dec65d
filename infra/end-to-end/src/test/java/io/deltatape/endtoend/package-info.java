/// Tests of the whole: structure and documents, real broker and sockets, restarts, faults.
@NullMarked
package io.deltatape.endtoend;

import org.jspecify.annotations.NullMarked;
