package io.deltatape.gateway;

import io.deltatape.contract.StreamPosition;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A client of `/ws/live_data` that merges what it gets by the strict rule: a delta must build on the held position.
final class LiveClient implements AutoCloseable {
    private final RawSocket socket;
    Map<String, @Nullable Object> data = new HashMap<>();
    StreamPosition position = StreamPosition.NONE;
    Map<String, @Nullable Object> last = Map.of();
    int states;
    int deltas;
    int merged;

    private LiveClient(RawSocket socket) {
        this.socket = socket;
    }

    static LiveClient connect(int port, String symbol) throws IOException {
        return connectTo(port, "/ws/live_data/" + symbol);
    }

    static LiveClient connectTo(int port, String path) throws IOException {
        return new LiveClient(RawSocket.connect(port, path));
    }

    /// A new connection that goes on from what an old one held.
    static LiveClient resume(int port, String symbol, LiveClient old) throws IOException {
        LiveClient client = connect(port, symbol + "?resume=" + old.position);
        client.data = old.data;
        client.position = old.position;
        return client;
    }

    RawSocket socket() {
        return socket;
    }

    boolean hasInput() throws IOException {
        return socket.hasInput();
    }

    /// Reads messages until it holds a position or one beyond.
    LiveClient readUntil(StreamPosition wanted) throws IOException {
        while (position.compareTo(wanted) < 0) {
            readOne();
        }
        return this;
    }

    /// Reads one message and applies it.
    Map<String, @Nullable Object> readOne() throws IOException {
        RawSocket.Frame frame = socket.read();
        if (frame.opCode() != 1) {
            throw new AssertionError("frame " + frame.opCode()
                    + (frame.isClose() ? " with close code " + frame.closeCode() : "") + " instead of a text");
        }
        last = JsonTree.object(frame.text());
        apply(last);
        return last;
    }

    private void apply(Map<String, @Nullable Object> message) {
        String type = String.valueOf(message.get("type"));
        if (type.equals("initial_state")) {
            states++;
            data = new HashMap<>(JsonTree.map(message.get("data")));
            position = new StreamPosition(number(message, "epoch"), number(message, "version"));
        } else if (type.equals("market_data_delta")) {
            deltas++;
            var next = new StreamPosition(number(message, "epoch"), number(message, "version"));
            merged += message.containsKey("base") ? 1 : 0;
            long base = message.containsKey("base") ? number(message, "base") : next.version() - 1;
            long baseEpoch = message.containsKey("base_epoch") ? number(message, "base_epoch") : next.epoch();
            if (baseEpoch != position.epoch() || base > position.version() || next.compareTo(position) <= 0) {
                throw new AssertionError(
                        "holds " + position + ", but got a delta from " + baseEpoch + "." + base + " to " + next);
            }
            JsonTree.map(message.get("delta")).forEach(this::set);
            position = next;
        }
    }

    private void set(String field, @Nullable Object value) {
        if (value == null) {
            data.remove(field);
        } else if (field.equals("bids") || field.equals("asks")) {
            data.put(field, book(field, JsonTree.list(value)));
        } else {
            data.put(field, value);
        }
    }

    private List<List<BigDecimal>> book(String field, List<@Nullable Object> changes) {
        var levels = new TreeMap<BigDecimal, BigDecimal>(
                field.equals("bids") ? Comparator.reverseOrder() : Comparator.naturalOrder());
        boolean fromEmpty = !changes.isEmpty() && changes.getFirst() == null;
        if (!fromEmpty && data.containsKey(field)) {
            JsonTree.list(data.get(field)).forEach(level -> put(levels, JsonTree.list(level)));
        }
        changes.stream().filter(Objects::nonNull).forEach(level -> put(levels, JsonTree.list(level)));
        var book = new ArrayList<List<BigDecimal>>();
        levels.forEach((price, size) -> book.add(List.of(price, size)));
        return book;
    }

    private static void put(Map<BigDecimal, BigDecimal> levels, List<@Nullable Object> level) {
        var price = (BigDecimal) Objects.requireNonNull(level.getFirst());
        var size = (BigDecimal) Objects.requireNonNull(level.getLast());
        if (size.signum() == 0) {
            levels.remove(price);
        } else {
            levels.put(price, size);
        }
    }

    static long number(Map<String, @Nullable Object> message, String name) {
        return ((BigDecimal) Objects.requireNonNull(message.get(name), name)).longValueExact();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
