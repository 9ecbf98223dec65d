package io.deltatape.bridge.sierra;

/// What a look into one file came to.
public sealed interface Examination {
    /// The file is of a kind that is not looked into.
    record NotLooked() implements Examination {}

    /// The file cannot be read; `reason` is to be put after its name.
    record Unreadable(String reason) implements Examination {}

    /// What the file holds: how many records in all, and of the last of them how many are what.
    ///
    /// `lastTimeUs` is in microseconds since 1970 and below zero where no record has a time; `tornBytes` are those
    /// behind the last whole record.
    record Records(
            long records,
            long lastTimeUs,
            long ticks,
            long bars,
            long badTimes,
            long badPrices,
            long outOfOrder,
            int tornBytes)
            implements Examination {
        /// Whether some of the last records cannot be used, or are not in the order of their times.
        public boolean isFlawed() {
            return badTimes + badPrices + outOfOrder > 0;
        }
    }
}
