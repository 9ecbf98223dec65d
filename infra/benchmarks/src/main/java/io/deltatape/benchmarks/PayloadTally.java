package io.deltatape.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.deltatape.contract.Field;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.Codec;
import io.deltatape.contract.codec.JsonFields;
import io.deltatape.contract.codec.Names;
import io.deltatape.contract.codec.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Adds up the bytes of each update of a symbol in each form.
final class PayloadTally {
    private static final long EPOCH_US = 1_600_000_000_000_000L;
    /// From the exchange's time to the file's change: what a flush interval of half a second makes of it.
    private static final long LAG_US = 250_000;

    private enum Form {
        PREDECESSOR("predecessor's full message"),
        FULL_LONG("WebSocket full state"),
        KEYFRAME_JSON("keyframe, JSON"),
        KEYFRAME_PACKED("keyframe, packed"),
        DELTA_LONG("WebSocket delta"),
        DELTA_JSON("delta, JSON"),
        DELTA_PACKED("delta, packed");

        private final String title;

        Form(String title) {
            this.title = title;
        }
    }

    private final Symbol symbol;
    private final Codec json = WireFormat.JSON.codec();
    private final Codec packed = WireFormat.PACKED.codec();
    private final JsonFactory factory = new JsonFactory();
    private final Map<Form, Long> bytes = new EnumMap<>(Form.class);
    private MarketState before = MarketState.EMPTY;
    private long version = 1;
    private long changedFields;

    PayloadTally(String symbol) {
        this.symbol = new Symbol(symbol);
    }

    long updates() {
        return version - 1;
    }

    void add(MarketState state) {
        version++;
        long seenUs = state.value(Field.TS_EVENT) + LAG_US + version % 1_000;
        var stamps = new HopStamps(seenUs, seenUs + 150 + version % 100, seenUs + 700 + version % 300);
        var position = new StreamPosition(EPOCH_US, version);
        StateDelta change = StateDelta.between(before, state);
        var delta = new Update.Delta(symbol, position, version - 1, stamps, change);
        var keyframe = Update.Keyframe.of(symbol, position, stamps, state);
        changedFields += Integer.bitCount(change.changed());
        count(Form.PREDECESSOR, predecessor(state));
        count(Form.FULL_LONG, live("initial_state", position, stamps, out -> {
            out.writeObjectFieldStart("data");
            out.writeStringField("symbol", symbol.name());
            writePrice(out, state.has(Field.LAST_PRICE), state.value(Field.LAST_PRICE));
            JsonFields.write(out, state, Names.LONG);
            out.writeEndObject();
        }));
        count(Form.KEYFRAME_JSON, json.encode(keyframe).length);
        count(Form.KEYFRAME_PACKED, packed.encode(keyframe).length);
        count(Form.DELTA_LONG, live("market_data_delta", position, stamps, out -> {
            out.writeObjectFieldStart("delta");
            writePrice(out, (change.changed() & Field.LAST_PRICE.bit()) != 0, state.value(Field.LAST_PRICE));
            JsonFields.write(out, change, Names.LONG);
            out.writeEndObject();
        }));
        count(Form.DELTA_JSON, json.encode(delta, before).length);
        count(Form.DELTA_PACKED, packed.encode(delta, before).length);
        before = state;
    }

    private void count(Form form, int length) {
        bytes.merge(form, (long) length, Long::sum);
    }

    /// The message of the system that this one replaces, with the members that it sent.
    private int predecessor(MarketState state) {
        return object("market_data", out -> {
            out.writeObjectFieldStart("data");
            out.writeStringField("symbol", symbol.name());
            for (Field field :
                    new Field[] {Field.LAST_PRICE, Field.BID, Field.ASK, Field.VOLUME, Field.HIGH, Field.LOW, Field.OPEN
                    }) {
                out.writeFieldName(field.longName());
                JsonFields.writeScalar(out, field, state.value(field));
            }
            out.writeStringField(
                    "timestamp",
                    Instant.EPOCH
                            .plus(state.value(Field.TS_EVENT), ChronoUnit.MICROS)
                            .toString());
            out.writeEndObject();
        });
    }

    private interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    /// A message of the gateway's WebSocket, with its envelope and stamps.
    private int live(String type, StreamPosition position, HopStamps stamps, Body body) {
        long gatewayUs = stamps.computedUs() + 300 + position.version() % 200;
        return object(type, out -> {
            out.writeStringField("symbol", symbol.name());
            out.writeNumberField("epoch", position.epoch());
            out.writeNumberField("version", position.version());
            out.writeNumberField("timestamp", BigDecimal.valueOf(gatewayUs, 6));
            body.write(out);
            out.writeArrayFieldStart("stamps");
            for (long us : new long[] {stamps.seenUs(), stamps.sentUs(), stamps.computedUs(), gatewayUs}) {
                out.writeNumber(us);
            }
            out.writeEndArray();
        });
    }

    private static void writePrice(JsonGenerator out, boolean present, long price) throws IOException {
        if (present) {
            out.writeFieldName("price");
            JsonFields.writeScalar(out, Field.LAST_PRICE, price);
        }
    }

    private int object(String type, Body body) {
        var buffer = new ByteArrayOutputStream(512);
        try (JsonGenerator out = factory.createGenerator(buffer)) {
            out.writeStartObject();
            out.writeStringField("type", type);
            body.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.size();
    }

    void print(PrintWriter screen) {
        double fullBytes = mean(Form.FULL_LONG);
        double predecessorBytes = mean(Form.PREDECESSOR);
        screen.printf(Locale.ROOT, "  %.1f fields changed an update%n", (double) changedFields / updates());
        screen.printf("  %-30s %10s %22s %24s%n", "form", "bytes", "less than full state", "less than predecessor's");
        for (Form form : Form.values()) {
            double mean = mean(form);
            screen.printf(
                    Locale.ROOT,
                    "  %-30s %10.1f %20.0f %% %22.0f %%%n",
                    form.title,
                    mean,
                    100 * (1 - mean / fullBytes),
                    100 * (1 - mean / predecessorBytes));
        }
    }

    private double mean(Form form) {
        return (double) bytes.getOrDefault(form, 0L) / Math.max(1, updates());
    }
}
