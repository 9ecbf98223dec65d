package io.deltatape.gateway;

import io.deltatape.gateway.figures.GatewayClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A gateway on a free port of loopback whose feed the test drives by hand.
final class GatewayFixture implements AutoCloseable {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    final HandFeed feed = new HandFeed();
    final Gateway gateway;
    private final HttpClient http = HttpClient.newHttpClient();

    GatewayFixture() {
        this(config -> config);
    }

    GatewayFixture(UnaryOperator<GatewayConfig> change) {
        GatewayConfig config = change.apply(GatewayConfig.onLoopback(0));
        var clock = new GatewayClock(InstantSource.system(), System::nanoTime);
        gateway = new Gateway(config, Gateway.bind(config), feed, clock);
        feed.polled();
    }

    static GatewayConfig with(
            GatewayConfig c, List<String> symbols, int connectionsMax, int badMax, Duration stallTimeout) {
        return new GatewayConfig(
                c.host(),
                c.port(),
                c.insecure(),
                symbols,
                List.of("https://charts.example.org"),
                connectionsMax,
                badMax,
                c.fanoutWindow(),
                stallTimeout);
    }

    int port() {
        return gateway.port();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// What `/api/data` says of a symbol, without the event's time in words.
    Map<String, @Nullable Object> data(String symbol) throws IOException, InterruptedException {
        Map<String, @Nullable Object> data =
                JsonTree.object(get("/api/data/" + symbol).body());
        data.remove("timestamp");
        return data;
    }

    /// Waits until something is so that other threads bring about; fails after a minute.
    static void await(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("waited in vain: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        http.close();
        gateway.close();
    }
}
