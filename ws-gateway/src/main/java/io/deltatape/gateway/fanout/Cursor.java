package io.deltatape.gateway.fanout;

import io.deltatape.contract.StreamPosition;
import io.deltatape.gateway.figures.Count;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.state.SymbolLog;
import io.deltatape.gateway.state.Version;
import java.time.Duration;
import java.util.OptionalLong;

/// Where one connection stands in one symbol's log: all that the gateway remembers of it, however far it is behind.
///
/// Owned by the fan-out thread.
final class Cursor {
    /// The index of one who was sent nothing.
    static final long NOTHING = -1;

    /// How long a client that is ahead of this gateway is kept waiting for it to catch up, rather than be taken back.
    /// Whatever it was ahead by is gone by then: the topic was made anew.
    private static final long RESUME_WAIT_NANOS = Duration.ofSeconds(30).toNanos();

    private final Outbox outbox;
    private final Channel channel;
    private final Subscription.Form form;
    private final long resumeDeadlineNanos;
    private StreamPosition resume;
    private long sentIndex = NOTHING;
    private boolean dirty;

    Cursor(Outbox outbox, Channel channel, Subscription subscription, long nowNanos) {
        this.outbox = outbox;
        this.channel = channel;
        this.form = subscription.form();
        this.resume = subscription.resume();
        this.resumeDeadlineNanos = nowNanos + RESUME_WAIT_NANOS;
    }

    Outbox outbox() {
        return outbox;
    }

    Channel channel() {
        return channel;
    }

    Subscription.Form form() {
        return form;
    }

    long sentIndex() {
        return sentIndex;
    }

    void sent(long index) {
        sentIndex = index;
    }

    /// Whether it waits for the gateway to reach the position that its client holds.
    boolean isResuming() {
        return !resume.equals(StreamPosition.NONE);
    }

    /// Marks it as one that is behind.
    ///
    /// @return whether it was not marked already
    boolean markDirty() {
        boolean first = !dirty;
        dirty = true;
        return first;
    }

    void markClean() {
        dirty = false;
    }

    /// Turns the position that the client holds into an index, as soon as the gateway has come that far.
    ///
    /// @return whether the cursor stands somewhere now
    boolean settleResume(SymbolLog log, Version newest, long nowNanos, Counts counts) {
        if (!isResuming()) {
            return true;
        }
        if (resume.compareTo(newest.position()) > 0 && resumeDeadlineNanos - nowNanos > 0) {
            return false;
        }
        OptionalLong index = log.indexOf(resume);
        counts.increment(index.isPresent() ? Count.RESUMES : Count.RESUMES_MISSED);
        sentIndex = index.orElse(NOTHING);
        resume = StreamPosition.NONE;
        return true;
    }
}
