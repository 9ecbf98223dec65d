package io.deltatape.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.config.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What HTTP answers, and how a gateway is refused a start.
final class HttpTest {
    private static final String NAME = "NQZ26-CME";

    private final GatewayFixture fixture = new GatewayFixture();
    private final RandomSymbol symbol = new RandomSymbol(NAME, WireFormat.JSON, new Random(3));

    @BeforeEach
    void begin() {
        symbol.update(fixture.feed);
        fixture.feed.polled();
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    private void assertError(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JsonTree.object(response.body()))
                .containsOnlyKeys("error", "code", "timestamp")
                .containsEntry("code", code);
    }

    @Test
    void unchangedStateIsNotSentAgain() throws Exception {
        HttpResponse<String> first = fixture.get("/api/data/" + NAME);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isEqualTo("\"" + symbol.position() + "\"");
        assertThat(first.headers().allValues("Cache-Control")).containsExactly("no-cache");
        assertThat(fixture.get("/api/symbols").headers().allValues("Cache-Control"))
                .containsExactly("no-store");

        for (String given : List.of(tag, "W/" + tag, "\"1.1\", " + tag, "*")) {
            HttpResponse<String> again = fixture.get("/api/data/" + NAME, "If-None-Match", given);
            assertThat(again.statusCode()).as(given).isEqualTo(304);
            assertThat(again.headers().allValues("Cache-Control")).containsExactly("no-cache");
            assertThat(again.body()).isEmpty();
        }
        symbol.update(fixture.feed);
        fixture.feed.polled();
        HttpResponse<String> newer = fixture.get("/api/data/" + NAME, "If-None-Match", tag);
        assertThat(newer.statusCode()).isEqualTo(200);
        assertThat(newer.headers().firstValue("ETag")).contains("\"" + symbol.position() + "\"");
    }

    @Test
    void symbolsAndStatesAreListed() throws Exception {
        var other = new RandomSymbol("6E Z26", WireFormat.PACKED, new Random(4));
        other.update(fixture.feed);
        fixture.feed.polled();

        assertThat(JsonTree.object(fixture.get("/api/symbols").body()))
                .containsEntry("symbols", List.of("6E Z26", NAME));
        assertThat(JsonTree.object(fixture.get("/api/market_data").body())).containsOnlyKeys("6E Z26", NAME);
        assertThat(JsonTree.object(
                        fixture.get("/api/market_data?symbols=6E%20Z26,NOPE").body()))
                .containsOnlyKeys("6E Z26");
        assertThat(fixture.data("6E%20Z26")).containsEntry("symbol", "6E Z26");
    }

