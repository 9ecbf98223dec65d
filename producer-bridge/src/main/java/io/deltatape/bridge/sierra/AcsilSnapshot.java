package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import io.deltatape.contract.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What one JSON snapshot of an ACSIL study says: `timeUs` is when it was written (absent where it does not say),
/// `state` the fields, and `values` the fields without that time.
///
/// | member | field | what it is |
/// |---|---|---|
/// | `price`, `last_price` | LAST_PRICE | close of the chart's last bar |
/// | `bid`, `ask` | BID, ASK | the quote; a guess where the study had none |
/// | `bid_size`, `ask_size` | BID_SIZE, ASK_SIZE | parts of the bar's volume or trades |
/// | `last_size` | LAST_SIZE | the bar's volume: the last trade's on a chart of 1 tick a bar |
/// | `open`, `high`, `low`, `volume` | OPEN, HIGH, LOW, VOLUME | of the bar: the session's on a chart of 1 day a bar |
/// | `trade_side`, `side` | LAST_SIDE | guessed from price and quote |
/// | `timestamp_us`, `timestamp` | TS_EVENT | µs or s since 1970; a text is ignored, it is wrong |
///
/// FLAGS says that all of it is estimated. Never taken, because on no chart they are what they are called:
/// `total_volume` (adds the growing bar's volume at every export), `trades` and `trade_count` (1, or the exports of all
/// charts), `vwap` (a typical price, or a mean over exports). Immutable.
record AcsilSnapshot(AcsilForm form, long timeUs, MarketState values, MarketState state) {
    /// Bit 1 of FLAGS: estimated by the source.
    static final long ESTIMATED = 1;

    /// Bytes come from a file that anybody may have written: a table of the names seen could grow with them.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    static AcsilReading parse(byte[] bytes, TextNumbers numbers, SharedReading shared) {
        // Not UTF-8: a symbol may be in the system's code page, and what is read here is ASCII.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return json.currentToken() == null
                        ? new AcsilReading.Torn("it is empty")
                        : new AcsilReading.NoSnapshot("begins with " + json.currentToken()
                                + ", expected a JSON object: this is no snapshot; move it away");
            }
            var members = new Members(numbers, shared);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                members.take(name, json);
            }
            boolean isWhole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
            return isWhole ? members.reading() : new AcsilReading.Torn("more follows after the object");
        } catch (JsonProcessingException e) {
            return new AcsilReading.Torn(e.getOriginalMessage());
        } catch (IOException e) {
            return new AcsilReading.Torn(String.valueOf(e.getMessage()));
        }
    }

    /// The members of a snapshot, gathered while it is read; counts what is left out.
    private static final class Members {
        private static final long MICROS_PER_SECOND = 1_000_000;
        private static final long NANOS_PER_MICRO = 1_000;

        private final TextNumbers numbers;
        private final ReadTally tally;
        private final long latestUs;
        private final MarketState.Builder state = MarketState.builder();
        private String source = "";
        private String version = "";
        private long secondsUs = ABSENT;
        private long micros = ABSENT;
        private boolean hasPrice;

        Members(TextNumbers numbers, SharedReading shared) {
            this.numbers = numbers;
            this.tally = shared.tally();
            this.latestUs = shared.latestUs();
        }

        void take(String name, JsonParser json) throws IOException {
            switch (name) {
                case "price", "last_price" -> hasPrice |= takePrice(Field.LAST_PRICE, json);
                case "bid" -> takePrice(Field.BID, json);
                case "ask" -> takePrice(Field.ASK, json);
                case "open" -> takePrice(Field.OPEN, json);
                case "high" -> takePrice(Field.HIGH, json);
                case "low" -> takePrice(Field.LOW, json);
                case "volume" -> takeCount(Field.VOLUME, 0, json);
                case "last_size" -> takeCount(Field.LAST_SIZE, 1, json);
                case "bid_size" -> takeCount(Field.BID_SIZE, 1, json);
                case "ask_size" -> takeCount(Field.ASK_SIZE, 1, json);
                case "trade_side", "side" -> takeSide(json);
                case "timestamp" -> secondsUs = time(json, MICROS_PER_SECOND);
                case "timestamp_us" -> micros = time(json, 1);
                case "source" -> source = text(json);
                case "version" -> version = text(json);
                default -> json.skipChildren();
            }
        }

        private static boolean isNumber(JsonParser json) throws IOException {
            json.skipChildren();
            return json.currentToken().isNumeric();
        }

        private boolean takePrice(Field field, JsonParser json) throws IOException {
            if (!isNumber(json)) {
                return false;
            }
            long nanos = numbers.price(json.getText());
            if (nanos == ABSENT) {
                tallyUnlessZero(json.getText());
                return false;
            }
            state.set(field, nanos);
            return true;
        }

        /// A count below the least that says something is absent.
        private void takeCount(Field field, long least, JsonParser json) throws IOException {
            if (!isNumber(json)) {
                return;
            }
            long count = TextNumbers.count(json.getText());
            if (count == ABSENT) {
                tally.countBadValue();
            } else if (count >= least) {
                state.set(field, count);
            }
        }

        private void takeSide(JsonParser json) throws IOException {
            String side = text(json);
            if (!side.isEmpty()) {
                state.set(
                        Field.LAST_SIDE,
                        Side.ofLetter(side.length() == 1 ? side.charAt(0) : 'U').code());
            }
        }

        private static String text(JsonParser json) throws IOException {
            json.skipChildren();
            return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
        }

        /// A number of units since 1970 in microseconds, of which a unit has so many; absent if it cannot be a time.
        private long time(JsonParser json, long unitUs) throws IOException {
            if (!isNumber(json)) {
                return ABSENT;
            }
            long us = unitUs == 1 ? micros(json.getText()) : seconds(json.getText());
            if (us <= 0 || us > latestUs) {
                tallyUnlessZero(json.getText());
                return ABSENT;
            }
            return us;
        }

        private static long micros(String text) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException _) {
                return ABSENT;
            }
        }

        private static long seconds(String text) {
            try {
                return Price.parse(text) / NANOS_PER_MICRO;
            } catch (ArithmeticException | NumberFormatException _) {
                return ABSENT;
            }
        }

        private void tallyUnlessZero(String text) {
            if (!TextNumbers.isZero(text)) {
                tally.countBadValue();
            }
        }

        AcsilReading reading() {
            if (!hasPrice) {
                return new AcsilReading.NoSnapshot("has no price other than 0 in price or last_price, expected one:"
                        + " the chart has no data yet, or this is no snapshot; it is read again at its next change");
            }
            MarketState values = state.set(Field.FLAGS, ESTIMATED).build();
            long time = micros == ABSENT ? secondsUs : micros;
            MarketState timed =
                    time == ABSENT ? values : state.set(Field.TS_EVENT, time).build();
            return new AcsilReading.Whole(new AcsilSnapshot(AcsilForm.of(source, version), time, values, timed));
        }
    }
}
