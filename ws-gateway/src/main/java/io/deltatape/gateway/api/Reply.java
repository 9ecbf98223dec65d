package io.deltatape.gateway.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.deltatape.gateway.figures.GatewayClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// An answer to an HTTP request: status, headers and the whole body; with the security headers when it is sent.
///
/// Immutable.
public record Reply(int status, String contentType, Map<String, String> headers, ByteBuffer body) {
    private static final String JSON = "application/json";
    private static final JsonFactory FACTORY = new JsonFactory();

    /// Nothing of ours but data: no page may frame it or be made of it.
    private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

    public Reply {
        headers = Map.copyOf(headers);
        body = body.asReadOnlyBuffer();
    }

    /// Writes the fields of a JSON object that is open already.
    public interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    public static Reply json(int status, Body body) {
        var bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return new Reply(status, JSON, Map.of(), ByteBuffer.wrap(bytes.toByteArray()));
    }

    /// `code` is stable and for programs, `message` for people.
    public static Reply error(int status, String code, String message, long nowUs) {
        return json(status, json -> {
            json.writeStringField("error", message);
            json.writeStringField("code", code);
            json.writeStringField("timestamp", GatewayClock.iso(nowUs));
        });
    }

    static Reply text(String contentType, String text) {
        return new Reply(200, contentType, Map.of(), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Reply empty(int status) {
        return new Reply(status, "", Map.of(), ByteBuffer.allocate(0));
    }

    /// This reply with one header more.
    public Reply with(HttpHeader header, String value) {
        return with(header.asString(), value);
    }

    Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, more, body);
    }

    /// Sends it, and completes the callback.
    public void send(Response response, Callback callback) {
        response.setStatus(status);
        HttpFields.Mutable fields = response.getHeaders();
        fields.put("X-Content-Type-Options", "nosniff");
        fields.put("Referrer-Policy", "no-referrer");
        fields.put("Content-Security-Policy", DATA_POLICY);
        fields.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.forEach((name, value) -> fields.put(new HttpField(name, value)));
        if (!contentType.isEmpty()) {
            fields.put(HttpHeader.CONTENT_TYPE, contentType);
        }
        if (status != 304) {
            fields.put(HttpHeader.CONTENT_LENGTH, body.remaining());
        }
        response.write(true, body.duplicate(), callback);
    }
}
