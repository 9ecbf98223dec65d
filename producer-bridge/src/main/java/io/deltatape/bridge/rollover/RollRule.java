package io.deltatape.bridge.rollover;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rule that says from which trade date on the next contract is the front one. Immutable.
///
/// The date is the first of the next contract: with a session from 17:00 in Chicago, a roll on Monday happens on Sunday
/// evening.
public sealed interface RollRule {
    /// The first trade date on which the contract after this month is the front one; empty where the rule does not fit
    /// how the root expires.
    Optional<LocalDate> rollDate(YearMonth month, ExpiryRule expiry);

    /// The Monday of the week of the third Friday: CME's lead month since June 2022.
    ///
    /// Source: https://iqhelp.dtn.com/cme-changes-lead-month-roll-procedure/.
    record MondayBeforeThirdFriday() implements RollRule {
        @Override
        public Optional<LocalDate> rollDate(YearMonth month, ExpiryRule expiry) {
            return beforeThirdFriday(month, expiry, 4);
        }
    }

    /// The Thursday eight days before the third Friday: the older convention of the trading floor.
    ///
    /// Source: https://www.cmegroup.com/trading/equity-index/rolldates.html.
    record ThursdayEightDaysBefore() implements RollRule {
        @Override
        public Optional<LocalDate> rollDate(YearMonth month, ExpiryRule expiry) {
            return beforeThirdFriday(month, expiry, 8);
        }
    }

    /// The last trade date itself, on which the old contract ends in the morning; or so many calendar days before.
    record DaysBeforeExpiry(int days) implements RollRule {
        @Override
        public Optional<LocalDate> rollDate(YearMonth month, ExpiryRule expiry) {
            return expiry.date(month).map(date -> date.minusDays(days));
        }
    }

    /// A day of the month before the contract's: for roots whose expiry is not known here, as CL.
    record DayOfPriorMonth(int day) implements RollRule {
        @Override
        public Optional<LocalDate> rollDate(YearMonth month, ExpiryRule expiry) {
            YearMonth prior = month.minusMonths(1);
            return Optional.of(prior.atDay(Math.min(day, prior.lengthOfMonth())));
        }
    }

    /// No front month at all.
    record None() implements RollRule {
        @Override
        public Optional<LocalDate> rollDate(YearMonth month, ExpiryRule expiry) {
            return Optional.empty();
        }
    }

    /// The third Friday and not the expiry counts, so that the day of the week stays when a holiday moves that.
    private static Optional<LocalDate> beforeThirdFriday(YearMonth month, ExpiryRule expiry, int days) {
        return expiry.isThirdFriday()
                ? Optional.of(ExpiryRule.thirdFriday(month).minusDays(days))
                : Optional.empty();
    }

    /// What [#parse] reads.
    String FORMS = "monday, thursday, expiry, days:N (0 to 99 before expiry), prior-month:D (day 1 to 31), or none";

    /// `days:` or `prior-month:` and a number.
    Pattern NUMBERED = Pattern.compile("(days|prior-month):(\\d{1,2})");

    /// Reads a rule.
    ///
    /// @throws IllegalArgumentException if the text is none; the message says what was expected
    static RollRule parse(String text) {
        Matcher numbered = NUMBERED.matcher(text);
        if (numbered.matches()) {
            return numbered(numbered.group(1), Integer.parseInt(numbered.group(2)));
        }
        return switch (text) {
            case "monday" -> new MondayBeforeThirdFriday();
            case "thursday" -> new ThursdayEightDaysBefore();
            case "expiry" -> new DaysBeforeExpiry(0);
            case "none" -> new None();
            default -> throw new IllegalArgumentException(FORMS);
        };
    }

    private static RollRule numbered(String name, int number) {
        if (name.equals("days")) {
            return new DaysBeforeExpiry(number);
        }
        if (number < 1 || number > 31) {
            throw new IllegalArgumentException(FORMS);
        }
        return new DayOfPriorMonth(number);
    }

    /// Whether the rule gives a date to contracts that expire so.
    default boolean fits(ExpiryRule expiry) {
        return rollDate(YearMonth.of(2026, 12), expiry).isPresent();
    }
}
