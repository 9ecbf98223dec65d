package io.deltatape.bridge.market;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;

/// The rule that gives a moment its trade date: the session of trade date D begins when the clock of a zone first shows
/// a time of day, on the calendar day before D for a time from noon on, and on D itself for an earlier one. It ends
/// where the next one begins.
///
/// There is no calendar of holidays in it: whatever trades belongs to the session that its own time falls into, and a
/// day on which nothing trades has no session. Immutable.
public record SessionRule(String id, ZoneId zone, LocalTime start, Weekend weekend) {
    /// Which trade date Saturday and Sunday have.
    public enum Weekend {
        /// Their own, as every other day.
        OWN_DATES,
        /// Monday's, whose session then begins on Friday.
        MONDAY
    }

    /// Futures on CME Globex: from 17:00 in Chicago, Sunday evening belongs to Monday.
    ///
    /// Source: https://www.sierrachart.com/index.php?page=doc/SessionTimes.php.
    public static final SessionRule CME = named("cme", "America/Chicago", 17, Weekend.OWN_DATES);

    /// Crypto futures on CME Globex, which trade at weekends too since 2026-05-29; from Friday evening on with the
    /// trade date of Monday (CME Group's announcement of 2026-02-19).
    public static final SessionRule CME_CRYPTO = named("cme-crypto", "America/Chicago", 17, Weekend.MONDAY);

    /// Shares and cash indices in the United States: the calendar day in New York.
    public static final SessionRule RTH_US = named("rth-us", "America/New_York", 0, Weekend.OWN_DATES);

    /// Markets that never close: the calendar day in UTC.
    public static final SessionRule UTC = named("utc", "UTC", 0, Weekend.OWN_DATES);

    /// Futures on Eurex, which open after midnight: the calendar day in Berlin.
    public static final SessionRule EUREX = named("eurex", "Europe/Berlin", 0, Weekend.OWN_DATES);

    /// Every rule that has a name of its own.
    public static final List<SessionRule> NAMED = List.of(CME, CME_CRYPTO, RTH_US, UTC, EUREX);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /// One session: its trade date, its first microsecond since 1970 and the first one after it.
    record Bounds(LocalDate tradeDate, long startUs, long endUs) {}

    private static SessionRule named(String id, String zone, int hour, Weekend weekend) {
        return new SessionRule(id, ZoneId.of(zone), LocalTime.of(hour, 0), weekend);
    }

    /// Reads the name of a rule, or a rule of one's own as `zone@HH:mm`.
    ///
    /// @throws IllegalArgumentException if the text is neither; the message says what was expected
    public static SessionRule parse(String text) {
        for (SessionRule rule : NAMED) {
            if (rule.id.equals(text)) {
                return rule;
            }
        }
        int at = text.indexOf('@');
        try {
            ZoneId zone = ZoneId.of(text.substring(0, Math.max(at, 0)));
            LocalTime start = LocalTime.parse(text.substring(at + 1), TIME);
            return new SessionRule(zone.getId() + "@" + start.format(TIME), zone, start, Weekend.OWN_DATES);
        } catch (DateTimeException e) {
            String names = String.join(", ", NAMED.stream().map(SessionRule::id).toList());
            throw new IllegalArgumentException(names + ", or zone@HH:mm such as Europe/London@01:00", e);
        }
    }

    /// The session that a moment in microseconds since 1970 falls into.
    Bounds session(long timeUs) {
        LocalDate date =
                Instant.EPOCH.plus(timeUs, ChronoUnit.MICROS).atZone(zone).toLocalDate();
        while (timeUs < startUs(date)) {
            date = date.minusDays(1);
        }
        while (timeUs >= startUs(date.plusDays(1))) {
            date = date.plusDays(1);
        }
        return weekend == Weekend.MONDAY ? joined(date) : bounds(date, date);
    }

    private Bounds joined(LocalDate date) {
        return switch (date.getDayOfWeek()) {
            case SATURDAY -> bounds(date, date.plusDays(2));
            case SUNDAY -> bounds(date.minusDays(1), date.plusDays(1));
            case MONDAY -> bounds(date.minusDays(2), date);
            case TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> bounds(date, date);
        };
    }

    private Bounds bounds(LocalDate first, LocalDate tradeDate) {
        return new Bounds(tradeDate, startUs(first), startUs(tradeDate.plusDays(1)));
    }

    /// Where clocks go back over the start, the first time that they show it counts; where they jump over it, the jump.
    private long startUs(LocalDate date) {
        LocalDateTime wall = (start.isBefore(LocalTime.NOON) ? date : date.minusDays(1)).atTime(start);
        ZoneOffsetTransition change = zone.getRules().getTransition(wall);
        Instant instant = change != null && change.isGap()
                ? change.getInstant()
                : wall.atZone(zone).toInstant();
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    @Override
    public String toString() {
        return id;
    }
}
