package io.deltatape.gateway.transport;

import io.deltatape.contract.CloseCode;
import io.deltatape.gateway.fanout.Fanout;
import io.deltatape.gateway.fanout.Outbox;
import io.deltatape.gateway.fanout.Subscription;
import io.deltatape.gateway.fanout.Transport;
import io.deltatape.gateway.figures.Count;
import io.deltatape.gateway.figures.Counts;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/// One WebSocket connection: frames in, messages to the fan-out; messages of the fan-out out as frames.
///
/// Jetty calls the handler's methods one after the other; the fan-out thread calls the transport's. The next frame is
/// read only when what the last one asked for has been done, so a client cannot make us hold more than one message.
final class LiveDataConnection implements FrameHandler, Transport {
    private final Fanout fanout;
    private final Subscription subscription;
    private final int messageBytesMax;
    private final Counts counts;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream(0);
    private boolean isText;
    private volatile @Nullable CoreSession session;
    private @Nullable Outbox outbox;

    LiveDataConnection(Fanout fanout, Subscription subscription, int messageBytesMax, Counts counts) {
        this.fanout = fanout;
        this.subscription = subscription;
        this.messageBytesMax = messageBytesMax;
        this.counts = counts;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        callback.succeeded();
        outbox = fanout.open(this, subscription);
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY -> {
                isText = frame.getOpCode() == OpCode.TEXT;
                message.reset();
                onPart(frame, callback);
            }
            case OpCode.CONTINUATION -> onPart(frame, callback);
            case OpCode.PING -> pong(frame, callback);
            case OpCode.PONG -> {
                callback.succeeded();
                demand();
            }
            default -> callback.succeeded(); // a close: Jetty answers it
        }
    }

    private void onPart(Frame frame, Callback callback) {
        if (message.size() + frame.getPayloadLength() > messageBytesMax) {
            callback.failed(new MessageTooLargeException("message of more than " + messageBytesMax + " bytes"));
            return;
        }
        message.writeBytes(BufferUtil.toArray(frame.getPayload()));
        if (!frame.isFin()) {
            callback.succeeded();
            demand();
            return;
        }
        try {
            String text = isText ? decoded(message.toByteArray()) : "";
            callback.succeeded();
            handOver(text);
        } catch (CharacterCodingException e) {
            callback.failed(new BadPayloadException("text message is not UTF-8", e));
        }
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private void handOver(String text) {
        Outbox to = outbox;
        if (to != null && isText) {
            fanout.said(to, text, this::demand);
        } else if (to != null) {
            fanout.saidNoText(to, this::demand);
        }
    }

    private void pong(Frame frame, Callback callback) {
        byte[] payload = BufferUtil.toArray(frame.getPayload());
        callback.succeeded();
        CoreSession to = session;
        if (to != null) {
            to.sendFrame(new Frame(OpCode.PONG, ByteBuffer.wrap(payload)), Callback.from(this::demand, _ -> {}), false);
        }
    }

    private void demand() {
        CoreSession from = session;
        if (from != null && from.isInputOpen()) {
            from.demand();
        }
    }

    /// What breaks WebSocket's own rules Jetty closes, with a code and a reason that say which.
    @Override
    public void onError(Throwable cause, Callback callback) {
        if (cause instanceof CloseException) {
            counts.increment(Count.MESSAGES_BAD);
        }
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        Outbox ended = outbox;
        if (ended != null) {
            fanout.closed(ended);
        }
        callback.succeeded();
    }

    @Override
    public void send(ByteBuffer shared, Sent sent) {
        CoreSession to = session;
        if (to != null) {
            to.sendFrame(new Frame(OpCode.TEXT, shared.duplicate()), new Completion(sent), false);
        }
    }

    @Override
    public void close(CloseCode code) {
        CoreSession to = session;
        if (to != null) {
            to.close(code.code(), code.reason(), Callback.NOOP);
        }
    }

    @Override
    public void abort() {
        CoreSession to = session;
        if (to != null) {
            to.abort();
        }
    }

    /// Tells the fan-out; says that it never blocks, so that Jetty needs no other thread for it.
    private record Completion(Sent sent) implements Callback {
        @Override
        public void succeeded() {
            sent.succeeded();
        }

        @Override
        public void failed(Throwable cause) {
            sent.failed();
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
