package io.deltatape.client.transport;

import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import io.deltatape.contract.config.SettingsException;
import io.deltatape.contract.kafka.DeltaFollower;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.MarketTopics;
import io.deltatape.contract.kafka.TopicsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Reads `market.deltas` from Kafka; a lane is a partition.
///
/// Its daemon thread, `market-feed`, owns all state but the fields that [#close] needs. A broker that is away, at the
/// start or later, is waited for without end. Whatever else breaks the reading (Kafka refuses us, a listener throws)
/// is logged, and after a pause of 1 s, doubling up to 30 s, all is read from the beginning again.
public final class KafkaTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTransport.class);
    private static final String THREAD_NAME = "market-feed";
    private static final Duration TOPICS_PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MS_MIN = 1_000;
    private static final long PAUSE_MS_MAX = 30_000;
    private static final long CLOSE_MS = 3_000;
    private static final long INTERRUPTED_CLOSE_MS = 1_000;

    private final KafkaSettings kafka;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Thread feed;
    private volatile @Nullable DeltaFollower follower;

    /// Symbols with a state, over all readings: a symbol that a later reading does not meet has ended.
    private final Set<Symbol> known = new HashSet<>();

    private long pauseMs = PAUSE_MS_MIN;
    /// Why the last reading broke off, so that each cause is logged once; empty since one succeeded.
    private String causeSaid = "";
    /// Until then whoever waits for the first states is told the cause, by [Listener#waiting].
    private boolean wasLive;

    public KafkaTransport(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    @Override
    public int lanes() {
        return kafka.partitions();
    }

    @Override
    public void start(Listener listener) {
        feed = Thread.ofPlatform().daemon().name(THREAD_NAME).start(() -> run(listener));
    }

    private void run(Listener listener) {
        while (!isClosed()) {
            try {
                follow(listener);
            } catch (TopicsException | SettingsException | KafkaException e) {
                tellBroken(listener, e);
            } catch (RuntimeException e) {
                LOG.error("the feed failed, which is an error of the program or of a listener", e);
                tellBroken(listener, e);
            }
            pause();
        }
    }

    private void tellBroken(Listener listener, RuntimeException e) {
        if (!isClosed()) {
            String cause = String.valueOf(e.getMessage());
            if (!cause.equals(causeSaid)) {
                LOG.atLevel(wasLive ? Level.WARN : Level.INFO)
                        .log("feed broke off, all is read again until it succeeds pauseMs={} cause={}", pauseMs, cause);
                causeSaid = cause;
            }
            listener.waiting("the next attempt: " + e.getMessage());
        }
    }

    private void pause() {
        try {
            if (!closed.await(pauseMs, TimeUnit.MILLISECONDS)) {
                pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX);
            }
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    private void follow(Listener listener) {
        listener.waiting("Kafka at " + kafka.bootstrapServers()
                + ", which does not answer yet: start a broker, or name one that runs (kafka.bootstrap.servers)");
        new MarketTopics(impatient()).requireDeltas(TOPICS_PATIENCE);
        listener.waiting("topic " + kafka.topics().deltas() + " at " + kafka.bootstrapServers()
                + " to be read from its beginning");
        listener.reading();
        var reading = new Reading(listener);
        follower = reading.source;
        if (isClosed()) {
            reading.source.close();
        }
        try {
            reading.source.run();
        } finally {
            follower = null;
        }
    }

    /// With requests that give up soon, so that a broker that is away does not hold the thread for a minute.
    private KafkaSettings impatient() {
        var client = new HashMap<>(kafka.client());
        String patienceMs = Long.toString(TOPICS_PATIENCE.toMillis());
        client.putIfAbsent("default.api.timeout.ms", patienceMs);
        client.putIfAbsent("request.timeout.ms", patienceMs);
        return new KafkaSettings(
                kafka.bootstrapServers(),
                kafka.topicPrefix(),
                kafka.partitions(),
                kafka.replication(),
                kafka.wire(),
                client);
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        Thread thread = feed;
        if (thread == null || thread.equals(Thread.currentThread())) {
            closeFollower();
            return;
        }
        try {
            if (closeFollower()) {
                thread.join(CLOSE_MS);
            }
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(INTERRUPTED_CLOSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean closeFollower() {
        DeltaFollower running = follower;
        if (running != null) {
            running.close();
        }
        return running != null;
    }

    /// One follower's calls, passed on with their lane.
    private final class Reading implements DeltaFollower.Listener {
        private final Listener listener;
        private final DeltaFollower source;
        private boolean complete;
        /// Whether this reading was complete once: only then does it know which symbols are no more.
        private boolean wasComplete;

        Reading(Listener listener) {
            this.listener = listener;
            this.source = new DeltaFollower(kafka, this);
        }

        @Override
        public void updated(SymbolTracker tracker, Update update, ApplyOutcome outcome, byte[] record) {
            tellProgress();
            if (tracker.hasState()) {
                known.add(tracker.symbol());
            }
            int lane = source.partitionOf(tracker.symbol());
            listener.offered(lane, source.isAtEnd(lane) ? Arrival.PRESENT : Arrival.BACKLOG, tracker, update, outcome);
        }

        @Override
        public void rejected() {
            listener.rejected();
        }

        @Override
        public void restarting() {
            tellProgress();
        }

        @Override
        public void retired(Symbol symbol) {
            known.remove(symbol);
            listener.retired(symbol);
        }

        @Override
        public void polled() {
            tellProgress();
            listener.batchEnded();
        }

        private void tellProgress() {
            if (source.isCaughtUp() == complete) {
                return;
            }
            complete = !complete;
            if (!complete) {
                listener.reading();
                return;
            }
            if (!wasComplete) {
                wasComplete = true;
                retireUnmet();
            }
            pauseMs = PAUSE_MS_MIN;
            causeSaid = "";
            wasLive = true;
            listener.caughtUp();
        }

        private void retireUnmet() {
            var unmet = new HashSet<>(known);
            source.trackers().forEach(tracker -> {
                if (tracker.hasState()) {
                    unmet.remove(tracker.symbol());
                }
            });
            unmet.forEach(this::retired);
        }
    }
}
