package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import io.deltatape.contract.Side;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcsilSnapshotTest {
    private static final long TIME_US = 1_798_000_000_123_456L;
    private static final Pattern LEGACY_OBJECT = Pattern.compile("\"symbol\".*?\\}", Pattern.DOTALL);

    private final SharedReading shared = new SharedReading(() -> TIME_US);
    private final ReadTally tally = shared.tally();
    private final TextNumbers numbers = new TextNumbers(BigDecimal.ONE);

    private AcsilReading parse(String text) {
        return AcsilSnapshot.parse(text.getBytes(StandardCharsets.ISO_8859_1), numbers, shared);
    }

    private AcsilSnapshot whole(String text) {
        AcsilReading reading = parse(text);
        assertThat(reading).as(text).isInstanceOf(AcsilReading.Whole.class);
        return ((AcsilReading.Whole) reading).snapshot();
    }

    private static String price(MarketState state, Field field) {
        return state.has(field) ? Price.format(state.value(field)) : "";
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyFormSaysTheSamePricesAndVolumeExactly(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var written = AcsilJson.random(random, TIME_US + i);
            for (String text :
                    new String[] {written.v2(), written.v3("sierra_chart_acsil_v3_final"), written.v3Fixed()}) {
                MarketState state = whole(text).state();

                assertThat(price(state, Field.LAST_PRICE))
                        .as("seed %d", seed)
                        .isEqualTo(new BigDecimal(Float.toString(written.price()))
                                .stripTrailingZeros()
                                .toPlainString());
                assertThat(state.value(Field.BID)).isEqualTo(state.value(Field.LAST_PRICE) - Price.ONE / 4);
                assertThat(state.value(Field.ASK)).isEqualTo(state.value(Field.LAST_PRICE) + Price.ONE / 4);
                assertThat(state.value(Field.OPEN)).isEqualTo(state.value(Field.LAST_PRICE) - Price.ONE);
                assertThat(state.value(Field.HIGH)).isEqualTo(state.value(Field.LAST_PRICE) + 2 * Price.ONE);
                assertThat(state.value(Field.LOW)).isEqualTo(state.value(Field.LAST_PRICE) - 3 * Price.ONE);
                assertThat(state.value(Field.VOLUME)).isEqualTo(written.volume());
                assertThat(state.value(Field.FLAGS)).isEqualTo(1);
            }
        }
        assertThat(tally.badValues()).isZero();
    }

    @Test
    void formsAreToldApartBySourceAndVersion() {
        var written = AcsilJson.of(TIME_US, 20_000);

        assertThat(whole(written.v2()).form()).isEqualTo(AcsilForm.V2);
        for (String source :
                new String[] {"sierra_chart_acsil_v3", "sierra_chart_acsil_v3_final", "sierra_chart_acsil_v3_complete"
                }) {
            assertThat(whole(written.v3(source)).form()).isEqualTo(AcsilForm.V3);
        }
        assertThat(whole(written.v3Fixed()).form()).isEqualTo(AcsilForm.V3_FIXED);
        assertThat(whole(written.v3("somebody's own")).form()).isEqualTo(AcsilForm.UNKNOWN);
        assertThat(whole("{\"price\": 1}").form()).isEqualTo(AcsilForm.UNKNOWN);
    }

    @Test
    void theTimeIsTheMicrosecondsElseTheSecondsNeverAText() {
        var written = AcsilJson.of(TIME_US, 20_000);

        assertThat(whole(written.v2()).state().value(Field.TS_EVENT)).isEqualTo(1_798_000_000_000_000L);
        assertThat(whole(written.v3("x")).state().value(Field.TS_EVENT)).isEqualTo(TIME_US);
        assertThat(whole(written.v3Fixed()).state().value(Field.TS_EVENT)).isEqualTo(TIME_US);
        assertThat(whole("{\"price\": 1, \"timestamp\": 1798000000.25}").timeUs())
                .isEqualTo(1_798_000_000_250_000L);
        assertThat(whole("{\"price\": 1, \"timestamp\": 1798000000, \"timestamp_us\": 4102444800000000}")
                        .timeUs())
                .isEqualTo(1_798_000_000_000_000L);
        for (String none :
                new String[] {"\"2026-01-01T00:00:00Z\"", "0", "-5", "1e300", "4102444800", "99999999999", "null", "{}"
                }) {
            AcsilSnapshot snapshot = whole("{\"price\": 1, \"timestamp\": " + none + "}");
            assertThat(snapshot.timeUs()).as(none).isEqualTo(ABSENT);
            assertThat(snapshot.state()).isEqualTo(snapshot.values());
            assertThat(snapshot.state().has(Field.TS_EVENT)).isFalse();
        }
    }

    @Test
    void whatIsInventedIsLeftOutAndWhatIsAGuessStays() {
        MarketState state = whole(AcsilJson.of(TIME_US, 20_000).v3("sierra_chart_acsil_v3_final"))
                .state();

        assertThat(state.has(Field.VWAP)).isFalse();
        assertThat(state.has(Field.TRADES)).isFalse();
        assertThat(state.value(Field.VOLUME)).isEqualTo(137);
        assertThat(state.value(Field.BID_SIZE)).isEqualTo(54);
        assertThat(state.value(Field.ASK_SIZE)).isEqualTo(82);
        assertThat(state.value(Field.LAST_SIZE)).isEqualTo(137);
        assertThat(state.value(Field.LAST_SIDE)).isEqualTo(Side.BUYER.code());
        assertThat(whole("{\"price\": 1, \"side\": \"S\"}").state().value(Field.LAST_SIDE))
                .isEqualTo(Side.SELLER.code());
        assertThat(whole("{\"price\": 1, \"side\": \"U\"}").state().has(Field.LAST_SIDE))
                .isTrue();
        assertThat(whole(AcsilJson.of(TIME_US, 1).v2()).state().has(Field.LAST_SIDE))
                .isFalse();
    }

    @Test
    void zerosAreAbsentPricesAndSizes() {
        MarketState state = whole("""
                {"price": 15.980000, "bid": 0.000000, "ask": -0.0, "open": 0, "high": null, "volume": 0,
                 "bid_size": 0, "ask_size": 0, "last_size": 0}""").state();

        assertThat(state)
                .isEqualTo(MarketState.builder()
                        .set(Field.LAST_PRICE, 15_980_000_000L)
                        .set(Field.VOLUME, 0)
                        .set(Field.FLAGS, 1)
                        .build());
        assertThat(tally.badValues()).isZero();
    }

    @Test
    void whatCannotBeAValueIsLeftOutAndCounted() {
        MarketState state = whole("""
                {"price": -37.63, "open": -1.9990019654456028e+37, "bid": 9100000000, "volume": -2147483648,
                 "ask_size": 0.5, "timestamp_us": 17.5, "high": 1e999999999}""").state();

        assertThat(state)
                .isEqualTo(MarketState.builder()
                        .set(Field.LAST_PRICE, -37_630_000_000L)
                        .set(Field.FLAGS, 1)
                        .build());
        assertThat(tally.badValues()).isEqualTo(6);
    }

    @Test
    void whatIsNoSnapshotIsRefusedWithAReasonAndWhatIsHalfWrittenIsTorn() {
        for (String other : new String[] {
            "[1]",
            "5",
            "\"x\"",
            "{}",
            "{\"price\": 0.000000, \"source\": \"sierra_chart_acsil_v2\"}",
            "{\"order_id\": \"MINH_1\", \"status\": \"FILLED\"}",
            "{\"price\": \"20000\"}",
            "{\"a\": {\"price\": 5}}"
        }) {
            AcsilReading reading = parse(other);
            assertThat(reading).as(other).isInstanceOf(AcsilReading.NoSnapshot.class);
            assertThat(((AcsilReading.NoSnapshot) reading).reason()).contains(", expected ");
        }
        for (String torn : new String[] {
            "",
            " ",
            "{",
            "{\"price\": 1",
            "{\"price\": 1}}",
            "{\"price\": 1} {",
            "{\"price\": nan}",
            "{\"price\": 1}\0\0"
        }) {
            assertThat(parse(torn)).as(torn).isInstanceOf(AcsilReading.Torn.class);
        }
    }

    @Test
    void everyCutOfASnapshotIsTorn() {
        for (String text : new String[] {
            AcsilJson.of(TIME_US, 20_000).v2().strip(),
            AcsilJson.of(TIME_US, 20_000).v3("sierra_chart_acsil_v3").strip()
        }) {
            for (int length = 0; length < text.length(); length++) {
                assertThat(parse(text.substring(0, length)))
                        .as("cut at %d", length)
                        .isInstanceOf(AcsilReading.Torn.class);
            }
        }
    }

    @Test
    void whatThePredecessorServedIsReadWithoutItsFaults() throws IOException {
        String all = Files.readString(SampleFiles.named("legacy-market-data-response.json"));
        Matcher objects = LEGACY_OBJECT.matcher(all.substring(all.indexOf("\"market_data\"")));

        assertThat(objects.find()).isTrue();
        assertThat(whole("{" + objects.group()).state().toString()).contains("px=23507.25", "h=23507.25");
        assertThat(objects.find()).isTrue();
        MarketState es = whole("{" + objects.group()).state();
        assertThat(price(es, Field.LAST_PRICE)).isEqualTo("6415.25");
        assertThat(es.has(Field.OPEN)).isFalse();
        assertThat(objects.find()).isTrue();
        MarketState vix = whole("{" + objects.group()).state();
        assertThat(price(vix, Field.LAST_PRICE)).isEqualTo("15.98");
        assertThat(vix.has(Field.HIGH) || vix.has(Field.TS_EVENT)).isFalse();
    }

    @Test
    void noBytesWhateverBringTheParserDown() {
        long seed = 20261124;
        var random = new Random(seed);
        var written = AcsilJson.of(TIME_US, 20_000);
        String[] good = {written.v2(), written.v3("sierra_chart_acsil_v3_final"), written.v3Fixed()};
        int whole = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new HostileBytes(random).mutate(good[i % 3].getBytes(StandardCharsets.ISO_8859_1));
            AcsilReading reading = AcsilSnapshot.parse(bytes, numbers, shared);
            switch (reading) {
                case AcsilReading.Whole(AcsilSnapshot snapshot) -> {
                    whole++;
                    assertThat(snapshot.state().has(Field.LAST_PRICE))
                            .as("seed %d step %d", seed, i)
                            .isTrue();
                }
                case AcsilReading.Torn(String why) -> assertThat(why).isNotBlank();
                case AcsilReading.NoSnapshot(String reason) ->
                    assertThat(reason).contains("expected");
            }
        }
        assertThat(whole).as("seed %d: mutations that leave a snapshot", seed).isBetween(1_000, 99_000);
    }
}
