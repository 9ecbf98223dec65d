package io.deltatape.bridge.rollover;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Optional;

/// The rule that gives a contract month its last trade date.
public enum ExpiryRule {
    /// The third Friday, or the business day before it where New York's exchanges are closed: equity index futures of
    /// CME Group (https://www.cmegroup.com/trading/equity-index/rolldates.html).
    THIRD_FRIDAY_US("third-friday-us") {
        @Override
        public Optional<LocalDate> date(YearMonth month) {
            return Optional.of(MarketHolidays.US.onOrBefore(thirdFriday(month)));
        }
    },
    /// The third Friday, or the exchange day before it where Eurex is closed: equity index futures of Eurex
    /// (https://eurex.com/ex-en/markets/idx/dax/Micro-DAX-Futures-2615490).
    THIRD_FRIDAY_EUREX("third-friday-eurex") {
        @Override
        public Optional<LocalDate> date(YearMonth month) {
            return Optional.of(MarketHolidays.EUREX.onOrBefore(thirdFriday(month)));
        }
    },
    /// The Wednesday 30 days before the third Friday of the month after, or the business day before it where either of
    /// the two is a holiday: VX futures (https://cboe.com/tradable_products/vix/vix_futures/specifications).
    VIX("vix") {
        @Override
        public Optional<LocalDate> date(YearMonth month) {
            LocalDate friday = thirdFriday(month.plusMonths(1));
            LocalDate wednesday = friday.minusDays(VIX_DAYS);
            boolean isMoved = MarketHolidays.US.isHoliday(friday);
            return Optional.of(MarketHolidays.US.onOrBefore(isMoved ? wednesday.minusDays(1) : wednesday));
        }
    },
    /// No rule that is known here.
    UNKNOWN("unknown") {
        @Override
        public Optional<LocalDate> date(YearMonth month) {
            return Optional.empty();
        }
    };

    private static final int VIX_DAYS = 30;

    private final String id;

    ExpiryRule(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /// The rule with an id.
    ///
    /// @throws IllegalArgumentException if there is none; the message says what was expected
    public static ExpiryRule parse(String id) {
        return Arrays.stream(values())
                .filter(rule -> rule.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(ExpiryRule::id).toList())));
    }

    /// The last trade date of a contract month; empty where it is not known.
    public abstract Optional<LocalDate> date(YearMonth month);

    /// The date after which a contract month certainly does not trade: its last trade date, or where that is not known
    /// the end of the month, since no future known here trades beyond its delivery month.
    public final LocalDate latest(YearMonth month) {
        return date(month).orElse(month.atEndOfMonth());
    }

    /// Whether contracts expire with the third Friday of their month.
    final boolean isThirdFriday() {
        return this == THIRD_FRIDAY_US || this == THIRD_FRIDAY_EUREX;
    }

    static LocalDate thirdFriday(YearMonth month) {
        return month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(3, DayOfWeek.FRIDAY));
    }
}
