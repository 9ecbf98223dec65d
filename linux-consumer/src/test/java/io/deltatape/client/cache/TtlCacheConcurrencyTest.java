package io.deltatape.client.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// One writer and several readers at full speed: the ticker is the version, so a reading can be checked against it.
final class TtlCacheConcurrencyTest {
    private static final Symbol SYMBOL = new Symbol("NQ");
    private static final long VERSIONS = 300_000;
    private static final int READERS = 3;

    private final AtomicLong tick = new AtomicLong();
    private final ThreadLocal<Long> lastTick = ThreadLocal.withInitial(() -> 0L);
    private final TtlCache cache = new TtlCache(
            1, Duration.ofSeconds(5), Duration.ofSeconds(3), InstantSource.fixed(Instant.EPOCH), this::tick);

    private long tick() {
        long now = tick.get();
        lastTick.set(now);
        return now;
    }

    @Test
    void readersNeverSeeATornReadingNorAProofOfWhatIsNotThere() throws Exception {
        put(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
            List<Future<String>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit((Callable<String>) this::readToTheEnd));
            }
            for (long version = 2; version <= VERSIONS; version++) {
                put(version);
            }
            for (Future<String> reader : readers) {
                assertThat(reader.get()).isEmpty();
            }
        }
    }

    /// The state of a version becomes true at the tick of that number, and its lane is confirmed at that tick.
    private void put(long version) {
        tick.set(version);
        MarketState state = MarketState.builder()
                .set(Field.VOLUME, version)
                .set(Field.TRADES, version)
                .build();
        cache.put(new Held(SYMBOL, new StreamPosition(1, version), state, new HopStamps(version, 0, 0)), 0, version);
        cache.confirmLane(0, version);
    }

    private String readToTheEnd() {
        long last = 0;
        while (last < VERSIONS) {
            Optional<Reading> found = cache.get(SYMBOL);
            if (found.isEmpty()) {
                return "no entry";
            }
            Reading reading = found.get();
            long version = reading.position().version();
            boolean whole = reading.value().value(Field.VOLUME) == version
                    && reading.value().value(Field.TRADES) == version
                    && reading.stamps().seenUs() == version;
            // Confirmed at tick c says that version c was in: what was read must not be older.
            long confirmed = lastTick.get() - reading.confirmedAge().toNanos();
            if (!whole || version < last || confirmed > version) {
                return "torn at " + version + " after " + last + ": " + reading;
            }
            last = version;
        }
        return "";
    }
}
