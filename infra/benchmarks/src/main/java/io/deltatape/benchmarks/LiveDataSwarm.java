package io.deltatape.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// WebSocket clients on one thread of its own: a connection to `/ws/live_data/{symbol}` for each symbol.
///
/// Just enough of RFC 6455 to read what the gateway sends (unmasked, unfragmented text frames; others are skipped), so
/// that the measuring client costs the machine as little as it can. Loopback only.
final class LiveDataSwarm implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    /// Called on the swarm's thread with each text message; the buffer is valid during the call.
    interface Listener {
        void message(int symbol, ByteBuffer text, long nanos);
    }

    private final Selector selector;
    private final Listener listener;
    private final Thread thread;
    private volatile boolean closed;

    private LiveDataSwarm(Selector selector, Listener listener) {
        this.selector = selector;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("swarm").daemon().unstarted(this::run);
    }

    /// Connects all, one after another, and begins to read.
    static LiveDataSwarm connect(int port, List<String> symbols, Listener listener) throws IOException {
        var swarm = new LiveDataSwarm(Selector.open(), listener);
        for (int i = 0; i < symbols.size(); i++) {
            swarm.open(port, i, symbols.get(i));
        }
        swarm.thread.start();
        return swarm;
    }

    private void open(int port, int index, String symbol) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String request = "GET /ws/live_data/" + symbol + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        var connection = new Connection(index, ByteBuffer.allocate(BUFFER_BYTES));
        connection.readHandshake(channel, symbol);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, connection);
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(key -> read((SocketChannel) key.channel(), (Connection) key.attachment(), key), 100);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SocketChannel channel, Connection connection, SelectionKey key) {
        try {
            int read = channel.read(connection.buffer);
            long nanos = System.nanoTime();
            if (read < 0 || !connection.takeFrames(listener, nanos)) {
                key.cancel();
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    /// The bytes of one connection; filled between reads, and always ready to be read into.
    private record Connection(int symbol, ByteBuffer buffer) {
        void readHandshake(SocketChannel channel, String name) throws IOException {
            while (true) {
                if (channel.read(buffer) < 0) {
                    throw new IOException("the gateway closed the connection for " + name + " during the handshake");
                }
                String text = StandardCharsets.ISO_8859_1
                        .decode(buffer.duplicate().flip())
                        .toString();
                int end = text.indexOf("\r\n\r\n");
                if (end >= 0) {
                    if (!text.startsWith("HTTP/1.1 101")) {
                        throw new IOException("the gateway refused " + name + ": "
                                + text.lines().findFirst().orElse(""));
                    }
                    buffer.flip().position(end + 4);
                    buffer.compact();
                    return;
                }
            }
        }

        /// Passes on every whole frame; false once the gateway closes.
        boolean takeFrames(Listener listener, long nanos) {
            buffer.flip();
            boolean open = true;
            while (buffer.remaining() >= 2) {
                buffer.mark();
                int opcode = buffer.get() & 0xf;
                int length = buffer.get() & 0x7f;
                int more = length == 126 ? 2 : length == 127 ? 8 : 0;
                if (buffer.remaining() < more) {
                    buffer.reset();
                    break;
                }
                long size = more == 2 ? buffer.getShort() & 0xffff : more == 8 ? buffer.getLong() : length;
                if (buffer.remaining() < size) {
                    buffer.reset();
                    break;
                }
                if (opcode == TEXT) {
                    listener.message(symbol, buffer.slice(buffer.position(), (int) size), nanos);
                }
                open &= opcode != CLOSE;
                buffer.position(buffer.position() + (int) size);
            }
            buffer.compact();
            return open;
        }
    }
}
