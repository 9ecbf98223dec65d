package io.deltatape.contract.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Serves `GET /health` (JSON; 200 while the component is well, else 503) and `GET /metrics` (Prometheus text).
///
/// One thread answers one request after the other; at most [#BACKLOG_MAX] wait, further connections are refused.
public final class HealthEndpoint implements AutoCloseable {
    private static final int BACKLOG_MAX = 16;
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService thread;
    private final Supplier<HealthAnswer> health;

    private HealthEndpoint(HttpServer server, ExecutorService thread, Supplier<HealthAnswer> health) {
        this.server = server;
        this.thread = thread;
        this.health = health;
    }

    /// Opens the endpoint of a component; port 0 takes a free one. `component` is what its settings begin with.
    ///
    /// @throws HealthEndpointException if the address cannot be bound
    public static HealthEndpoint start(String component, InetSocketAddress address, Supplier<HealthAnswer> health) {
        HttpServer server;
        try {
            server = HttpServer.create(address, BACKLOG_MAX);
        } catch (IOException | IllegalArgumentException e) {
            throw new HealthEndpointException(
                    "health endpoint: " + address.getHostString() + ":" + address.getPort() + " cannot be opened ("
                            + e.getMessage() + "); set " + component
                            + ".health.port to a free port, or to 0 for none, and "
                            + component + ".health.address to an address of this host",
                    e);
        }
        var thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(component + "-health").factory());
        var endpoint = new HealthEndpoint(server, thread, health);
        server.setExecutor(thread);
        server.createContext("/health", endpoint::answerHealth);
        server.createContext("/metrics", endpoint::answerMetrics);
        server.start();
        return endpoint;
    }

    /// The port on which it listens.
    public int port() {
        return server.getAddress().getPort();
    }

    private void answerHealth(HttpExchange exchange) throws IOException {
        HealthAnswer now = health.get();
        answer(exchange, now.isWell() ? 200 : 503, JSON, now.json());
    }

    private void answerMetrics(HttpExchange exchange) throws IOException {
        answer(exchange, 200, PROMETHEUS, health.get().metrics());
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            boolean exact = exchange.getRequestURI()
                    .getPath()
                    .equals(exchange.getHttpContext().getPath());
            if (!exact || !exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(exact ? 405 : 404, -1);
                return;
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
