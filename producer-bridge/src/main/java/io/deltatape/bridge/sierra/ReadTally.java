package io.deltatape.bridge.sierra;

/// What reading came to so far, over all files: running totals. Owned by the market thread.
public final class ReadTally {
    private long records;
    private long bytes;
    private long badPrices;
    private long badTimes;
    private long badQuotes;
    private long outOfOrder;
    private long late;
    private long tornReads;
    private long incarnations;

    void countRecord() {
        records++;
    }

    void countBytes(long more) {
        bytes += more;
    }

    void countBadPrice() {
        badPrices++;
    }

    void countBadTime() {
        badTimes++;
    }

    void countBadQuote() {
        badQuotes++;
    }

    void countOutOfOrder() {
        outOfOrder++;
    }

    void countLate() {
        late++;
    }

    void countTornRead() {
        tornReads++;
    }

    void countIncarnation() {
        incarnations++;
    }

    /// Records read, whatever became of them.
    public long records() {
        return records;
    }

    /// Bytes of these records.
    public long bytes() {
        return bytes;
    }

    /// Records left out because a price is zero, not finite or too large.
    public long badPrices() {
        return badPrices;
    }

    /// Records left out because their time cannot be one.
    public long badTimes() {
        return badTimes;
    }

    /// Trades whose bid or ask was left out.
    public long badQuotes() {
        return badQuotes;
    }

    /// Records earlier than the one before them; they count.
    public long outOfOrder() {
        return outOfOrder;
    }

    /// Records of a session before the current one; they do not count.
    public long late() {
        return late;
    }

    /// Records with anything wrong about them.
    public long flaws() {
        return badPrices + badTimes + badQuotes + outOfOrder + late + flawsOfBooks();
    }

    /// Each flaw counted, as `name=count`.
    @Override
    public String toString() {
        return "badPrices=" + badPrices + " badTimes=" + badTimes + " badQuotes=" + badQuotes + " outOfOrder="
                + outOfOrder + " late=" + late + " of=" + records;
    }

    /// Reads that found the end of the file in the middle of a record.
    public long tornReads() {
        return tornReads;
    }

    /// How often a file turned out to be another one under a known name.
    public long incarnations() {
        return incarnations;
    }

    private long batches;
    private long crossedBooks;
    private long levelsMissing;
    private long levelsDropped;
    private long badCommands;

    void countBatch() {
        batches++;
    }

    void countCrossedBook() {
        crossedBooks++;
    }

    void countLevelMissing() {
        levelsMissing++;
    }

    void countLevelDropped() {
        levelsDropped++;
    }

    void countBadCommand() {
        badCommands++;
    }

    /// Batches of changes to a book that ended.
    public long batches() {
        return batches;
    }

    /// Batches that left the best bid not below the best ask; the book counts as it is.
    public long crossedBooks() {
        return crossedBooks;
    }

    /// Records that delete a level which is not there.
    public long levelsMissing() {
        return levelsMissing;
    }

    /// Levels farthest from the best that were dropped because their side was full.
    public long levelsDropped() {
        return levelsDropped;
    }

    /// Records with a command that the format does not have; they do nothing.
    public long badCommands() {
        return badCommands;
    }

    private long flawsOfBooks() {
        return crossedBooks + levelsMissing + levelsDropped + badCommands;
    }
}
