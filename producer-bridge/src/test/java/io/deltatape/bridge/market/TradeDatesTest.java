package io.deltatape.bridge.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradeDatesTest {
    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T22:59:59.999999Z, 2026-03-02, winter Monday before 17:00",
        "2026-03-02T23:00:00Z,        2026-03-03, winter Monday 17:00",
        "2026-03-01T23:00:00Z,        2026-03-02, Sunday evening is Monday",
        "2026-03-08T07:59:59Z,        2026-03-08, the second before clocks go forward",
        "2026-03-08T08:00:00Z,        2026-03-08, the second after",
        "2026-03-08T21:59:59.999999Z, 2026-03-08, Sunday of the change before 17:00",
        "2026-03-08T22:00:00Z,        2026-03-09, Sunday of the change 17:00",
        "2026-07-15T21:59:59Z,        2026-07-15, summer before 17:00",
        "2026-07-15T22:00:00Z,        2026-07-16, summer 17:00",
        "2026-11-01T06:59:59Z,        2026-11-01, the hour that comes twice",
        "2026-11-01T07:30:00Z,        2026-11-01, its second time",
        "2026-11-01T22:59:59Z,        2026-11-01, Sunday clocks went back before 17:00",
        "2026-11-01T23:00:00Z,        2026-11-02, Sunday clocks went back 17:00",
        "2025-12-31T23:00:00Z,        2026-01-01, the year's last evening"
    })
    void knownMomentsHaveTheirTradeDate(String instant, LocalDate expected, String what) {
        assertThat(LocalDate.ofEpochDay(new TradeDates().of(micros(instant))))
                .as(what)
                .isEqualTo(expected);
    }

    @Test
    void everyMomentHasTheDateOfTheWallClockPlusSevenHours() {
        long seed = 99;
        var random = new Random(seed);
        var cached = new TradeDates();
        long from = micros("1990-01-01T00:00:00Z");
        long span = micros("2040-01-01T00:00:00Z") - from;
        long timeUs = from;
        for (int i = 0; i < 200_000; i++) {
            timeUs = i % 3 == 0
                    ? from + random.nextLong(span)
                    : timeUs + random.nextLong(14_400_000_000L) - 7_200_000_000L;
            long expected = Instant.EPOCH
                    .plus(timeUs, ChronoUnit.MICROS)
                    .atZone(ZoneId.of("America/Chicago"))
                    .toLocalDateTime()
                    .plusHours(7)
                    .toLocalDate()
                    .toEpochDay();
            assertThat(cached.of(timeUs)).as("time %d seed %d", timeUs, seed).isEqualTo(expected);
        }
    }
}
