package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartClockTest {
    private static long us(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static long us(String instant) {
        return us(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "America/Chicago",
                "America/New_York",
                "Europe/Berlin",
                "Asia/Kolkata",
                "Australia/Lord_Howe"
            })
    void everyMomentComesBackFromItsWallClock(String zoneName) {
        long seed = zoneName.hashCode();
        var random = new Random(seed);
        ZoneId zone = ZoneId.of(zoneName);
        var clock = new ChartClock(zone);
        Instant moment = Instant.parse("1999-12-31T23:00:00Z");
        for (int i = 0; i < 20_000; i++) {
            moment = moment.plus(
                            random.nextInt(3) == 0 ? 1 + random.nextInt(100_000_000) : 1L + random.nextInt(60),
                            ChronoUnit.MILLIS)
                    .plus(random.nextInt(20) == 0 ? 11 : 0, ChronoUnit.HOURS);
            ZonedDateTime local = moment.atZone(zone);
            // the second pass of an hour cannot be told unless a row in it came before; both passes are tried below
            if (zone.getRules().getValidOffsets(local.toLocalDateTime()).size() == 1) {
                assertThat(clock.timeUs(date(local.toLocalDateTime(), random), time(local.toLocalDateTime(), random)))
                        .as("%s seed %d", moment, seed)
                        .isEqualTo(us(moment.truncatedTo(ChronoUnit.MILLIS)));
            }
        }
    }

    private static String date(LocalDateTime local, Random random) {
        String form = random.nextBoolean() ? "%d/%d/%d" : "%04d-%02d-%02d";
        return String.format(Locale.ROOT, form, local.getYear(), local.getMonthValue(), local.getDayOfMonth());
    }

    private static String time(LocalDateTime local, Random random) {
        String clock = String.format(
                Locale.ROOT,
                random.nextBoolean() ? "%d:%d:%d" : "%02d:%02d:%02d",
                local.getHour(),
                local.getMinute(),
                local.getSecond());
        int millis = local.getNano() / 1_000_000;
        boolean isShort = millis == 0 && random.nextBoolean();
        return isShort
                ? clock
                : clock + String.format(Locale.ROOT, random.nextBoolean() ? ".%03d" : ".%03d000", millis);
    }

    @Test
    void theHourThatExistsTwiceIsTakenInTheOrderOfTheRows() {
        var clock = new ChartClock(ZoneId.of("America/Chicago"));

        assertThat(clock.timeUs("2026/11/1", "00:59:00")).isEqualTo(us("2026-11-01T05:59:00Z"));
        assertThat(clock.timeUs("2026/11/1", "01:00:00")).isEqualTo(us("2026-11-01T06:00:00Z"));
        assertThat(clock.timeUs("2026/11/1", "01:59:00")).isEqualTo(us("2026-11-01T06:59:00Z"));
        assertThat(clock.timeUs("2026/11/1", "01:00:00")).isEqualTo(us("2026-11-01T07:00:00Z"));
        assertThat(clock.timeUs("2026/11/1", "01:30:00")).isEqualTo(us("2026-11-01T07:30:00Z"));
        assertThat(clock.timeUs("2026/11/1", "02:00:00")).isEqualTo(us("2026-11-01T08:00:00Z"));
        clock.beginAnew();
        assertThat(clock.timeUs("2026/11/1", "01:00:00")).isEqualTo(us("2026-11-01T06:00:00Z"));
    }

    @Test
    void aTimeThatDoesNotExistIsTakenAsIfClocksHadNotBeenPutForward() {
        var clock = new ChartClock(ZoneId.of("America/Chicago"));

        assertThat(clock.timeUs("2026/3/8", "02:30:00")).isEqualTo(us("2026-03-08T08:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2024/1/15, 05:32:09.175, 2024-01-15T05:32:09.175Z",
        "2026-6-21, 18:00:00.000000, 2026-06-21T18:00:00Z",
        "1993/01/29, 0:0:0, 1993-01-29T00:00:00Z",
        "2024/2/29, 23:59:59.9, 2024-02-29T23:59:59.900Z",
        "2024/2/29, 23:59:59.123456789, 2024-02-29T23:59:59.123456Z"
    })
    void theFormsOfSierraChartAreRead(String date, String time, String instant) {
        assertThat(new ChartClock(ZoneId.of("UTC")).timeUs(date, time)).isEqualTo(us(instant));
    }

    @ParameterizedTest
    @CsvSource({
        "2023/2/29, 00:00:00",
        "2024/13/1, 00:00:00",
        "2024/0/1, 00:00:00",
        "2024/1/32, 00:00:00",
        "24/1/1, 00:00:00",
        "99999999/1/1, 00:00:00",
        "2024/1, 00:00:00",
        "2024/1/1/1, 00:00:00",
        "2024/1/x, 00:00:00",
        "-1/1/1, 00:00:00",
        "'', 00:00:00",
        "2024/1/1, 24:00:00",
        "2024/1/1, 12:60:00",
        "2024/1/1, 12:00:60",
        "2024/1/1, 12:00",
        "2024/1/1, 12",
        "2024/1/1, 12:00:00.",
        "2024/1/1, 12:00:00.x",
        "2024/1/1, -1:00:00",
        "2024/1/1, 12:00:00:00",
        "2024/1/1, ''"
    })
    void whatIsNoTimeIsAbsent(String date, String time) {
        assertThat(new ChartClock(ZoneId.of("UTC")).timeUs(date, time)).isEqualTo(ABSENT);
    }
}
