package io.deltatape.contract.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.deltatape.contract.ComponentStatus;
import io.deltatape.contract.StatusRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The JSON form of the records of `bridge.status` (docs/protocol.md, "Status"). Belongs to one thread.
public final class StatusCodec {
    private final JsonText text = new JsonText();

    public byte[] encode(ComponentStatus status) {
        return text.object(json -> {
            json.writeStringField("id", status.id());
            json.writeStringField("kind", status.kind());
            json.writeNumberField("t", status.timeUs());
            json.writeNumberField("started", status.startedUs());
            json.writeArrayFieldStart("problems");
            for (ComponentStatus.Problem problem : status.problems()) {
                json.writeStartObject();
                json.writeStringField("code", problem.code());
                json.writeStringField("subject", problem.subject());
                json.writeStringField("message", problem.message());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("figures");
            for (Map.Entry<String, Long> figure : status.sortedFigures().entrySet()) {
                json.writeNumberField(figure.getKey(), figure.getValue());
            }
            json.writeEndObject();
            if (status.clockErrorUs() >= 0) {
                json.writeArrayFieldStart("clock");
                json.writeNumber(status.clockOffsetUs());
                json.writeNumber(status.clockErrorUs());
                json.writeEndArray();
            }
        });
    }

    /// Reads a record; what cannot be read is [StatusRecord.Malformed], never an exception.
    public StatusRecord decode(String id, byte[] bytes) {
        try (JsonParser json = text.parser(bytes)) {
            var members = new Members();
            JsonValues.readRecord(json, members::member);
            return members.status(id);
        } catch (IOException e) {
            return new StatusRecord.Malformed(id, "not a JSON status: " + JsonValues.reason(e));
        }
    }

    private static final class Members {
        private String id = "";
        private String kind = "";
        private long timeUs = -1;
        private long startedUs;
        private final List<ComponentStatus.Problem> problems = new ArrayList<>();
        private final Map<String, Long> figures = new HashMap<>();
        private final List<Long> clock = new ArrayList<>();

        void member(JsonParser json, String name) throws IOException {
            switch (name) {
                case "id" -> id = JsonValues.readText(json, name);
                case "kind" -> kind = JsonValues.readText(json, name);
                case "t" -> timeUs = JsonValues.readLong(json, name);
                case "started" -> startedUs = JsonValues.readLong(json, name);
                case "problems" -> JsonValues.readArray(json, name, each -> problems.add(readProblem(each)));
                case "figures" ->
                    JsonValues.readObject(
                            json, name, (each, figure) -> figures.put(figure, JsonValues.readLong(each, figure)));
                case "clock" -> JsonValues.readArray(json, name, each -> clock.add(JsonValues.readLong(each, "clock")));
                default -> json.skipChildren();
            }
        }

        private static ComponentStatus.Problem readProblem(JsonParser json) throws IOException {
            var texts = new HashMap<String, String>();
            JsonValues.readObject(json, "problem", (each, name) -> {
                if (each.currentToken() == JsonToken.VALUE_STRING) {
                    texts.put(name, each.getText());
                } else {
                    each.skipChildren();
                }
            });
            return new ComponentStatus.Problem(
                    texts.getOrDefault("code", ""),
                    texts.getOrDefault("subject", ""),
                    texts.getOrDefault("message", ""));
        }

        StatusRecord status(String key) {
            if (!id.equals(key) || timeUs < 0) {
                return new StatusRecord.Malformed(key, "expected id of the key and t; got id=" + id + " t=" + timeUs);
            }
            boolean isClockKnown = clock.size() == 2;
            return new ComponentStatus(
                    id,
                    kind,
                    timeUs,
                    startedUs,
                    problems,
                    figures,
                    isClockKnown ? clock.get(0) : 0,
                    isClockKnown ? clock.get(1) : -1);
        }
    }
}
