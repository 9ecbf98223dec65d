package io.deltatape.bridge.sierra;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealFilesTest {
    private static final Pattern SESSION = Pattern.compile("\"(\\d{4}-\\d\\d-\\d\\d)\": \\{(.*?)\\}", Pattern.DOTALL);
    private static final long SEED = 7;

    @TempDir
    Path folder;

    @Test
    void everySessionOfTheRealFileIsWhatWasComputedIndependently() throws IOException {
        var reading = WholeReading.of(SampleFiles.named("MNQU21-CME.scid"));
        Matcher sessions = SESSION.matcher(Files.readString(SampleFiles.named("MNQU21-CME.sessions.json")));

        int session = 0;
        long previousClose = Long.MIN_VALUE;
        while (sessions.find()) {
            MarketState state = reading.sessionEnds.get(session);
            String expected = sessions.group(2);
            String name = "session " + sessions.group(1);
            assertThat(LocalDate.ofEpochDay(state.value(Field.SESSION_DATE))).hasToString(sessions.group(1));
            assertThat(state.value(Field.OPEN)).as(name).isEqualTo(price(expected, "open"));
            assertThat(state.value(Field.HIGH)).as(name).isEqualTo(price(expected, "high"));
            assertThat(state.value(Field.LOW)).as(name).isEqualTo(price(expected, "low"));
            assertThat(state.value(Field.LAST_PRICE)).as(name).isEqualTo(price(expected, "close"));
            assertThat(state.value(Field.BID)).as(name).isEqualTo(price(expected, "lastBid"));
            assertThat(state.value(Field.ASK)).as(name).isEqualTo(price(expected, "lastAsk"));
            assertThat(state.value(Field.VOLUME)).as(name).isEqualTo(count(expected, "volume"));
            assertThat(state.value(Field.BID_VOLUME)).as(name).isEqualTo(count(expected, "bidVolume"));
            assertThat(state.value(Field.ASK_VOLUME)).as(name).isEqualTo(count(expected, "askVolume"));
            assertThat(state.value(Field.TRADES)).as(name).isEqualTo(count(expected, "trades"));
            assertThat(state.value(Field.TS_EVENT)).as(name).isEqualTo(timeUs(expected, "last"));
            assertThat(reading.firstTimesUs.get(session)).as(name).isEqualTo(timeUs(expected, "first"));
            assertThat(state.has(Field.PREV_CLOSE)).as(name).isEqualTo(session > 0);
            assertThat(session == 0 || state.value(Field.PREV_CLOSE) == previousClose)
                    .as(name)
                    .isTrue();
            previousClose = state.value(Field.LAST_PRICE);
            session++;
        }
        assertThat(session).isEqualTo(106).isEqualTo(reading.sessionEnds.size());
    }

    @Test
    void beginningAtTheLastSessionGivesTheSameStateAsReadingEverything() throws IOException {
        byte[] all = Files.readAllBytes(SampleFiles.named("MNQU21-CME.scid"));
        var random = new Random(SEED);
        for (int i = 0; i < 40; i++) {
            int length = i == 0 ? all.length : 56 + random.nextInt(all.length - 56);
            Path file = folder.resolve("cut" + i + ".scid");
            Files.write(file, Arrays.copyOf(all, length));

            try (var seen = new ScidFile(file, BigDecimal.ONE, new SharedReading(() -> 0), null)) {
                seen.update();
                assertThat(seen.state())
                        .as("cut at %d, seed %d", length, SEED)
                        .isEqualTo(WholeReading.of(file).statistics.state());
            }
        }
    }

    @Test
    void theDerivedFileHasTheCountsOfItsSource() throws IOException {
        String golden = Files.readString(SampleFiles.named("ESH22-CME.golden.json"));
        var shared = new SharedReading(() -> 0);
        try (var file = new ScidFile(SampleFiles.named("ESH22-CME.scid"), BigDecimal.ONE, shared, null)) {
            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(count(golden, "records")));
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(count(golden, "total_volume"));
            assertThat(file.state().value(Field.TRADES)).isEqualTo(count(golden, "records"));
            assertThat(file.cursor().offset()).isEqualTo(count(golden, "size"));
        }
        assertThat(shared.tally().badPrices()
                        + shared.tally().badTimes()
                        + shared.tally().late())
                .isZero();
    }

    private static String text(String object, String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\": \"?([^\",\\s}]+)").matcher(object);
        assertThat(matcher.find()).as("key %s in %s", key, object).isTrue();
        return matcher.group(1);
    }

    private static long price(String object, String key) {
        return Price.parse(text(object, key));
    }

    private static long count(String object, String key) {
        return Long.parseLong(text(object, key));
    }

    private static long timeUs(String object, String key) {
        return ChronoUnit.MICROS.between(
                Instant.EPOCH, OffsetDateTime.parse(text(object, key)).toInstant());
    }
}
