package io.deltatape.bridge.sierra;

import java.util.LinkedHashMap;
import java.util.stream.Collectors;

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
    private long sessionsGivenUp;
    private long badRows;
    private long estimatedStates;
    private long unknownSources;
    private long tornJson;
    private long badValues;

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

    void countSessionGivenUp() {
        sessionsGivenUp++;
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
        return badPrices + badTimes + badQuotes + outOfOrder + late + flawsOfBooks() + badRows + badValues;
    }

    /// Each flaw that was met, as `name=count`.
    @Override
    public String toString() {
        var flaws = new LinkedHashMap<String, Long>();
        flaws.put("badPrices", badPrices);
        flaws.put("badTimes", badTimes);
        flaws.put("badQuotes", badQuotes);
        flaws.put("outOfOrder", outOfOrder);
        flaws.put("late", late);
        flaws.put("crossedBooks", crossedBooks);
        flaws.put("levelsMissing", levelsMissing);
        flaws.put("levelsDropped", levelsDropped);
        flaws.put("badCommands", badCommands);
        flaws.put("badRows", badRows);
        flaws.put("badValues", badValues);
        return flaws.entrySet().stream()
                .filter(flaw -> flaw.getValue() > 0)
                .map(flaw -> flaw.getKey() + "=" + flaw.getValue() + " ")
                .collect(Collectors.joining("", "", "of=" + records));
    }

    /// Reads that found the end of the file in the middle of a record.
    public long tornReads() {
        return tornReads;
    }

    /// How often a file turned out to be another one under a known name.
    public long incarnations() {
        return incarnations;
    }

    /// Sessions that were begun by a trade of a wrong time, and begun anew.
    public long sessionsGivenUp() {
        return sessionsGivenUp;
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

    void countBadRow() {
        badRows++;
    }

    void countEstimatedState() {
        estimatedStates++;
    }

    void countUnknownSource() {
        unknownSources++;
    }

    void countTornJson() {
        tornJson++;
    }

    void countBadValue() {
        badValues++;
    }

    /// Rows of text files left out because they lack a value or have one that cannot be right.
    public long badRows() {
        return badRows;
    }

    /// States taken from JSON snapshots, all of them estimated by their source.
    public long estimatedStates() {
        return estimatedStates;
    }

    /// Those of them whose source is none of the known studies.
    public long unknownSources() {
        return unknownSources;
    }

    /// Attempts to read a JSON snapshot that found it half written or no JSON.
    public long tornJson() {
        return tornJson;
    }

    /// Values of JSON snapshots left out because they cannot be what they stand for.
    public long badValues() {
        return badValues;
    }
}
