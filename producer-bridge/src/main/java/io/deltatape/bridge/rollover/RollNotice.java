package io.deltatape.bridge.rollover;

import java.time.LocalDate;
import java.time.YearMonth;

/// Something about the contracts of a root that a person should know, for as long as it is so. Immutable.
public sealed interface RollNotice {
    /// A sentence that says what, and where something is to be done, what to do.
    String message();

    /// The front contract changes soon, in so many calendar days.
    record RollAhead(Contract from, YearMonth to, LocalDate on, long days) implements RollNotice {
        @Override
        public String message() {
            return from.root() + " rolls from " + from + " to " + to + " with trade date " + on + ", in " + days
                    + (days == 1 ? " day" : " days");
        }
    }

    /// The contract that is the front one from a date on, past or soon to come, is not there.
    record ContractMissing(String root, YearMonth month, LocalDate from) implements RollNotice {
        @Override
        public String message() {
            return root + " has no contract of " + month + ", the front one from trade date " + from
                    + " on: subscribe to it in Sierra Chart, so that there is a file";
        }
    }

    /// A contract has expired; its data are kept until a date.
    record Expired(Contract contract, LocalDate expiry, LocalDate keptUntil) implements RollNotice {
        @Override
        public String message() {
            return contract + " expired on " + expiry + " and is retired after " + keptUntil;
        }
    }

    /// Two files are of the same contract month: only one of them can be a front contract.
    record Duplicate(Contract kept, Contract passedOver) implements RollNotice {
        @Override
        public String message() {
            return kept + " and " + passedOver + " are both " + kept.root() + " of " + kept.month() + ": " + kept
                    + " counts; name the one wanted in bridge.symbols";
        }
    }
}
