package io.deltatape.gateway.fanout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// What a client of `/ws/live_data` said.
sealed interface ClientMessage {
    int SHOWN_LENGTH_MAX = 40;

    record Heartbeat() implements ClientMessage {}

    /// Something that is not understood, and why.
    record Bad(String reason) implements ClientMessage {}

    /// Never throws: text that is not understood is a [Bad] message.
    static ClientMessage parse(JsonFactory factory, String text) {
        try (JsonParser json = factory.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Bad("expected a JSON object such as {\"type\":\"heartbeat\"}");
            }
            String type = "";
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isType = json.currentName().equals("type");
                JsonToken value = json.nextToken();
                if (isType && value == JsonToken.VALUE_STRING) {
                    type = json.getText();
                }
                json.skipChildren();
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                return new Bad("expected one JSON object and nothing after it");
            }
            return type.equals("heartbeat") ? new Heartbeat() : unknown(type);
        } catch (IOException _) {
            return new Bad("no JSON: expected an object such as {\"type\":\"heartbeat\"}");
        }
    }

    private static ClientMessage unknown(String type) {
        String shown = type.length() > SHOWN_LENGTH_MAX ? type.substring(0, SHOWN_LENGTH_MAX) + "…" : type;
        return new Bad("type is \"" + shown + "\", expected heartbeat");
    }
}
