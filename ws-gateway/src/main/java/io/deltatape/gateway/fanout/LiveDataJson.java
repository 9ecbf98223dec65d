package io.deltatape.gateway.fanout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.deltatape.contract.Symbol;
import io.deltatape.gateway.state.Change;
import io.deltatape.gateway.state.StateJson;
import io.deltatape.gateway.state.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// The messages of `/ws/live_data`, encoded. `timestamp` is in seconds: of a state or change when the gateway took it,
/// of the others when they were made. Keeps a buffer and belongs to the fan-out thread.
final class LiveDataJson {
    private static final long MICROS_OF_SECOND = 1_000_000;

    private final JsonFactory factory = new JsonFactory();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /// The full state.
    ByteBuffer initialState(Symbol symbol, Version version) {
        return object("initial_state", json -> {
            writeHead(json, symbol, version);
            writeTimestamp(json, version.gatewayUs());
            writeState(json, "data", symbol, version);
            writeStamps(json, version);
        });
    }

    /// A change that leads to the version. Where it does not build on the version before, `base` says on which, and
    /// `base_epoch` in which epoch that is if in another.
    ByteBuffer delta(Symbol symbol, Version version, Change change, Subscription.Form form) {
        return object("market_data_delta", json -> {
            writeHead(json, symbol, version);
            boolean sameEpoch = change.base().epoch() == version.position().epoch();
            if (!sameEpoch || change.base().version() != version.position().version() - 1) {
                json.writeNumberField("base", change.base().version());
            }
            if (!sameEpoch) {
                json.writeNumberField("base_epoch", change.base().epoch());
            }
            writeTimestamp(json, version.gatewayUs());
            json.writeObjectFieldStart("delta");
            StateJson.write(json, change.delta());
            json.writeEndObject();
            if (form == Subscription.Form.CHANGES_AND_STATE) {
                writeState(json, "full_data", symbol, version);
            }
            writeStamps(json, version);
        });
    }

    ByteBuffer ping(long nowUs) {
        return object("ping", json -> writeTimestamp(json, nowUs));
    }

    ByteBuffer heartbeatAck(long nowUs) {
        return object("heartbeat_ack", json -> writeTimestamp(json, nowUs));
    }

    ByteBuffer badRequest(String message, long nowUs) {
        return object("error", json -> {
            json.writeStringField("code", "bad_request");
            json.writeStringField("message", message);
            writeTimestamp(json, nowUs);
        });
    }

    private static void writeHead(JsonGenerator json, Symbol symbol, Version version) throws IOException {
        json.writeStringField("symbol", symbol.name());
        StateJson.write(json, version.position());
    }

    private static void writeState(JsonGenerator json, String name, Symbol symbol, Version version) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("symbol", symbol.name());
        StateJson.write(json, version.state());
        json.writeEndObject();
    }

    private static void writeTimestamp(JsonGenerator json, long us) throws IOException {
        String fraction = Long.toString(MICROS_OF_SECOND + us % MICROS_OF_SECOND);
        json.writeFieldName("timestamp");
        json.writeNumber(us / MICROS_OF_SECOND + "." + fraction.substring(1));
    }

    private static void writeStamps(JsonGenerator json, Version version) throws IOException {
        json.writeArrayFieldStart("stamps");
        json.writeNumber(version.stamps().seenUs());
        json.writeNumber(version.stamps().sentUs());
        json.writeNumber(version.stamps().computedUs());
        json.writeNumber(version.gatewayUs());
        json.writeEndArray();
    }

    private ByteBuffer object(String type, Body body) {
        buffer.reset();
        try (JsonGenerator json = factory.createGenerator(buffer)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return ByteBuffer.wrap(buffer.toByteArray()).asReadOnlyBuffer();
    }
}
