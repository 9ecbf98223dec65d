package io.deltatape.gateway.api;

import io.deltatape.gateway.figures.Count;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.figures.GatewayClock;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;

/// Finds the route of each HTTP request; all errors are JSON. Thread-safe.
public final class ApiHandler extends Handler.Abstract {
    private static final String WEB_SOCKET_PATHS = "/ws/live_data/";

    private final Map<String, Route> routes;
    private final Counts counts;
    private final GatewayClock clock;

    ApiHandler(Map<String, Route> routes, Counts counts, GatewayClock clock) {
        this.routes = Map.copyOf(routes);
        this.counts = counts;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Reply reply = reply(request);
        counts.increment(Count.HTTP_REQUESTS);
        if (reply.status() >= 400) {
            counts.increment(Count.HTTP_ERRORS);
        }
        reply.send(response, callback);
        return true;
    }

    /// Answers what Jetty refuses before a route sees it, and what fails within one.
    public boolean handleError(Request request, Response response, Callback callback) {
        int status = response.getStatus() >= 400 ? response.getStatus() : 500;
        String found = Objects.requireNonNullElse((String) request.getAttribute(ErrorHandler.ERROR_MESSAGE), "");
        String message = (found.isEmpty() ? "request failed" : found) + expected(status);
        counts.increment(Count.HTTP_REQUESTS);
        counts.increment(Count.HTTP_ERRORS);
        boolean isOfClient = status < 500 || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505;
        error(status, isOfClient ? "bad_request" : "internal_error", message).send(response, callback);
        return true;
    }

    private static String expected(int status) {
        return switch (status) {
            case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                ": expected a request line and headers of 8 KiB at most";
            case HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 -> ": expected HTTP/1.1";
            case HttpStatus.INTERNAL_SERVER_ERROR_500 -> ": see the gateway's log";
            default -> ": expected a valid HTTP/1.1 request, with path and query percent-encoded";
        };
    }

    private Reply reply(Request request) {
        String path;
        Fields query;
        try {
            path = URIUtil.decodePath(Request.getPathInContext(request));
            query = Request.extractQueryParameters(request);
        } catch (RuntimeException e) { // whatever Jetty throws about encodings
            return error(400, "bad_request", "malformed path or query: " + e.getMessage());
        }
        int slash = path.lastIndexOf('/');
        Route exact = routes.get(path);
        Route below = routes.get(path.substring(0, slash + 1));
        if (exact == null && (below == null || slash == 0)) {
            return path.startsWith(WEB_SOCKET_PATHS)
                    ? error(426, "upgrade_required", path + " is a WebSocket: connect to it with ws://, version 13")
                            .with(HttpHeader.UPGRADE, "websocket")
                    : error(
                            404,
                            "not_found",
                            "there is nothing at " + path
                                    + ": the page is /, data are below /api/ (see docs/protocol.md)");
        }
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            return error(405, "method_not_allowed", request.getMethod() + " is not possible here, only GET")
                    .with(HttpHeader.ALLOW, "GET, HEAD");
        }
        String rest = exact == null ? path.substring(slash + 1) : "";
        return Objects.requireNonNull(exact == null ? below : exact).get(new ApiRequest(rest, query, request));
    }

    private Reply error(int status, String code, String message) {
        return Reply.error(status, code, message, clock.nowUs());
    }
}
