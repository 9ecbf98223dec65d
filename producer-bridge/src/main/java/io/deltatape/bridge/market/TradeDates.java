package io.deltatape.bridge.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// The rule that gives a moment its trade date: the date of the wall clock in Chicago plus seven hours, so that a
/// session begins at 17:00 there on the calendar day before, and Sunday evening belongs to Monday.
///
/// Source: https://www.sierrachart.com/index.php?page=doc/SessionTimes.php. The bounds of the last session asked for
/// are kept, so that a record costs two comparisons. Not thread-safe.
public final class TradeDates {
    /// No trade date: below all others.
    public static final long NONE = Long.MIN_VALUE;

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final LocalTime SESSION_START = LocalTime.of(17, 0);
    private static final long HOURS_TO_MIDNIGHT = 7;

    private long startUs = 1;
    private long endUs;
    private long epochDay;

    /// The trade date, in days since 1970-01-01, of a moment in microseconds since 1970.
    public long of(long timeUs) {
        if (timeUs < startUs || timeUs >= endUs) {
            find(timeUs);
        }
        return epochDay;
    }

    /// When the session of a trade date begins, in microseconds since 1970.
    public long startUs(long epochDay) {
        return sessionStartUs(LocalDate.ofEpochDay(epochDay));
    }

    private void find(long timeUs) {
        LocalDate date = Instant.EPOCH
                .plus(timeUs, ChronoUnit.MICROS)
                .atZone(CHICAGO)
                .toLocalDateTime()
                .plusHours(HOURS_TO_MIDNIGHT)
                .toLocalDate();
        startUs = sessionStartUs(date);
        endUs = sessionStartUs(date.plusDays(1));
        epochDay = date.toEpochDay();
    }

    /// Clocks change at two in the night, so 17:00 exists once each day.
    private static long sessionStartUs(LocalDate date) {
        Instant start = date.minusDays(1).atTime(SESSION_START).atZone(CHICAGO).toInstant();
        return ChronoUnit.MICROS.between(Instant.EPOCH, start);
    }
}
