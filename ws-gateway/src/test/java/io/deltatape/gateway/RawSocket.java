package io.deltatape.gateway;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A WebSocket client on a bare socket, that reads a frame when it is told to and never otherwise.
final class RawSocket implements AutoCloseable {
    private static final int TIMEOUT_MS = 20_000;
    private static final int CLOSE = 8;

    private final Socket socket;
    private final DataInputStream in;
    /// The status line and headers of the handshake's answer.
    final List<String> handshake = new ArrayList<>();

    /// What a frame was.
    record Frame(int opCode, ByteBuffer payload) {
        boolean isClose() {
            return opCode == CLOSE;
        }

        int closeCode() {
            return payload.getShort(0) & 0xffff;
        }

        String text() {
            return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        }
    }

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 512));
    }

    /// Connects, with a receive buffer so small that what is not read soon stays with the gateway.
    static RawSocket connect(int port, String path, String... headers) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
        var client = new RawSocket(socket);
        var request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        for (String line = client.line(); !line.isEmpty(); line = client.line()) {
            client.handshake.add(line);
        }
        return client;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    InputStream input() {
        return in;
    }

    /// Whether a frame has begun to arrive.
    boolean hasInput() throws IOException {
        return in.available() > 0;
    }

    /// The next frame; waits for it.
    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        var payload = new byte[(int) length];
        in.readFully(payload);
        if ((first & 0x80) == 0) {
            throw new AssertionError("fragmented frame");
        }
        return new Frame(first & 0xf, ByteBuffer.wrap(payload));
    }

    void sendText(String text) throws IOException {
        send(1, text.getBytes(StandardCharsets.UTF_8));
    }

    void send(int opCode, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (0x80 | opCode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(0); // a mask of zeros
        frame.put(payload);
        socket.getOutputStream().write(frame.array(), 0, frame.position());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
