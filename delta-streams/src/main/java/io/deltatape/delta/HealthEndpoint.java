package io.deltatape.delta;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Serves `GET /health` (JSON; 200 while running, else 503) and `GET /metrics` (Prometheus text).
///
/// One thread answers one request after the other; at most [#BACKLOG_MAX] wait, further connections are refused.
final class HealthEndpoint implements AutoCloseable {
    private static final int BACKLOG_MAX = 16;
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService thread;
    private final Supplier<StreamsHealth> health;

    private HealthEndpoint(HttpServer server, ExecutorService thread, Supplier<StreamsHealth> health) {
        this.server = server;
        this.thread = thread;
        this.health = health;
    }

    /// Port 0 takes a free one.
    static HealthEndpoint start(InetSocketAddress address, Supplier<StreamsHealth> health) {
        HttpServer server;
        try {
            server = HttpServer.create(address, BACKLOG_MAX);
        } catch (IOException | IllegalArgumentException e) {
            throw new HealthEndpointException(
                    "health endpoint: " + address.getHostString() + ":" + address.getPort() + " cannot be opened ("
                            + e.getMessage() + "); set delta.health.port to a free port, or to 0 for none, and"
                            + " delta.health.address to an address of this host",
                    e);
        }
        var thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("delta-health").factory());
        var endpoint = new HealthEndpoint(server, thread, health);
        server.setExecutor(thread);
        server.createContext("/health", endpoint::answerHealth);
        server.createContext("/metrics", endpoint::answerMetrics);
        server.start();
        return endpoint;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answerHealth(HttpExchange exchange) throws IOException {
        StreamsHealth now = health.get();
        answer(exchange, now.isRunning() ? 200 : 503, JSON, HealthText.json(now));
    }

    private void answerMetrics(HttpExchange exchange) throws IOException {
        answer(exchange, 200, PROMETHEUS, HealthText.prometheus(health.get()));
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
