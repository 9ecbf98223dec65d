package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.Book;
import io.deltatape.bridge.market.BookLevels;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says what is wrong with the records of one file: the first of each kind, since the others are counted.
///
/// Owned by the market thread.
final class FlawLog {
    /// What can be wrong, and what becomes of the record.
    enum Flaw {
        BAD_PRICE("expected prices above 0 and up to 9 billion: the record is left out"),
        BAD_TIME("expected microseconds since 1899-12-30, not before 1970: the record is left out"),
        BAD_QUOTE("expected a finite bid and ask: the trade counts, without them"),
        OUT_OF_ORDER("expected a time not before that of the record before it: it counts, in the order of the file"),
        LATE("expected the trade date of the session that runs: the record is left out"),
        BAD_COMMAND("expected a command of 0 to 7: it does nothing"),
        LEVEL_MISSING("expected a level of the book at this price: nothing is deleted"),
        LEVEL_DROPPED("expected at most " + BookLevels.LEVELS_MAX
                + " levels on a side: the one farthest from the best is dropped"),
        CROSSED("expected the best bid below the best ask where a batch ends: the book is published as it is");

        private final String expected;

        Flaw(String expected) {
            this.expected = expected;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(FlawLog.class);

    private final Path path;
    private final Set<Flaw> said = EnumSet.noneOf(Flaw.class);
    private boolean isTornSaid;

    FlawLog(Path path) {
        this.path = path;
    }

    /// Answers whether a line was written.
    boolean report(Flaw flaw, FileRecord record) {
        return report(flaw, record, record);
    }

    /// The record ends a batch and leaves the book like this.
    boolean reportCrossed(Book book, FileRecord record) {
        return report(Flaw.CROSSED, record, book);
    }

    private boolean report(Flaw flaw, FileRecord record, Object found) {
        if (!said.add(flaw)) {
            return false;
        }
        LOG.warn(
                "file {} record at byte {} has {}, {}; more of these in this file are only counted, if they are many"
                        + " download it again in Sierra Chart",
                path,
                record.fileOffset(),
                found.toString(), // now: the view moves on
                flaw.expected);
        return true;
    }

    /// A tail that is torn for a moment is how a file grows, so it is no warning.
    void reportTorn(long wholeEnd) {
        if (!isTornSaid) {
            isTornSaid = true;
            LOG.info("file {} ends within the record at byte {}: it is read when the rest has come", path, wholeEnd);
        }
    }
}
