package io.deltatape.endtoend;

import java.io.IOException;
import java.net.ServerSocket;

/// A port of this host that nobody listens on at the moment.
final class FreePort {
    private FreePort() {}

    static int find() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
