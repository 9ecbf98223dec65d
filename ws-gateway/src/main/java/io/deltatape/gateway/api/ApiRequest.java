package io.deltatape.gateway.api;

import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/// What a route sees of a request: the decoded rest of its path, its query, its headers.
record ApiRequest(String rest, Fields query, Request request) {
    /// The value of a query parameter, empty if it was not given.
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.getValue(name));
    }

    /// The value of a header, empty text if it was not sent.
    String header(HttpHeader header) {
        return Objects.requireNonNullElse(request.getHeaders().get(header), "");
    }
}
