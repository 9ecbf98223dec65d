package io.deltatape.delta;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Replaces a stream thread that died, unless threads keep dying: then the application stops, for someone to act.
///
/// A replaced thread's tasks start again, each with a new epoch, so nothing is wrong after it. Thread-safe: called by
/// the dying threads; the lock guards `deathsMs`.
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
    static final int DEATHS_MAX = 10;
    static final Duration WITHIN = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);

    private final InstantSource clock;
    private final FigureCounters figures;
    private final ArrayDeque<Long> deathsMs = new ArrayDeque<>();

    ThreadReplacement(InstantSource clock, FigureCounters figures) {
        this.clock = clock;
        this.figures = figures;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        if (deathsWithinLimit()) {
            figures.threadsReplaced.increment();
            LOG.warn("stream thread died and is replaced; its tasks begin new epochs", exception);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error(
                "delta-streams stops: more than {} stream threads died within {} s, the last of this; remove the cause, then start it again",
                DEATHS_MAX,
                WITHIN.toSeconds(),
                exception);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private synchronized boolean deathsWithinLimit() {
        long nowMs = clock.millis();
        while (!deathsMs.isEmpty() && nowMs - deathsMs.getFirst() > WITHIN.toMillis()) {
            deathsMs.removeFirst();
        }
        deathsMs.addLast(nowMs);
        return deathsMs.size() <= DEATHS_MAX;
    }
}
