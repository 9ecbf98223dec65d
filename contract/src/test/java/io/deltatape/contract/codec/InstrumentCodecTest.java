package io.deltatape.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.contract.Delivery;
import io.deltatape.contract.Instrument;
import io.deltatape.contract.InstrumentRecord;
import io.deltatape.contract.Price;
import io.deltatape.contract.Quotation;
import io.deltatape.contract.RandomInstruments;
import io.deltatape.contract.Symbol;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InstrumentCodecTest {
    private static final Symbol NQ = new Symbol("NQZ26-CME");
    private static final Instrument FRONT = new Instrument(
            NQ,
            NQ,
            "E-mini Nasdaq-100",
            Quotation.of(Price.parse("0.25"), Price.parse("20"), "USD"),
            "cme",
            new Delivery.Contract("NQ", YearMonth.of(2026, 12), LocalDate.of(2026, 12, 14), LocalDate.of(2026, 12, 18)),
            "scid");
    private static final List<String> TOKENS = List.of(
            "null",
            "-",
            "[",
            "{",
            "}",
            "\"",
            ",",
            "1e99999999",
            "-1",
            "0.5",
            "99999999999999999999",
            "\\ud800",
            "\\u0000",
            "\"tick\":1",
            "\"of\":\"|\"",
            "\"month\":\"2026-13\"",
            "\"month\":\"+10000-01\"",
            "\"roll\":\"+999999999-12-31\"",
            "\"expiry\":\"x\"",
            "\"digits\":10",
            "\"root\":\"\"");

    private final InstrumentCodec codec = new InstrumentCodec();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatWasEncodedIsDecodedToTheSame(long seed) {
        var instruments = new RandomInstruments(seed);
        for (int i = 0; i < 1_000; i++) {
            Instrument instrument = instruments.next();

            assertThat(codec.decode(instrument.symbol(), codec.encode(instrument)))
                    .as("seed %d case %d", seed, i)
                    .isEqualTo(instrument);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void hostileBytesAreMalformedOrAnInstrumentThatCanBeWrittenAgain(long seed) {
        var random = new SplittableRandom(seed);
        var instruments = new RandomInstruments(seed);
        int valid = 0;
        for (int i = 0; i < 8_000; i++) {
            Instrument instrument = i % 2 == 0 ? FRONT : instruments.next();
            byte[] mutated = mutated(codec.encode(instrument), random);
            InstrumentRecord record;
            try {
                record = codec.decode(instrument.symbol(), mutated);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        "seed " + seed + " case " + i + ": " + new String(mutated, StandardCharsets.UTF_8), e);
            }
            if (record instanceof Instrument read) {
                valid++;
                assertThat(codec.decode(read.symbol(), codec.encode(read)))
                        .as("seed %d case %d", seed, i)
                        .isEqualTo(read);
            } else if (record instanceof InstrumentRecord.Malformed malformed) {
                assertThat(malformed.reason()).as("seed %d case %d", seed, i).isNotBlank();
            }
        }
        assertThat(valid).as("valid ones of seed %d", seed).isGreaterThan(80);
    }

    private static byte[] mutated(byte[] record, SplittableRandom random) {
        var text = new StringBuilder(new String(record, StandardCharsets.UTF_8));
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(1, 8));
            switch (random.nextInt(5)) {
                case 0 -> text.setLength(at);
                case 1 -> text.delete(at, to);
                case 2 -> text.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
                case 3 -> text.replace(at, to, TOKENS.get(random.nextInt(TOKENS.size())));
                default -> text.insert(at, text.substring(at, to));
            }
        }
        byte[] bytes = bytes(text.toString());
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    @Test
    void theJsonIsThatOfTheManual() {
        assertThat(new String(codec.encode(FRONT), StandardCharsets.UTF_8))
                .isEqualTo("{\"s\":\"NQZ26-CME\",\"description\":\"E-mini Nasdaq-100\",\"tick\":0.25,\"digits\":2,"
                        + "\"multiplier\":20,\"currency\":\"USD\",\"session\":\"cme\",\"root\":\"NQ\","
                        + "\"month\":\"2026-12\",\"roll\":\"2026-12-14\",\"expiry\":\"2026-12-18\",\"src\":\"scid\"}");
        assertThat(new String(codec.encode(FRONT.underAlias(new Symbol("NQ.c.0"))), StandardCharsets.UTF_8))
                .startsWith("{\"s\":\"NQ.c.0\",\"of\":\"NQZ26-CME\",\"description\"");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        var symbol = new Symbol("XYZ");
        var unknown = new Instrument(symbol, symbol, "", Quotation.UNKNOWN, "utc", Delivery.NONE, "");

        assertThat(new String(codec.encode(unknown), StandardCharsets.UTF_8))
                .isEqualTo("{\"s\":\"XYZ\",\"session\":\"utc\"}");
        assertThat(codec.decode(symbol, bytes("{\"s\":\"XYZ\",\"session\":\"utc\"}")))
                .isEqualTo(unknown);
    }

    @Test
    void unknownMembersAreIgnored() {
        String json = new String(codec.encode(FRONT), StandardCharsets.UTF_8);

        assertThat(codec.decode(NQ, bytes(json.replace("\"tick\"", "\"new\":[{\"tick\":7}],\"tick\""))))
                .isEqualTo(FRONT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"s\":\"ES\"}                                         | expected s of the key; got s=ES",
                "{\"s\":\"NQZ26-CME\",\"tick\":-0.25}                   | expected tick and multiplier above zero",
                "{\"s\":\"NQZ26-CME\",\"digits\":10}                    | 0 to 9 digits",
                "{\"s\":\"NQZ26-CME\",\"tick\":\"0.25\"}                | tick is 0.25, expected a number",
                "{\"s\":\"NQZ26-CME\",\"tick\":1e99999999}              | which is no price",
                "{\"s\":\"NQZ26-CME\",\"root\":\"NQ\"}                  | expected root and month together",
                "{\"s\":\"NQZ26-CME\",\"month\":\"2026-12\"}            | expected root and month together",
                "{\"s\":\"NQZ26-CME\",\"roll\":\"2026-12-32\"}          | roll is \"2026-12-32\", which is no date",
                "{\"s\":\"NQZ26-CME\",\"of\":\"a?b\"}                   | of is no symbol",
                "{\"s\":\"NQZ26-CME\",\"description\":\"\\u0007\"}      | expected at most 128 and printable ones",
                "{\"s\":\"NQZ26-CME\"} {                                | more follows after the record",
                "{\"s\":\"NQZ26-CME\"                                   | not a JSON instrument",
                "[]                                                     | expected START_OBJECT",
                "x                                                      | not a JSON instrument"
            })
    void whatIsWrongIsSaid(String json, String reason) {
        assertThat(codec.decode(NQ, bytes(json)))
                .isInstanceOfSatisfying(
                        InstrumentRecord.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains(reason));
    }

    @Test
    void whatCannotBeAnInstrumentIsRefusedWhereItIsMade() {
        assertThatThrownBy(() -> new Quotation(-1, 2, 1, "USD")).hasMessageContaining("expected nothing negative");
        assertThatThrownBy(() -> new Quotation(1, 10, 1, "USD")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Instrument(NQ, NQ, "\n", Quotation.UNKNOWN, "", Delivery.NONE, ""))
                .hasMessageContaining("printable");
        assertThatThrownBy(() -> new Delivery.Contract("", YearMonth.of(2026, 1), LocalDate.MAX, LocalDate.MAX))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void digitsAreThoseThatTheTickNeeds() {
        assertThat(Quotation.of(Price.parse("0.00390625"), 0, "USD").digits()).isEqualTo(8);
        assertThat(Quotation.of(Price.parse("5"), 0, "USD").digits()).isZero();
        assertThat(Quotation.of(0, 0, "")).isEqualTo(Quotation.UNKNOWN);
    }
}
