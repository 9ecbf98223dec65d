package io.deltatape.bridge.rollover;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;

/// The days on which the market behind a future is closed, as far as they can move an expiry.
///
/// An expiry is a Friday of 15 to 21, or a Wednesday some days before one. Of all holidays that these markets keep only
/// Good Friday and, in the United States, Juneteenth can fall there; no other is listed.
enum MarketHolidays {
    /// New York's exchanges (https://www.nyse.com/markets/hours-calendars).
    US {
        @Override
        boolean isHoliday(LocalDate date) {
            return isGoodFriday(date) || isJuneteenth(date);
        }
    },
    /// Eurex.
    EUREX {
        @Override
        boolean isHoliday(LocalDate date) {
            return isGoodFriday(date);
        }
    };

    /// New York's exchanges kept Juneteenth for the first time in 2022.
    private static final int JUNETEENTH_SINCE = 2022;

    private static final int JUNETEENTH_DAY = 19;

    abstract boolean isHoliday(LocalDate date);

    /// The latest business day on or before a date.
    final LocalDate onOrBefore(LocalDate date) {
        LocalDate day = date;
        while (isWeekend(day) || isHoliday(day)) {
            day = day.minusDays(1);
        }
        return day;
    }

    private static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static boolean isGoodFriday(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.FRIDAY && ChronoUnit.DAYS.between(date, easter(date.getYear())) == 2;
    }

    /// On a Saturday it is kept on Friday, on a Sunday on Monday.
    private static boolean isJuneteenth(LocalDate date) {
        LocalDate day = LocalDate.of(date.getYear(), Month.JUNE, JUNETEENTH_DAY);
        LocalDate kept = switch (day.getDayOfWeek()) {
            case SATURDAY -> day.minusDays(1);
            case SUNDAY -> day.plusDays(1);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
        };
        return date.getYear() >= JUNETEENTH_SINCE && date.equals(kept);
    }

    /// Easter Sunday of a year, by the Gregorian calendar's rule in the form of Butcher (J. Meeus, Astronomical
    /// Algorithms, chapter 8).
    static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
        int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
        return LocalDate.of(year, f / 31, f % 31 + 1);
    }
}
