package io.deltatape.bridge.sierra;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts the rows of one text file that cannot be used and says the first of them. A line read again is not counted
/// again. Owned by the market thread.
final class BadRows {
    private static final Logger LOG = LoggerFactory.getLogger(BadRows.class);

    private final Path path;
    private final ReadTally tally;
    private long lastCounted;
    private boolean isSaid;

    BadRows(Path path, ReadTally tally) {
        this.path = path;
        this.tally = tally;
    }

    void report(DelimitedText row, String why) {
        if (row.number() > lastCounted) {
            lastCounted = row.number();
            tally.countBadRow();
        }
        if (!isSaid) {
            isSaid = true;
            LOG.warn(
                    "file {} line {} is \"{}\", {}: the row is left out; more of these in this file are only counted,"
                            + " if they are many write it again in Sierra Chart",
                    path,
                    row.number(),
                    row.excerpt(),
                    why);
        }
    }

    /// Says that the file is another one, whose lines have not been counted.
    void beginAnew() {
        lastCounted = 0;
        isSaid = false;
    }
}
