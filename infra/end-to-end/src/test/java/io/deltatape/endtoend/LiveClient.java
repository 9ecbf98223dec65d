package io.deltatape.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A `/ws/live_data` client as a user would write it: merges deltas into a map, remembers its position, resumes.
///
/// Thread-safe by one lock. Complains of any version that goes back or comes twice.
final class LiveClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String symbol;
    private final Map<String, String> values = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> firstTypes = new ArrayList<>();
    private long epoch;
    private long version;
    private long eventUs;
    private long messages;
    private boolean first;
    private @Nullable WebSocket socket;
    private volatile boolean open;

    LiveClient(HttpClient http, String symbol) {
        this.http = http;
        this.symbol = symbol;
    }

    /// Connects, resuming where an earlier connection ended; throws if the gateway is not there.
    void connect(int port) throws Exception {
        String resume;
        synchronized (this) {
            first = true;
            resume = version == 0 ? "" : "?resume=" + epoch + "." + version;
        }
        var uri = URI.create("ws://127.0.0.1:" + port + "/ws/live_data/" + symbol + resume);
        socket = http.newWebSocketBuilder().buildAsync(uri, new Receiver()).get(60, TimeUnit.SECONDS);
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    synchronized Map<String, String> values() {
        return new TreeMap<>(values);
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// The type of the first message of each connection.
    synchronized List<String> firstTypes() {
        return List.copyOf(firstTypes);
    }

    synchronized long messages() {
        return messages;
    }

    private synchronized void take(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            switch (message.path("type").asText()) {
                case "initial_state" -> takeState(message);
                case "market_data_delta" -> takeDelta(message);
                default -> {}
            }
        } catch (JsonProcessingException e) {
            complaints.add("not JSON: " + text + " " + e);
        }
    }

    private void takeState(JsonNode message) {
        values.clear();
        merge(message.path("data"));
        move(message);
    }

    private void takeDelta(JsonNode message) {
        if (values.isEmpty()) {
            complaints.add("a delta before any state: " + message);
        }
        boolean sameEpoch = message.path("epoch").asLong() == epoch;
        if (sameEpoch && !message.has("base") && message.path("version").asLong() != version + 1) {
            complaints.add("held " + version + ", got a delta to " + message.path("version") + " without base");
        }
        merge(message.path("delta"));
        move(message);
    }

    private void move(JsonNode message) {
        long newEpoch = message.path("epoch").asLong();
        long newVersion = message.path("version").asLong();
        if (newEpoch < epoch || (newEpoch == epoch && newVersion <= version)) {
            complaints.add("held " + epoch + "." + version + ", got " + newEpoch + "." + newVersion);
        }
        long newEventUs = Long.parseLong(values.getOrDefault("ts_event", "0"));
        if (newEventUs < eventUs) {
            complaints.add("held a state of " + eventUs + ", was led back to " + message);
        }
        eventUs = newEventUs;
        epoch = newEpoch;
        version = newVersion;
        messages++;
        if (first) {
            firstTypes.add(message.path("type").asText());
            first = false;
        }
    }

    private void merge(JsonNode fields) {
        fields.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                values.remove(field.getKey());
            } else {
                values.put(field.getKey(), text(field.getValue()));
            }
        });
    }

    static String text(JsonNode value) {
        if (!value.isNumber()) {
            return value.asText();
        }
        BigDecimal number = new BigDecimal(value.asText());
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            open = false;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            open = false;
        }
    }
}
