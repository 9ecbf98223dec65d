package io.deltatape.bridge.publish;

import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices that another, later started bridge publishes one of our symbols, which would silence ours, and says so once.
///
/// Every few seconds it looks at the newest records of each partition, from a thread of its own named `own-guard`.
/// While Kafka is away it waits.
public final class OwnGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnGuard.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /// Records looked at in each partition: a canary of the other bridge comes each second among them.
    private static final long NEWEST = 200;
    private static final long CLOSE_MS = 3_000;

    private final KafkaSettings settings;
    private final long own;
    private final Predicate<Symbol> isOurs;
    private final Consumer<String> onConflict;
    private final RecordReader reader = new RecordReader();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /// `isOurs` is asked from the guard's thread; `onConflict` gets the message there.
    public OwnGuard(KafkaSettings settings, long own, Predicate<Symbol> isOurs, Consumer<String> onConflict) {
        this.settings = settings;
        this.own = own;
        this.isOurs = isOurs;
        this.onConflict = onConflict;
        this.thread = new Thread(this::run, "own-guard");
        thread.setDaemon(true);
    }

    public OwnGuard start() {
        thread.start();
        return this;
    }

    private void run() {
        try (var records = new TopicReader(settings, settings.topics().snapshots())) {
            Optional<String> conflict = Optional.empty();
            while (conflict.isEmpty() && !closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                conflict = look(records);
            }
            conflict.ifPresent(onConflict);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("no longer looks for other bridges: a second one would go unnoticed", e);
        }
    }

    private Optional<String> look(TopicReader records) {
        try {
            var ends = records.ends();
            records.skipToLast(ends, NEWEST);
            while (records.isBehind(ends) && closed.getCount() > 0) {
                for (var entry : records.poll()) {
                    Optional<String> conflict = conflict(entry.key(), entry.value());
                    if (conflict.isPresent()) {
                        return conflict;
                    }
                }
            }
        } catch (KafkaException e) {
            LOG.warn("could not look for other bridges, tried again later cause={}", e.toString());
        }
        return Optional.empty();
    }

    Optional<String> conflict(String key, byte[] value) {
        if (key == null || value == null || !Symbol.isValid(key) || !isOurs.test(new Symbol(key))) {
            return Optional.empty();
        }
        if (reader.snapshot(new Symbol(key), value) instanceof Snapshot snapshot && snapshot.own() > own) {
            return Optional.of("another bridge publishes " + key + " with own=" + snapshot.own() + ", ours is " + own
                    + ": stop one of the two, or give each its own bridge.symbols and bridge.id");
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
