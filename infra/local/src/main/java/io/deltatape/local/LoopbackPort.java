package io.deltatape.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.random.RandomGenerator;

/// Finds out which TCP ports of 127.0.0.1 can be listened on. The port is free again when the answer is given, so
/// another process can still take it first; the broker's own bind has the last word.
final class LoopbackPort {
    static final String HOST = "127.0.0.1";

    /// Kafka binds seconds after the port was chosen. Systems take the ports of outgoing connections from 32768 up
    /// (Linux) or 49152 up (Windows, macOS): below them no connection takes the port in between.
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_767;
    private static final int ATTEMPTS_MAX = 100;

    private LoopbackPort() {}

    static int free() {
        return freeOtherThan(0);
    }

    static int freeOtherThan(int taken) {
        var random = RandomGenerator.getDefault();
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = random.nextInt(LOWEST, HIGHEST + 1);
            if (port != taken && isFree(port)) {
                return port;
            }
        }
        throw new BrokerStartException(
                "No free port found on %s: tried %d ports between %d and %d, all are in use; name a free port"
                        .formatted(HOST, ATTEMPTS_MAX, LOWEST, HIGHEST));
    }

    static int requireFree(int port) {
        if (port < 1 || port > 65_535) {
            throw new BrokerStartException(
                    "Broker port %d is no TCP port: expected 1 to 65535, or 0 for a free one".formatted(port));
        }
        if (!isFree(port)) {
            throw new BrokerStartException(
                    "Broker port %s:%d cannot be listened on: expected it free, but another program uses it or the system refuses it; stop that program or choose another port"
                            .formatted(HOST, port));
        }
        return port;
    }

    static InetAddress address() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError("Four bytes are an IPv4 address", e);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
