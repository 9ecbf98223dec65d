package io.deltatape.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.deltatape.client.MarketUpdate;
import io.deltatape.contract.Field;
import io.deltatape.contract.Price;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.Symbol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonLinesTest {
    private static final Symbol NQ = new Symbol("NQZ26-CME");

    private final JsonLines json = new JsonLines();

    /// Every value of the text by its path; arrays as their elements, numbers as they are written.
    private static Map<String, String> parsed(String text) throws IOException {
        var values = new LinkedHashMap<String, String>();
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    String path = parser.getParsingContext().pathAsPointer().toString();
                    values.merge(path, parser.getText(), (a, b) -> a + "," + b);
                }
            }
        }
        return values;
    }

    private static void assertHead(Map<String, String> values) {
        assertThat(values)
                .containsEntry("/symbol", "NQZ26-CME")
                .containsEntry("/epoch", "1754305425000000")
                .containsEntry("/version", "129")
                .containsEntry("/stamps/seen_us", "1754305425100000")
                .containsEntry("/stamps/sent_us", "1754305425101000")
                .containsEntry("/stamps/computed_us", "1754305425102500");
    }

    @Test
    void changeParsesBackWithItsDeltaOnly() throws IOException {
        var change = StateDelta.builder()
                .set(Field.LAST_PRICE, Price.parse("23265.25"))
                .set(Field.VOLUME, 1502)
                .clear(Field.OPEN_INTEREST)
                .build();

        String line = json.update(new MarketUpdate.Changed(
                NQ, Readings.POSITION, Readings.nasdaq().with(change), Readings.STAMPS, change));

        Map<String, String> values = parsed(line);
        assertHead(values);
        assertThat(values)
                .hasSize(9)
                .containsEntry("/delta/last_price", "23265.25")
                .containsEntry("/delta/volume", "1502")
                .containsEntry("/delta/open_interest", "null");
        assertThat(line).doesNotContain("\n");
    }

    @Test
    void fullStateParsesBackFieldByField() throws IOException {
        String line = json.update(new MarketUpdate.Full(NQ, Readings.POSITION, Readings.nasdaq(), Readings.STAMPS));

        Map<String, String> values = parsed(line);
        assertHead(values);
        assertThat(values)
                .containsEntry("/data/last_price", "23265.5")
                .containsEntry("/data/last_side", "B")
                .containsEntry("/data/session_date", "2025-08-04")
                .containsEntry("/data/bids/0/0", "23265.25")
                .containsEntry("/data/bids/1/1", "15");
        List<String> names = new ArrayList<>();
        for (int m = Readings.nasdaq().mask() & Field.SCALAR_MASK; m != 0; m &= m - 1) {
            names.add("/data/" + Field.lowest(m).longName());
        }
        assertThat(values).containsKeys(names.toArray(String[]::new));
    }

    @Test
    void readingSaysValueAgeAndFreshnessTogether() throws IOException {
        Map<String, String> values = parsed(json.reading(Readings.live()));

        assertHead(values);
        assertThat(values)
                .containsEntry("/age_ms", "340")
                .containsEntry("/confirmed_age_ms", "120")
                .containsEntry("/freshness", "live")
                .containsEntry("/data/high", "23300");
    }
}
