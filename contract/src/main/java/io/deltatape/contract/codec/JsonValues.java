package io.deltatape.contract.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.deltatape.contract.Price;
import io.deltatape.contract.Side;
import java.io.IOException;

/// Single values of JSON records, checked while they are read. Stateless.
final class JsonValues {
    private JsonValues() {}

    /// Takes a member at whose value the parser stands.
    interface MemberReader {
        void read(JsonParser json, String name) throws IOException;
    }

    /// Reads a whole text that is one object, member by member.
    static void readRecord(JsonParser json, MemberReader reader) throws IOException {
        json.nextToken();
        readObject(json, "record", reader);
        if (json.nextToken() != null) {
            throw new BadJson("more follows after the record");
        }
    }

    /// Takes an element at which the parser stands.
    interface ElementReader {
        void read(JsonParser json) throws IOException;
    }

    /// Reads the array at whose start the parser stands, element by element.
    static void readArray(JsonParser json, String where, ElementReader reader) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_ARRAY, where);
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == null) {
                throw new BadJson(where + " is cut off");
            }
            reader.read(json);
        }
    }

    /// Reads the object at whose start the parser stands, member by member.
    static void readObject(JsonParser json, String where, MemberReader reader) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_OBJECT, where);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            reader.read(json, name);
        }
        expect(json, json.currentToken(), JsonToken.END_OBJECT, where);
    }

    static void writePrice(JsonGenerator json, long nanos) throws IOException {
        if (nanos % Price.ONE == 0) {
            json.writeNumber(nanos / Price.ONE);
        } else {
            json.writeNumber(Price.format(nanos));
        }
    }

    static long readPrice(JsonParser json, String name) throws IOException {
        if (!json.currentToken().isNumeric()) {
            throw new BadJson(name + " is " + json.getText() + ", expected a number");
        }
        try {
            return Price.parse(json.getText());
        } catch (ArithmeticException | NumberFormatException _) {
            throw new BadJson(name + " is " + json.getText() + ", which is no price");
        }
    }

    static long readLong(JsonParser json, String name) throws IOException {
        expect(json, json.currentToken(), JsonToken.VALUE_NUMBER_INT, name);
        return json.getLongValue();
    }

    static String readText(JsonParser json, String name) throws IOException {
        expect(json, json.currentToken(), JsonToken.VALUE_STRING, name);
        return json.getText();
    }

    static void expect(JsonParser json, JsonToken got, JsonToken expected, String where) throws IOException {
        if (got != expected) {
            throw new BadJson(where + " is " + (got == null ? "cut off" : json.getText()) + ", expected " + expected);
        }
    }

    /// The side with a letter; any other text is unknown.
    static Side readSide(JsonParser json, String name) throws IOException {
        String letter = readText(json, name);
        return Side.ofLetter(letter.length() == 1 ? letter.charAt(0) : 'U');
    }

    /// What is wrong with a text, without the place in the source, which Jackson does not show.
    static String reason(IOException e) {
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
    }

    /// A value that is not what its field expects; never leaves the codec.
    static final class BadJson extends IOException {
        BadJson(String message) {
            super(message);
        }
    }
}
