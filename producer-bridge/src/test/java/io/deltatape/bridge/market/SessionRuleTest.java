package io.deltatape.bridge.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionRuleTest {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static long micros(String wallClock, ZoneId zone) {
        return micros(LocalDateTime.parse(wallClock).atZone(zone).toInstant());
    }

    private static LocalDate date(String rule, long timeUs) {
        return LocalDate.ofEpochDay(new TradeDates(SessionRule.parse(rule)).of(timeUs));
    }

    /// Rules in zones whose clocks change in every way: by an hour at two in the night, at midnight, by half an hour,
    /// over a whole day (Apia in 2011), not at all; with starts inside the hour that is skipped or comes twice.
    private static final List<String> RULES = List.of(
            "cme",
            "cme-crypto",
            "rth-us",
            "utc",
            "eurex",
            "America/Chicago@01:30",
            "America/Chicago@02:30",
            "Europe/London@01:00",
            "America/Sao_Paulo@00:00",
            "America/Sao_Paulo@12:00",
            "Australia/Lord_Howe@02:00",
            "Pacific/Apia@00:00",
            "Asia/Tokyo@08:45",
            "+05:30@23:59");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void tradeDatesNeverGoBackAndSessionsMeetWithoutGap(long seed) {
        var random = new Random(seed);
        long from = micros(Instant.parse("2005-01-01T00:00:00Z"));
        long span = micros(Instant.parse("2032-01-01T00:00:00Z")) - from;
        for (String text : RULES) {
            SessionRule rule = SessionRule.parse(text);
            for (int i = 0; i < 500; i++) {
                long timeUs = from + random.nextLong(span);
                String what = "seed " + seed + " rule " + text + " time " + timeUs;
                SessionRule.Bounds session = rule.session(timeUs);
                assertThat(timeUs).as(what).isBetween(session.startUs(), session.endUs() - 1);
                assertThat(rule.session(session.startUs())).as(what).isEqualTo(session);
                assertThat(rule.session(session.endUs() - 1)).as(what).isEqualTo(session);
                assertThat(rule.session(session.endUs()).startUs()).as(what).isEqualTo(session.endUs());
                assertThat(rule.session(session.endUs()).tradeDate()).as(what).isAfter(session.tradeDate());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void awayFromClockChangesTheWallClockGivesTheDate(long seed) {
        var random = new Random(seed);
        long from = micros(Instant.parse("2005-01-01T00:00:00Z"));
        long span = micros(Instant.parse("2032-01-01T00:00:00Z")) - from;
        for (String text : RULES) {
            SessionRule rule = SessionRule.parse(text);
            var cached = new TradeDates(rule);
            long timeUs = from + random.nextLong(span);
            for (int i = 0; i < 500; i++) {
                timeUs = i % 3 == 0 ? from + random.nextLong(span) : timeUs + random.nextLong(14_400_000_000L);
                Instant instant = Instant.EPOCH.plus(timeUs, ChronoUnit.MICROS);
                boolean clocksChange = !rule.zone()
                        .getRules()
                        .getOffset(instant.minus(2, ChronoUnit.DAYS))
                        .equals(rule.zone().getRules().getOffset(instant.plus(2, ChronoUnit.DAYS)));
                if (!clocksChange) {
                    assertThat(LocalDate.ofEpochDay(cached.of(timeUs)))
                            .as("seed %d rule %s time %s", seed, text, instant)
                            .isEqualTo(naive(rule, instant));
                }
            }
        }
    }

    private static LocalDate naive(SessionRule rule, Instant instant) {
        LocalDateTime wall = instant.atZone(rule.zone()).toLocalDateTime();
        LocalDate date =
                wall.toLocalTime().isBefore(rule.start()) ? wall.toLocalDate().minusDays(1) : wall.toLocalDate();
        date = rule.start().isBefore(LocalTime.NOON) ? date : date.plusDays(1);
        boolean isFolded = rule.weekend() == SessionRule.Weekend.MONDAY
                && (date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY);
        return isFolded ? date.plusDays(date.getDayOfWeek() == DayOfWeek.SATURDAY ? 2 : 1) : date;
    }

    /// A holiday's electronic session has the trade date of its own day. CME books it to the next business day and
    /// so gives two sessions one date; here each keeps its open, high, low and volume. Source:
    /// https://mondovisione.com/media-and-resources/news/cme-announces-labor-day-holiday-trading-schedule-2011124
    @ParameterizedTest
    @CsvSource({
        "2025-11-26T16:59:59, 2025-11-26, Wednesday before Thanksgiving",
        "2025-11-26T17:00:00, 2025-11-27, its evening is Thanksgiving's session",
        "2025-11-27T11:59:59, 2025-11-27, Thanksgiving until trading halts at noon",
        "2025-11-27T17:00:00, 2025-11-28, trading resumes: Friday's session",
        "2025-11-28T12:14:59, 2025-11-28, the half day after it",
        "2025-11-30T17:00:00, 2025-12-01, Sunday evening: Monday",
        "2026-04-02T15:59:59, 2026-04-02, Thursday before Good Friday",
        "2026-04-02T17:30:00, 2026-04-03, what trades on its evening is of Good Friday",
        "2026-04-03T08:15:00, 2026-04-03, Good Friday with a report of the labour market",
        "2026-04-05T17:00:00, 2026-04-06, Easter Sunday evening: Monday",
        "2026-03-06T15:59:59, 2026-03-06, Friday before clocks go forward",
        "2026-03-08T17:00:00, 2026-03-09, Sunday evening after they went forward",
        "2026-10-30T15:59:59, 2026-10-30, Friday before clocks go back",
        "2026-11-01T17:00:00, 2026-11-02, Sunday evening after they went back",
        "2026-06-18T17:00:00, 2026-06-19, the evening before Juneteenth",
        "2026-11-14T12:00:00, 2026-11-14, a Saturday on which something trades"
    })
    void futuresOnGlobexFollowTheClockInChicago(String wallClock, LocalDate expected, String what) {
        assertThat(date("cme", micros(wallClock, CHICAGO))).as(what).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-05T16:59:59, 2026-06-05, Friday",
        "2026-06-05T17:00:00, 2026-06-08, Friday evening has Monday's date",
        "2026-06-06T12:00:00, 2026-06-08, Saturday",
        "2026-06-07T18:00:00, 2026-06-08, Sunday evening",
        "2026-06-08T16:59:59, 2026-06-08, Monday",
        "2026-06-08T17:00:00, 2026-06-09, Monday evening"
    })
    void cryptoFuturesTradeTheWeekendForMonday(String wallClock, LocalDate expected, String what) {
        assertThat(date("cme-crypto", micros(wallClock, CHICAGO))).as(what).isEqualTo(expected);
    }

    @Test
    void theWeekendOfCryptoFuturesIsOneSession() {
        SessionRule.Bounds monday = SessionRule.CME_CRYPTO.session(micros("2026-06-06T03:00:00", CHICAGO));

        assertThat(monday.startUs()).isEqualTo(micros("2026-06-05T17:00:00", CHICAGO));
        assertThat(monday.endUs()).isEqualTo(micros("2026-06-08T17:00:00", CHICAGO));
    }

    @Test
    void otherMarketsFollowTheirOwnCalendarDay() {
        assertThat(date("rth-us", micros("2026-11-27T00:00:00", NEW_YORK))).isEqualTo("2026-11-27");
        assertThat(date("rth-us", micros("2026-11-26T23:59:59", NEW_YORK))).isEqualTo("2026-11-26");
        assertThat(date("utc", micros(Instant.parse("2026-11-28T00:00:00Z")))).isEqualTo("2026-11-28");
        assertThat(date("eurex", micros("2026-03-29T01:10:00", ZoneId.of("Europe/Berlin"))))
                .isEqualTo("2026-03-29");
        assertThat(date("Europe/London@01:00", micros("2026-06-02T00:59:00", ZoneId.of("Europe/London"))))
                .isEqualTo("2026-06-01");
        assertThat(date("Asia/Tokyo@16:30", micros("2026-06-01T16:30:00", ZoneId.of("Asia/Tokyo"))))
                .isEqualTo("2026-06-02");
    }

    @Test
    void aStartThatTheClockSkipsOrShowsTwiceBeginsOneSession() {
        SessionRule skipped = SessionRule.parse("America/Chicago@02:30");
        assertThat(skipped.session(micros(Instant.parse("2026-03-08T08:00:00Z")))
                        .startUs())
                .as("the jump from two to three")
                .isEqualTo(micros(Instant.parse("2026-03-08T08:00:00Z")));

        SessionRule twice = SessionRule.parse("America/Chicago@01:30");
        SessionRule.Bounds session = twice.session(micros(Instant.parse("2026-11-01T07:15:00Z")));
        assertThat(session.tradeDate()).as("01:15 for the second time").isEqualTo("2026-11-01");
        assertThat(session.startUs()).isEqualTo(micros(Instant.parse("2026-11-01T06:30:00Z")));
    }

    @Test
    void aRuleIsReadFromItsNameOrItsParts() {
        for (SessionRule rule : SessionRule.NAMED) {
            assertThat(SessionRule.parse(rule.id())).isSameAs(rule);
        }
        SessionRule own = SessionRule.parse("Europe/London@01:00");
        assertThat(SessionRule.parse(own.id())).isEqualTo(own);
        assertThat(own).hasToString("Europe/London@01:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CME",
                "@",
                "@17:00",
                "America/Chicago",
                "America/Chicago@",
                "Mars@17:00",
                "UTC@24:00",
                "UTC@1:00",
                "UTC@17:00:00",
                "UTC@17:00@"
            })
    void whatIsNoRuleIsRefused(String text) {
        assertThatThrownBy(() -> SessionRule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cme, cme-crypto, rth-us, utc, eurex, or zone@HH:mm such as Europe/London@01:00");
    }
}
