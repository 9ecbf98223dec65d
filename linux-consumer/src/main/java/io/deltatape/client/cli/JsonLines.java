package io.deltatape.client.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.deltatape.client.MarketUpdate;
import io.deltatape.client.cache.Reading;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.JsonFields;
import io.deltatape.contract.codec.Names;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Updates and readings as one JSON object each, with long names, on one line without its end. Belongs to one thread.
final class JsonLines {
    private final JsonFactory factory = new JsonFactory();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /// `delta` holds the change where the update is one, `data` the whole state where it is not.
    String update(MarketUpdate update) {
        return object(json -> {
            writeHead(json, update.symbol(), update.position(), update.stamps());
            switch (update) {
                case MarketUpdate.Changed changed -> {
                    json.writeObjectFieldStart("delta");
                    JsonFields.write(json, changed.change(), Names.LONG);
                }
                case MarketUpdate.Full full -> {
                    json.writeObjectFieldStart("data");
                    JsonFields.write(json, full.state(), Names.LONG);
                }
            }
            json.writeEndObject();
        });
    }

    String retired(Symbol symbol) {
        return object(json -> {
            json.writeStringField("symbol", symbol.name());
            json.writeBooleanField("retired", true);
        });
    }

    String reading(Reading reading) {
        return object(json -> {
            writeHead(json, reading.symbol(), reading.position(), reading.stamps());
            json.writeNumberField("age_ms", reading.age().toMillis());
            json.writeNumberField("confirmed_age_ms", reading.confirmedAge().toMillis());
            json.writeStringField("freshness", Words.freshness(reading));
            json.writeObjectFieldStart("data");
            JsonFields.write(json, reading.value(), Names.LONG);
            json.writeEndObject();
        });
    }

    private static void writeHead(JsonGenerator json, Symbol symbol, StreamPosition position, HopStamps stamps)
            throws IOException {
        json.writeStringField("symbol", symbol.name());
        json.writeNumberField("epoch", position.epoch());
        json.writeNumberField("version", position.version());
        json.writeObjectFieldStart("stamps");
        json.writeNumberField("seen_us", stamps.seenUs());
        json.writeNumberField("sent_us", stamps.sentUs());
        json.writeNumberField("computed_us", stamps.computedUs());
        json.writeEndObject();
    }

    private String object(Body body) {
        buffer.reset();
        try (JsonGenerator json = factory.createGenerator(buffer)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return buffer.toString(StandardCharsets.UTF_8);
    }
}
