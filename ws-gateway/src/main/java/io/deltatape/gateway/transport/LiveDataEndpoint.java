package io.deltatape.gateway.transport;

import io.deltatape.contract.StreamPosition;
import io.deltatape.gateway.api.Reply;
import io.deltatape.gateway.fanout.Fanout;
import io.deltatape.gateway.fanout.Subscription;
import io.deltatape.gateway.figures.Count;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.figures.GatewayClock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;

/// The handshake of `/ws/live_data/{symbol}[?full_data=true][&resume=epoch.version]`. Thread-safe.
public final class LiveDataEndpoint implements WebSocketNegotiator {
    /// What comes before the symbol in the path.
    public static final String PATH = "/ws/live_data/";

    private static final int MESSAGE_BYTES_MAX = 64 << 10;

    private final Fanout fanout;
    private final OriginRule origins;
    private final Counts counts;
    private final GatewayClock clock;

    public LiveDataEndpoint(Fanout fanout, OriginRule origins, Counts counts, GatewayClock clock) {
        this.fanout = fanout;
        this.origins = origins;
        this.counts = counts;
        this.clock = clock;
    }

    @Override
    public void customize(Configuration session) {
        session.setIdleTimeout(Duration.ZERO); // a ping after silence, and TCP, find out what is dead
        session.setMaxTextMessageSize(MESSAGE_BYTES_MAX);
        session.setMaxFrameSize(MESSAGE_BYTES_MAX);
    }

    /// The handler of a new connection, or null where the request was answered instead.
    @Override
    public @Nullable FrameHandler negotiate(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        String origin = Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.ORIGIN), "");
        String host = Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.HOST), "");
        if (!origins.allows(origin, host)) {
            counts.increment(Count.CONNECTIONS_REFUSED);
            String message = "pages of " + origin + " may not connect here: add it to gateway.origins if they should";
            Reply.error(403, "foreign_origin", message, clock.nowUs()).send(response, callback);
            return null;
        }
        Optional<Subscription> subscription = subscription(request);
        if (subscription.isEmpty()) {
            counts.increment(Count.CONNECTIONS_REFUSED);
            String message =
                    "malformed path or query: expected " + PATH + "{symbol}[?full_data=true][&resume=epoch.version]";
            Reply.error(400, "bad_request", message, clock.nowUs()).send(response, callback);
            return null;
        }
        response.setExtensions(List.of()); // no compression: a frame is shared by all who get it
        return new LiveDataConnection(fanout, subscription.get(), MESSAGE_BYTES_MAX, counts);
    }

    private static Optional<Subscription> subscription(Request request) {
        try {
            String symbol = URIUtil.decodePath(Request.getPathInContext(request).substring(PATH.length()));
            Fields query = Request.extractQueryParameters(request);
            Optional<Subscription.Form> form = form(Objects.requireNonNullElse(query.getValue("full_data"), "false"));
            String resume = Objects.requireNonNullElse(query.getValue("resume"), StreamPosition.NONE.toString());
            Optional<StreamPosition> position = StreamPosition.parse(resume);
            return form.isEmpty() || position.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Subscription(symbol, form.get(), position.get()));
        } catch (RuntimeException _) { // whatever Jetty throws about encodings
            return Optional.empty();
        }
    }

    private static Optional<Subscription.Form> form(String fullData) {
        return switch (fullData.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(Subscription.Form.CHANGES_AND_STATE);
            case "false", "0" -> Optional.of(Subscription.Form.CHANGES);
            default -> Optional.empty();
        };
    }
}
