package io.deltatape.gateway;

import io.deltatape.gateway.api.ApiHandler;
import io.deltatape.gateway.transport.LiveDataEndpoint;
import java.io.IOException;
import java.net.BindException;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/// The Jetty server: one port for WebSocket and HTTP. Its port is taken when it is constructed, so that a port in use
/// is known before anything else starts.
final class WebServer implements AutoCloseable {
    private static final int THREADS_MAX = 32;
    private static final int THREADS_MIN = 4;
    private static final int ACCEPT_QUEUE_MAX = 1024;
    /// The kernel's buffer of a connection: what a slow client can have in flight before it shows.
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private static final long STOP_TIMEOUT_MS = 1_000;

    private final Server server;
    private final ServerConnector connector;

    WebServer(GatewayConfig config) {
        var threads = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
        threads.setName("http");
        threads.setDaemon(true);
        server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setAcceptQueueSize(ACCEPT_QUEUE_MAX);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        server.addConnector(connector);
        try {
            connector.open();
        } catch (IOException e) {
            throw new GatewayStartException(unavailable(config, e), e);
        }
    }

    private static String unavailable(GatewayConfig config, IOException e) {
        boolean inUse = e instanceof BindException || e.getCause() instanceof BindException;
        return inUse
                ? "port " + config.port() + " on " + config.host()
                        + " is in use or not ours to take: stop what listens there, or choose another with --port"
                        + " (gateway.port), 0 for any free one"
                : "cannot listen on " + config.host() + ":" + config.port() + " (" + e + ")";
    }

    int port() {
        return connector.getLocalPort();
    }

    void start(LiveDataEndpoint liveData, ApiHandler api) {
        var sockets = new WebSocketUpgradeHandler();
        sockets.addMapping(new ServletPathSpec(LiveDataEndpoint.PATH + "*"), liveData);
        sockets.setHandler(api);
        server.setHandler(sockets);
        server.setErrorHandler(api::handleError);
        server.setStopTimeout(STOP_TIMEOUT_MS);
        try {
            server.start();
        } catch (Exception e) { // what Jetty's lifecycle declares
            throw new GatewayStartException("the web server does not start (" + e + ")", e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
            server.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // what Jetty's lifecycle declares
            throw new IllegalStateException("the web server does not stop", e);
        }
    }
}
