package io.deltatape.simulator;

import java.io.Closeable;
import java.io.IOException;

/// A file of one symbol that Sierra Chart writes beside the .scid file, from the same market. Owned by one thread.
interface CompanionFile extends Closeable {
    /// Takes up the symbol's next record.
    void take(SimulatedRecord record) throws IOException;

    /// Writes what waits, where this file keeps the pace of the .scid file.
    void flush() throws IOException;

    /// Whether something waits for a flush.
    boolean holdsBytes();
}
