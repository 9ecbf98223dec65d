package io.deltatape.gateway.api;

import io.deltatape.gateway.figures.Count;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.figures.GatewayClock;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;

/// Finds the route of each HTTP request; all errors are JSON. Thread-safe.
public final class ApiHandler extends Handler.Abstract {
    private static final String WEB_SOCKET_PATHS = "/ws/";

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
        String message = Objects.requireNonNullElse((String) request.getAttribute(ErrorHandler.ERROR_MESSAGE), "");
        counts.increment(Count.HTTP_ERRORS);
        error(status, status < 500 ? "bad_request" : "internal_error", message.isEmpty() ? "request failed" : message)
                .send(response, callback);
        return true;
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
                    ? error(426, "upgrade_required", path + " is a WebSocket").with(HttpHeader.UPGRADE, "websocket")
                    : error(404, "not_found", "there is nothing at " + path);
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
