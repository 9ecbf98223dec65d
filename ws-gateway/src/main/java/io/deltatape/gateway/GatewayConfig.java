package io.deltatape.gateway;

import io.deltatape.contract.Symbol;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How a gateway listens and what it allows. Immutable.
///
/// Port 0 means any free one. Without authentication a gateway binds wider than loopback only if told to be insecure.
public record GatewayConfig(
        String host,
        int port,
        boolean insecure,
        List<String> symbols,
        List<String> origins,
        int connectionsMax,
        int badMessagesMax,
        Duration fanoutWindow,
        Duration stallTimeout) {
    private static final Setting<Integer> PORT =
            Setting.integer("gateway.port", 8765, 0, 65_535, "port of WebSocket and HTTP; 0 for any free one");
    private static final Setting<String> HOST =
            Setting.text("gateway.host", "127.0.0.1", "address to listen on; 0.0.0.0 for all, needs gateway.insecure");
    private static final Setting<Boolean> INSECURE = Setting.flag(
            "gateway.insecure", "false", "allows an address that others can reach, without authentication");
    private static final Setting<List<String>> SYMBOLS =
            Setting.list("gateway.symbols", "", "symbols that may be subscribed before there are data of them");
    private static final Setting<List<String>> ORIGINS = Setting.list(
            "gateway.origins",
            "",
            "origins of pages that may open a WebSocket, beside the gateway's own, as https://host");
    private static final Setting<Integer> CONNECTIONS_MAX =
            Setting.integer("gateway.connections.max", 10_000, 1, 1_000_000, "WebSocket connections at a time");
    private static final Setting<Integer> BAD_MESSAGES_MAX = Setting.integer(
            "gateway.messages.bad.max", 20, 1, 1_000_000, "bad messages of a connection at which it is closed");
    private static final Setting<Duration> FANOUT_WINDOW = Setting.duration(
            "gateway.fanout.window", "0ms", "collects changes for so long before sending: less CPU, more latency");
    private static final Setting<Duration> STALL_TIMEOUT = Setting.duration(
            "gateway.stall.timeout", "30s", "closes a connection whose write has made no progress for so long");

    /// Every key that [#from] reads.
    public static final List<Setting<?>> KEYS = List.of(
            PORT, HOST, INSECURE, SYMBOLS, ORIGINS, CONNECTIONS_MAX, BAD_MESSAGES_MAX, FANOUT_WINDOW, STALL_TIMEOUT);

    public GatewayConfig {
        symbols = List.copyOf(symbols);
        origins = List.copyOf(origins);
    }

    public static GatewayConfig from(Settings settings) {
        var config = new GatewayConfig(
                settings.get(HOST),
                settings.get(PORT),
                settings.get(INSECURE),
                settings.get(SYMBOLS),
                settings.get(ORIGINS),
                settings.get(CONNECTIONS_MAX),
                settings.get(BAD_MESSAGES_MAX),
                settings.get(FANOUT_WINDOW),
                settings.get(STALL_TIMEOUT));
        config.problems().forEach(settings::problem);
        return config;
    }

    /// Defaults on loopback: for tests and the one-process run.
    public static GatewayConfig onLoopback(int port) {
        return new GatewayConfig(
                "127.0.0.1", port, false, List.of(), List.of(), 10_000, 20, Duration.ZERO, Duration.ofSeconds(30));
    }

    /// What is wrong with it; empty if it can be used.
    public List<String> problems() {
        var problems = new ArrayList<String>();
        symbols.stream()
                .filter(name -> !Symbol.isValid(name) || new Symbol(name).isReserved())
                .forEach(name -> problems.add("gateway.symbols: \"" + name + "\" is no symbol"));
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress() && !insecure) {
                problems.add("gateway.host is " + host
                        + ", which others can reach, but there is no authentication: bind to 127.0.0.1, or accept that"
                        + " anyone who reaches it can read everything with gateway.insecure=true (--insecure)");
            }
        } catch (UnknownHostException _) {
            problems.add("gateway.host is " + host + ", which is no address of this machine: give an IP address");
        }
        return problems;
    }

    boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
