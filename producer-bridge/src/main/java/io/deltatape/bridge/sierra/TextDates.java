package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;

import java.time.DateTimeException;
import java.time.LocalDate;

/// Reads the dates and times of day of text files, which may lack leading zeros: `2024/1/15`, `2026-6-21`,
/// `05:32:09.175`. Stateless.
final class TextDates {
    private static final int YEAR_MIN = 1800;
    private static final int YEAR_MAX = 2199;
    private static final int MICRO_DIGITS = 6;
    private static final long SECOND_US = 1_000_000;

    private TextDates() {}

    /// Days since 1970-01-01; absent if it is no date of 1800 to 2199.
    static long epochDay(String text) {
        int first = separator(text, 0);
        int second = separator(text, first + 1);
        long year = digits(text, 0, first);
        long month = digits(text, first + 1, second);
        long day = digits(text, second + 1, text.length());
        if (year < YEAR_MIN || year > YEAR_MAX || month < 0 || day < 0) {
            return ABSENT;
        }
        try {
            return LocalDate.of((int) year, (int) month, (int) day).toEpochDay();
        } catch (DateTimeException _) {
            return ABSENT;
        }
    }

    private static int separator(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '/' || text.charAt(at) == '-') {
                return at;
            }
        }
        return -1;
    }

    /// Microseconds since midnight; absent if it is no time. Digits of the second beyond the sixth are cut off.
    static long timeOfDayUs(String text) {
        int first = text.indexOf(':');
        int second = text.indexOf(':', first + 1);
        int point = text.indexOf('.', second + 1);
        int end = point < 0 ? text.length() : point;
        long hour = digits(text, 0, first);
        long minute = second < 0 ? -1 : digits(text, first + 1, second);
        long seconds = digits(text, second + 1, end);
        long fraction = point < 0 ? 0 : fractionUs(text, point + 1);
        boolean isTime =
                hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && seconds >= 0 && seconds < 60 && fraction >= 0;
        return isTime ? ((hour * 60 + minute) * 60 + seconds) * SECOND_US + fraction : ABSENT;
    }

    private static long fractionUs(String text, int from) {
        int to = Math.min(text.length(), from + MICRO_DIGITS);
        long fraction = digits(text, from, to);
        for (int digits = to - from; digits < MICRO_DIGITS; digits++) {
            fraction *= 10;
        }
        return fraction;
    }

    /// A number of one to six digits; -1 if it is none.
    private static long digits(String text, int from, int to) {
        if (to <= from || to - from > MICRO_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