    @Test
    void wrongRequestsAreAnsweredInJson() throws Exception {
        assertError(fixture.get("/api/data/NOPE"), 404, "unknown_symbol");
        assertError(fixture.get("/nothing"), 404, "not_found");
        assertError(fixture.get("/api/data/a/b"), 404, "not_found");
        assertError(fixture.get("/page.js/../page.html"), 404, "not_found");
        assertError(fixture.send("POST", "/api/symbols"), 405, "method_not_allowed");
        assertError(fixture.send("DELETE", "/api/data/" + NAME), 405, "method_not_allowed");
        assertError(fixture.get("/api/market_data?symbols="), 400, "bad_request");
        assertError(fixture.get("/api/market_data?symbols=a,,b"), 400, "bad_request");
        assertError(fixture.get("/ws/live_data/" + NAME), 426, "upgrade_required");
        assertThat(raw("GET /api/market_data?symbols=%zz HTTP/1.1"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"bad_request\"");
        assertThat(raw("GET /api/data/%zz HTTP/1.1")).startsWith("HTTP/1.1 400").contains("\"code\":\"bad_request\"");
        assertThat(raw("nonsense")).startsWith("HTTP/1.1 400").contains("expected a valid HTTP/1.1 request");
        assertThat(raw("GET / HTTP/9.9")).startsWith("HTTP/1.1 505").contains("\"code\":\"bad_request\"");
        assertThat(raw("GET /" + "a".repeat(10_000) + " HTTP/1.1"))
                .startsWith("HTTP/1.1 414")
                .contains("8 KiB");
        assertError(fixture.get("/ws/nothing"), 404, "not_found");
    }

    @Test
    void recordsThatNameNoSymbolAreCountedAsMalformed() throws Exception {
        fixture.feed.rejected();

        assertThat(fixture.get("/metrics").body()).contains("gateway_malformed_total 1.0");
    }

    private String raw(String requestLine) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path : List.of("/", "/page.js", "/page.css", "/icon.svg", "/api/symbols", "/metrics", "/nothing")) {
            Map<String, List<String>> headers = fixture.get(path).headers().map();
            assertThat(headers)
                    .as(path)
                    .containsKeys("x-content-type-options", "referrer-policy", "content-security-policy");
            assertThat(headers.get("content-security-policy"))
                    .as(path)
                    .singleElement()
                    .asString()
                    .contains("default-src 'none'");
            boolean isPage = path.equals("/") || path.startsWith("/page") || path.startsWith("/icon");
            assertThat(headers).as(path).containsEntry("cache-control", List.of(isPage ? "no-cache" : "no-store"));
        }
        assertThat(fixture.get("/").body())
                .contains("Deltatape")
                .doesNotContain("http://")
                .doesNotContain("https://");
    }

    @Test
    void readinessTellsWhatIsInTheWay() throws Exception {
        assertThat(fixture.get("/health").statusCode()).isEqualTo(200);
        assertThat(fixture.get("/ready").statusCode()).isEqualTo(200);

        fixture.feed.setCaughtUp(false);
        fixture.feed.polled();
        assertThat(fixture.get("/ready").statusCode()).isEqualTo(503);
        assertThat(fixture.get("/ready").body()).contains("catching_up");
        assertError(fixture.get("/api/symbols"), 503, "not_ready");

        fixture.feed.fail(new IllegalStateException("Kafka refuses us"));
        GatewayFixture.await("the fault", () -> fixture.gateway.ended().isCompletedExceptionally());
        assertThat(fixture.get("/health").statusCode()).isEqualTo(503);
        assertThat(fixture.get("/health").body()).contains("Kafka refuses us");
    }

    @Test
    void statisticsAreMeasuredAndNullWhereTheyAreNot() throws Exception {
        Map<String, @Nullable Object> before =
                JsonTree.object(fixture.get("/api/bridge/stats").body());
        assertThat(before)
                .containsKeys("efficiency_percent", "cache_hit_rate", "file_watch", "request_volume_reduction");
        assertThat(before.get("efficiency_percent")).isNull();
        assertThat(JsonTree.map(before.get("latency")).get("gateway_to_written"))
                .isNull();

        try (LiveClient client = LiveClient.connect(fixture.port(), NAME).readUntil(symbol.position())) {
            symbol.update(fixture.feed);
            fixture.feed.polled();
            client.readUntil(symbol.position());
            GatewayFixture.await(
                    "the write is measured",
                    () -> fixture.gateway.figures().gatewayToWritten().count() == 1);
        }
        Map<String, @Nullable Object> after =
                JsonTree.object(fixture.get("/api/bridge/stats").body());
        assertThat(after.get("efficiency_percent")).isNotNull();
        assertThat(JsonTree.map(JsonTree.map(after.get("latency")).get("sent_to_computed")))
                .containsKeys("p50_ms", "p90_ms", "p99_ms", "max_ms");
        assertThat(fixture.get("/metrics").body())
                .contains("gateway_frames_delta_total 1.0")
                .contains("gateway_latency_seconds{hop=\"gateway_to_written\",quantile=\"0.99\"}");
    }

    @Test
    void portInUseIsOneClearMessage() {
        assertThatThrownBy(() -> Gateway.bind(GatewayConfig.onLoopback(fixture.port())))
                .isInstanceOf(GatewayStartException.class)
                .hasMessageContaining("port " + fixture.port())
                .hasMessageContaining("--port");
    }

    @Test
    void addressThatOthersReachNeedsToBeWanted() {
        assertThatThrownBy(() -> Gateway.bind(wide("false")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("--insecure");
        Gateway.bind(wide("true")).close();
        Settings settings = Settings.of(Map.of(), Map.of("gateway.host", "0.0.0.0", "gateway.prot", "1"));
        GatewayConfig.from(settings);
        assertThatThrownBy(settings::throwIfProblems)
                .hasMessageContaining("gateway.insecure")
                .hasMessageContaining("the nearest is gateway.port");
    }

    private static GatewayConfig wide(String insecure) {
        return GatewayConfig.from(Settings.of(
                Map.of(), Map.of("gateway.host", "0.0.0.0", "gateway.port", "0", "gateway.insecure", insecure)));
    }
}
