package io.deltatape.contract.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.deltatape.contract.BookSide;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Side;
import io.deltatape.contract.StateDelta;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/// The JSON form of states and deltas: fields by name, prices as decimal numbers, a cleared field as null, a side of
/// the book as an array of [price, size]. Where a delta begins a side from empty, the array's first element is null.
///
/// Stateless.
public final class JsonFields {
    private JsonFields() {}

    /// Writes the fields of a state into the object that the generator has open.
    public static void write(JsonGenerator json, MarketState state, Names names) throws IOException {
        for (int m = state.mask(); m != 0; m &= m - 1) {
            Field field = Field.lowest(m);
            json.writeFieldName(names.of(field));
            if (field.kind() == Field.Kind.BOOK) {
                json.writeStartArray();
                writeLevels(json, state.side(field));
            } else {
                writeScalar(json, field, state.value(field));
            }
        }
    }

    /// Writes the fields of a delta into the object that the generator has open.
    public static void write(JsonGenerator json, StateDelta delta, Names names) throws IOException {
        for (int m = delta.changed() | delta.cleared(); m != 0; m &= m - 1) {
            Field field = Field.lowest(m);
            boolean cleared = (delta.cleared() & field.bit()) != 0;
            json.writeFieldName(names.of(field));
            if ((delta.changed() & field.bit()) == 0) {
                json.writeNull();
            } else if (field.kind() == Field.Kind.BOOK) {
                json.writeStartArray();
                if (cleared) {
                    json.writeNull();
                }
                writeLevels(json, delta.side(field));
            } else {
                writeScalar(json, field, delta.value(field));
            }
        }
    }

    /// Writes the value of a scalar field.
    public static void writeScalar(JsonGenerator json, Field field, long value) throws IOException {
        switch (field.kind()) {
            case PRICE, FINE_PRICE -> JsonValues.writePrice(json, value);
            case COUNT, MICROS -> json.writeNumber(value);
            case SIDE -> json.writeString(String.valueOf(Side.ofCode(value).letter()));
            case DATE -> json.writeString(LocalDate.ofEpochDay(value).toString());
            case BOOK -> throw new IllegalArgumentException(field + " is no scalar");
        }
    }

    private static void writeLevels(JsonGenerator json, BookSide side) throws IOException {
        for (int i = 0; i < side.levels(); i++) {
            json.writeStartArray();
            JsonValues.writePrice(json, side.price(i));
            json.writeNumber(side.size(i));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /// Reads the object at whose start the parser stands into a delta: what a delta says, or, for a state, the change
    /// from nothing to it. Unknown fields are skipped.
    ///
    /// @throws JsonValues.BadJson if a value is not of its field's kind
    static StateDelta read(JsonParser json, Names names) throws IOException {
        JsonValues.expect(json, json.currentToken(), JsonToken.START_OBJECT, "fields");
        var delta = StateDelta.builder();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            Optional<Field> field = names.field(json.currentName());
            JsonToken value = json.nextToken();
            if (field.isEmpty()) {
                json.skipChildren();
            } else if (value == JsonToken.VALUE_NULL) {
                delta.clear(field.get());
            } else if (field.get().kind() == Field.Kind.BOOK) {
                readSide(json, field.get(), delta);
            } else {
                delta.set(field.get(), readScalar(json, field.get()));
            }
        }
        return delta.build();
    }

    private static long readScalar(JsonParser json, Field field) throws IOException {
        String name = field.wireName();
        return switch (field.kind()) {
            case PRICE, FINE_PRICE -> JsonValues.readPrice(json, name);
            case COUNT, MICROS -> JsonValues.readLong(json, name);
            case SIDE -> JsonValues.readSide(json, name).code();
            case DATE -> readDate(json, name);
            case BOOK -> throw new JsonValues.BadJson(name + " is a side of the book");
        };
    }

    private static long readDate(JsonParser json, String name) throws IOException {
        JsonValues.expect(json, json.currentToken(), JsonToken.VALUE_STRING, name);
        try {
            return LocalDate.parse(json.getText()).toEpochDay();
        } catch (DateTimeException _) {
            throw new JsonValues.BadJson(name + " is \"" + json.getText() + "\", expected YYYY-MM-DD");
        }
    }

    private static void readSide(JsonParser json, Field field, StateDelta.Builder delta) throws IOException {
        JsonValues.expect(json, json.currentToken(), JsonToken.START_ARRAY, field.wireName());
        var pairs = new long[32];
        int n = 0;
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            delta.clear(field);
            token = json.nextToken();
        }
        for (; token != JsonToken.END_ARRAY; token = json.nextToken()) {
            JsonValues.expect(json, token, JsonToken.START_ARRAY, field.wireName());
            if (n == pairs.length) {
                pairs = Arrays.copyOf(pairs, n * 2);
            }
            json.nextToken();
            pairs[n++] = JsonValues.readPrice(json, field.wireName());
            json.nextToken();
            pairs[n++] = JsonValues.readLong(json, field.wireName());
            if (n > 2 * BookSide.LEVELS_MAX || pairs[n - 1] < 0) {
                throw new JsonValues.BadJson(
                        field.wireName() + " has a negative size or more than " + BookSide.LEVELS_MAX + " levels");
            }
            JsonValues.expect(json, json.nextToken(), JsonToken.END_ARRAY, field.wireName());
        }
        delta.side(field, Arrays.copyOf(pairs, n));
    }
}
