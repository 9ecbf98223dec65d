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
        return badPrices + badTimes + badQuotes + outOfOrder + late;
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
