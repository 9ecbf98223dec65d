package io.deltatape.contract;

import java.time.LocalDate;
import java.time.YearMonth;

/// Which delivery of a future an instrument is, as far as its name and the rules of its root tell. Immutable.
public sealed interface Delivery {
    /// Stands for a date that is not known. It lies after every other, so that what has it has neither rolled nor
    /// expired.
    LocalDate UNKNOWN_DATE = LocalDate.MAX;

    /// Of an instrument that is no future.
    None NONE = new None();

    /// No future.
    record None() implements Delivery {}

    /// One contract month of a root, as December 2026 of NQ.
    ///
    /// `rollDate` is the first trade date on which the next contract is the front one, `expiryDate` the last on
    /// which this one trades; each is [#UNKNOWN_DATE] where no rule gives it.
    record Contract(String root, YearMonth month, LocalDate rollDate, LocalDate expiryDate) implements Delivery {
        private static final int YEAR_MAX = 9999;

        public Contract {
            if (root.isEmpty() || !Instrument.isText(root) || !isMonth(month)) {
                throw new IllegalArgumentException("contract " + month + " of \"" + root
                        + "\": expected a printable root, and a year of 1 to " + YEAR_MAX);
            }
        }

        /// Whether a month can be one of delivery: beyond the year 9999 its text form cannot be read back.
        public static boolean isMonth(YearMonth month) {
            return month.getYear() >= 1 && month.getYear() <= YEAR_MAX;
        }
    }
}
