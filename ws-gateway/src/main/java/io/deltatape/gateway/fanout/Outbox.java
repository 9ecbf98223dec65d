package io.deltatape.gateway.fanout;

import io.deltatape.contract.CloseCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What is due to one connection: its cursors, those of them that are behind, answers, and the one write in flight.
///
/// It holds positions, not messages: a client that does not read costs no more than one that does. Answers are bounded
/// because a client's next message is read only after the last one's answer was written. Owned by the fan-out thread;
/// transports hold it as a handle.
public final class Outbox {
    private final Transport transport;
    private final Subscription subscription;
    private final Fanout fanout;
    private final Command written = new Command.Written(this);
    private final Transport.Sent sent = new Sent();
    private final List<Cursor> cursors = new ArrayList<>();
    private final Queue<Cursor> behind = new ArrayDeque<>();
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final long openedNanos;
    private @Nullable Frame inFlight;
    private Runnable afterInFlight = Outbox::nothing;
    private long lastWriteNanos;
    private int badMessages;
    private boolean closing;
    private volatile long writtenNanos;

    /// An answer, and what to do once it is written.
    private record Answer(Frame frame, Runnable afterwards) {}

    Outbox(Transport transport, Subscription subscription, Fanout fanout, long nowNanos) {
        this.transport = transport;
        this.subscription = subscription;
        this.fanout = fanout;
        this.openedNanos = nowNanos;
        this.lastWriteNanos = nowNanos;
    }

    private static void nothing() {}

    Subscription subscription() {
        return subscription;
    }

    long openedNanos() {
        return openedNanos;
    }

    List<Cursor> cursors() {
        return cursors;
    }

    boolean isBehind() {
        return !behind.isEmpty();
    }

    boolean isWriting() {
        return inFlight != null;
    }

    boolean isClosing() {
        return closing;
    }

    /// When the last write began, or, of a closing one, when that began.
    long lastWriteNanos() {
        return lastWriteNanos;
    }

    /// When the last completed write was taken by the kernel.
    long writtenNanos() {
        return writtenNanos;
    }

    int countBadMessage() {
        return ++badMessages;
    }

    void answer(Frame frame, Runnable afterwards) {
        answers.add(new Answer(frame, afterwards));
    }

    /// Puts a cursor into the line of those that are behind, unless it stands there.
    void markBehind(Cursor cursor) {
        if (!closing && cursor.markDirty()) {
            behind.add(cursor);
        }
    }

    /// Takes the next thing to send: answers first, then whoever has waited longest. Empty if nothing is due or a write
    /// is in flight.
    Optional<Cursor> nextBehind() {
        Cursor cursor = inFlight == null && !closing ? behind.poll() : null;
        if (cursor != null) {
            cursor.markClean();
        }
        return Optional.ofNullable(cursor);
    }

    /// Sends the next answer, if one is due and no write is in flight.
    ///
    /// @return whether it is on its way
    boolean sendAnswer(long nowNanos) {
        Answer answer = inFlight == null && !closing ? answers.poll() : null;
        if (answer == null) {
            return false;
        }
        afterInFlight = answer.afterwards();
        send(answer.frame(), nowNanos);
        return true;
    }

    void send(Frame frame, long nowNanos) {
        inFlight = frame;
        lastWriteNanos = nowNanos;
        transport.send(frame.bytes(), sent);
    }

    /// The write in flight is done.
    ///
    /// @return what it was
    Optional<Frame> completeWrite() {
        Frame done = inFlight;
        inFlight = null;
        Runnable afterwards = afterInFlight;
        afterInFlight = Outbox::nothing;
        afterwards.run();
        return Optional.ofNullable(done);
    }

    void close(CloseCode code, long nowNanos) {
        if (!closing) {
            lastWriteNanos = nowNanos;
            end();
            transport.close(code);
        }
    }

    /// Nothing more will be sent.
    void end() {
        closing = true;
        behind.clear();
        answers.clear();
    }

    void abort() {
        transport.abort();
    }

    /// Leaves the fan-out a message about the write in flight; on whatever thread.
    private final class Sent implements Transport.Sent {
        @Override
        public void succeeded() {
            writtenNanos = fanout.nowNanos();
            fanout.leave(written);
        }

        @Override
        public void failed() {
            fanout.closed(Outbox.this);
        }
    }
}
