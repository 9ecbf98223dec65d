/// Who gets what: positions per connection, conflation, and the frames that connections share.
@NullMarked
package io.deltatape.gateway.fanout;

import org.jspecify.annotations.NullMarked;
