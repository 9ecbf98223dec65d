package io.deltatape.gateway.fanout;

import com.fasterxml.jackson.core.JsonFactory;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.figures.GatewayClock;
import io.deltatape.gateway.figures.Latencies;
import io.deltatape.gateway.state.StateTable;
import io.deltatape.gateway.state.SymbolLog;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The fan-out thread, and how others leave it messages.
///
/// Thread-safe: no method waits for the fan-out, but [#drain] and [#stop]. The line of messages needs no limit of its
/// own: a connection has at most one write, one client message, an opening and a closing in it, and touched symbols are
/// collected in a set beside it.
public final class Fanout {
    private static final Logger LOG = LoggerFactory.getLogger(Fanout.class);
    private static final long TICK_NANOS = Duration.ofMillis(500).toNanos();
    private static final Duration STOP = Duration.ofSeconds(2);

    private final JsonFactory factory = new JsonFactory();
    private final BlockingQueue<Command> line = new LinkedBlockingQueue<>();
    private final Object touchedLock = new Object();
    /// Guarded by `touchedLock`; bounded by the number of symbols.
    private Set<SymbolLog> touched = new LinkedHashSet<>();

    private final Outboxes outboxes;
    private final GatewayClock clock;
    private final long windowNanos;
    private final Thread thread;

    public Fanout(StateTable table, FanoutLimits limits, Counts counts, Latencies latencies, GatewayClock clock) {
        this.outboxes = new Outboxes(table, limits, counts, latencies, clock);
        this.clock = clock;
        this.windowNanos = limits.window().toNanos();
        this.thread = Thread.ofPlatform().name("fanout").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// A connection is open.
    ///
    /// @return what to name it by from now on
    public Outbox open(Transport transport, Subscription subscription) {
        var outbox = new Outbox(transport, subscription, this, clock.nowNanos());
        leave(new Command.Opened(outbox));
        return outbox;
    }

    /// A client sent a text; `handled` is run, on the fan-out thread, when its next message may be read.
    public void said(Outbox outbox, String text, Runnable handled) {
        leave(new Command.Said(outbox, ClientMessage.parse(factory, text), handled));
    }

    /// A client sent something that is no text message.
    public void saidNoText(Outbox outbox, Runnable handled) {
        leave(new Command.Said(outbox, new ClientMessage.Bad("binary message: expected text"), handled));
    }

    /// A connection has ended.
    public void closed(Outbox outbox) {
        leave(new Command.Closed(outbox));
    }

    /// These symbols have new versions.
    public void touched(Set<SymbolLog> logs) {
        boolean first;
        synchronized (touchedLock) {
            first = touched.isEmpty();
            touched.addAll(logs);
        }
        if (first) {
            leave(new Command.Touched());
        }
    }

    /// Connections that are open; as of a moment ago.
    public int connections() {
        return outboxes.connections();
    }

    /// How long the open connections have lasted, all together, in nanoseconds; as of a moment ago.
    public long connectedNanos() {
        return outboxes.connectedNanos();
    }

    /// Sends all clients away and refuses new ones; waits for them no longer than that.
    public void drain(Duration patience) throws InterruptedException {
        var done = new CountDownLatch(1);
        leave(new Command.Drain(done));
        if (!done.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.warn("drain ended with connections open connections={}", connections());
        }
    }

    /// Ends the thread; what is not sent by then is not sent.
    public void stop() throws InterruptedException {
        leave(new Command.Stop());
        thread.join(STOP);
    }

    void leave(Command command) {
        line.add(command);
    }

    long nowNanos() {
        return clock.nowNanos();
    }

    private void run() {
        long nextTickNanos = clock.nowNanos() + TICK_NANOS;
        long nextDispatchNanos = clock.nowNanos();
        boolean dispatchDue = false;
        try {
            while (true) {
                long wakeNanos = dispatchDue ? earlier(nextDispatchNanos, nextTickNanos) : nextTickNanos;
                Command command = line.poll(wakeNanos - clock.nowNanos(), TimeUnit.NANOSECONDS);
                for (; command != null; command = line.poll()) {
                    if (command instanceof Command.Stop) {
                        return;
                    }
                    dispatchDue |= command instanceof Command.Touched;
                    outboxes.handle(command);
                }
                long nowNanos = clock.nowNanos();
                if (dispatchDue && nowNanos - nextDispatchNanos >= 0) {
                    dispatchDue = false;
                    nextDispatchNanos = nowNanos + windowNanos;
                    outboxes.dispatch(takeTouched());
                }
                if (nowNanos - nextTickNanos >= 0) {
                    nextTickNanos = nowNanos + TICK_NANOS;
                    outboxes.tick(nowNanos);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("fan-out ended by a fault: no client gets anything more, restart the gateway", e);
            outboxes.fail();
        }
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    private Set<SymbolLog> takeTouched() {
        synchronized (touchedLock) {
            Set<SymbolLog> taken = touched;
            touched = new LinkedHashSet<>();
            return taken;
        }
    }

    /// Whether the thread runs.
    public boolean isAlive() {
        return thread.isAlive();
    }
}
