package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.contract.health.HealthEndpoint;
import io.deltatape.contract.health.HealthEndpointException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthEndpointTest {
    private static final Figures FIGURES = new Figures(100, 90, 10, 1, 2, 3, 4, 5, 6, 7, 8);

    private final HttpClient client = HttpClient.newHttpClient();
    private volatile String state = "RUNNING";
    private final HealthEndpoint endpoint = HealthEndpoint.start(
            "delta",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> HealthText.answer(new StreamsHealth(state, 8, FIGURES)));

    @AfterEach
    void close() {
        endpoint.close();
        client.close();
    }

    @Test
    void healthIsOkOnlyWhileSnapshotsAreProcessed() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health").body()).isEqualTo("""
                        {"status":"ok","state":"RUNNING","tasks":8,"symbols":8,"snapshots":100,"deltas":90,\
                        "keyframes":10,"unchanged":1,"dropped_old":2,"malformed":3,"retired":4,"epochs_begun":5,\
                        "failures":6,"threads_replaced":7}
                        """);

        state = "REBALANCING";
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/health").body()).contains("\"status\":\"unavailable\"");
    }

    @Test
    void metricsAreInPrometheusForm() throws Exception {
        assertThat(get("/metrics").headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(get("/metrics").body())
                .contains("# TYPE delta_streams_up gauge\ndelta_streams_up 1\n")
                .contains("# TYPE delta_streams_deltas_total counter\ndelta_streams_deltas_total 90\n")
                .endsWith("delta_streams_threads_replaced_total 7\n");
    }

    @Test
    void anythingElseIsRefused() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/healthy").statusCode()).isEqualTo(404);
        var post = HttpRequest.newBuilder(uri("/health"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void portInUseIsNamed() {
        var taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port());

        assertThatThrownBy(() -> HealthEndpoint.start(
                        "delta", taken, () -> HealthText.answer(new StreamsHealth(state, 8, FIGURES))))
                .isInstanceOf(HealthEndpointException.class)
                .hasMessageContaining(":" + endpoint.port() + " cannot be opened")
                .hasMessageContaining("delta.health.port");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + endpoint.port() + path);
    }
}
