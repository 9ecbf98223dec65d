package io.deltatape.bridge.rollover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpiryRuleTest {
    /// All holidays that New York's exchanges keep by rule, as https://www.nyse.com/markets/hours-calendars lists them:
    /// the few of [MarketHolidays] must be enough for every expiry.
    private static Set<LocalDate> newYork(int year) {
        var days = new HashSet<LocalDate>();
        LocalDate newYear = LocalDate.of(year, 1, 1);
        days.add(newYear.getDayOfWeek() == DayOfWeek.SUNDAY ? newYear.plusDays(1) : newYear);
        days.add(nth(year, Month.JANUARY, 3, DayOfWeek.MONDAY));
        days.add(nth(year, Month.FEBRUARY, 3, DayOfWeek.MONDAY));
        days.add(MarketHolidays.easter(year).minusDays(2));
        days.add(nth(year, Month.MAY, -1, DayOfWeek.MONDAY));
        if (year >= 2022) {
            days.add(observed(LocalDate.of(year, 6, 19)));
        }
        days.add(observed(LocalDate.of(year, 7, 4)));
        days.add(nth(year, Month.SEPTEMBER, 1, DayOfWeek.MONDAY));
        days.add(nth(year, Month.NOVEMBER, 4, DayOfWeek.THURSDAY));
        days.add(observed(LocalDate.of(year, 12, 25)));
        return days;
    }

    private static LocalDate nth(int year, Month month, int n, DayOfWeek day) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(n, day));
    }

    private static LocalDate observed(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.minusDays(1);
            case SUNDAY -> day.plusDays(1);
            default -> day;
        };
    }

    @Test
    void noOtherHolidayOfNewYorkCanMoveAnExpiry() {
        for (YearMonth month = YearMonth.of(2000, 1); month.getYear() < 2100; month = month.plusMonths(1)) {
            LocalDate friday = ExpiryRule.thirdFriday(month);
            assertThat(ExpiryRule.THIRD_FRIDAY_US.date(month)).as("%s", month).contains(open(friday));
            LocalDate next = ExpiryRule.thirdFriday(month.plusMonths(1));
            boolean isMoved = newYork(next.getYear()).contains(next);
            assertThat(ExpiryRule.VIX.date(month)).as("%s", month).contains(open(next.minusDays(isMoved ? 31 : 30)));
        }
    }

    private static LocalDate open(LocalDate date) {
        LocalDate day = date;
        while (newYork(day.getYear()).contains(day)) {
            day = day.minusDays(1);
        }
        return day;
    }

    @ParameterizedTest
    @CsvSource({
        "2025-09, third-friday-us,    2025-09-19, the third Friday",
        "2026-06, third-friday-us,    2026-06-18, Juneteenth on it",
        "2027-06, third-friday-us,    2027-06-17, Juneteenth on Saturday is kept on it",
        "2021-06, third-friday-us,    2021-06-18, before the exchanges kept Juneteenth",
        "2022-06, third-friday-us,    2022-06-17, Juneteenth on Sunday is kept on Monday",
        "2008-03, third-friday-us,    2008-03-20, Good Friday on it",
        "2026-06, third-friday-eurex, 2026-06-19, no Juneteenth in Frankfurt",
        "2008-03, third-friday-eurex, 2008-03-20, but Good Friday",
        "2025-08, vix,                2025-08-20, 30 days before 2025-09-19",
        "2014-03, vix,                2014-03-18, Good Friday 30 days later",
        "2025-03, vix,                2025-03-18, again",
        "2024-06, vix,                2024-06-18, Juneteenth on the Wednesday",
        "2024-12, vix,                2024-12-18, over the end of the year",
        "2026-05, vix,                2026-05-19, Juneteenth 30 days later"
    })
    void knownExpiries(YearMonth month, String rule, LocalDate expected, String what) {
        assertThat(ExpiryRule.parse(rule).date(month)).as(what).contains(expected);
        assertThat(ExpiryRule.parse(rule).latest(month)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2008-03-23", "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25"})
    void easterIsWhenItIs(LocalDate sunday) {
        assertThat(MarketHolidays.easter(sunday.getYear())).isEqualTo(sunday);
    }

    @Test
    void anUnknownExpiryIsOverWithItsMonth() {
        assertThat(ExpiryRule.UNKNOWN.date(YearMonth.of(2026, 2))).isEmpty();
        assertThat(ExpiryRule.UNKNOWN.latest(YearMonth.of(2026, 2))).isEqualTo("2026-02-28");
    }

    @Test
    void whatIsNoRuleIsRefused() {
        assertThatThrownBy(() -> ExpiryRule.parse("friday"))
                .hasMessage("one of third-friday-us, third-friday-eurex, vix, unknown");
    }
}
