package io.deltatape.bridge.publish;

import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices that another, later started bridge publishes one of our symbols, which would silence ours, and says so once.
///
/// Every few seconds it looks at the new records of each partition, from a thread of its own named `own-guard`.
/// While Kafka is away it waits.
public final class OwnGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnGuard.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /// Records of each partition that a look reads at most; more come only under a load beyond 10,000 a second.
    private static final long NEWEST = 10_000;
    private static final long CLOSE_MS = 3_000;

    private final KafkaSettings settings;
    private final long own;
    private final Predicate<Symbol> isOurs;
    private final Consumer<String> onConflict;
    private final RecordReader codec = new RecordReader();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable TopicReader reader;

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
            reader = records;
            Optional<String> conflict = Optional.empty();
            while (conflict.isEmpty() && !closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                conflict = look(records);
            }
            conflict.ifPresent(onConflict);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (closed.getCount() > 0) {
                LOG.error("no longer looks for other bridges: a second one would go unnoticed", e);
            }
        }
    }

    /// Looks at the last record of each symbol among those that came since the last look. Where two bridges publish one
    /// symbol it is now the one's and now the other's, so some look meets the other's.
    private Optional<String> look(TopicReader records) {
        var last = new HashMap<String, byte[]>();
        try {
            var ends = records.ends();
            records.skipToLast(ends, NEWEST);
            while (records.isBehind(ends) && closed.getCount() > 0) {
                records.poll().forEach(entry -> last.put(entry.key(), entry.value()));
            }
        } catch (KafkaException e) {
            if (closed.getCount() > 0) {
                LOG.warn("could not look for other bridges, tried again later cause={}", e.toString());
            }
        }
        return last.entrySet().stream()
                .flatMap(entry -> conflict(entry.getKey(), entry.getValue()).stream())
                .findFirst();
    }

    Optional<String> conflict(String key, byte[] value) {
        if (key == null || value == null || !Symbol.isValid(key) || !isOurs.test(new Symbol(key))) {
            return Optional.empty();
        }
        if (codec.snapshot(new Symbol(key), value) instanceof Snapshot snapshot && snapshot.own() > own) {
            return Optional.of("another bridge publishes " + key + " with own=" + snapshot.own() + ", ours is " + own
                    + ": stop one of the two, or give each its own bridge.symbols and bridge.id");
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        closed.countDown();
        TopicReader waiting = reader;
        if (waiting != null) {
            waiting.wakeup();
        }
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
