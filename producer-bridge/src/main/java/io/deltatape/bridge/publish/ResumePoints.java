package io.deltatape.bridge.publish;

import io.deltatape.contract.Field;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.kafka.KafkaAwayException;
import io.deltatape.contract.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last snapshot of each symbol, read back from Kafka when a bridge starts: the bridge's only memory.
///
/// Belongs to one thread until it is handed on.
public final class ResumePoints {
    private static final Logger LOG = LoggerFactory.getLogger(ResumePoints.class);

    private final Map<Symbol, Snapshot> last = new HashMap<>();
    private final RecordReader reader = new RecordReader();
    private long ownMax;
    private long malformed;

    ResumePoints() {}

    /// Of a bridge that nothing is known about.
    public static ResumePoints none() {
        return new ResumePoints();
    }

    /// Reads `market.snapshots` from its beginning to its present end.
    ///
    /// @throws KafkaAwayException if that takes longer than `patience`
    public static ResumePoints read(KafkaSettings settings, LongSupplier nanoTime, Duration patience) {
        var points = new ResumePoints();
        String topic = settings.topics().snapshots();
        TopicReader.readToEnd(settings, topic, new long[settings.partitions()], nanoTime, patience, points::take);
        if (points.malformed > 0) {
            LOG.warn("snapshots that cannot be read were left out topic={} count={}", topic, points.malformed);
        }
        return points;
    }

    private void take(ConsumerRecord<String, byte[]> entry) {
        take(entry.key(), entry.value());
    }

    void take(String key, byte[] value) {
        if (key == null || !Symbol.isValid(key)) {
            malformed++;
            return;
        }
        var symbol = new Symbol(key);
        if (value == null) {
            last.remove(symbol);
            return;
        }
        switch (reader.snapshot(symbol, value)) {
            case Snapshot snapshot -> {
                ownMax = Math.max(ownMax, snapshot.own());
                last.merge(symbol, snapshot, (old, now) -> now.isAfter(old) ? now : old);
            }
            case Update.Malformed _ -> malformed++;
        }
    }

    public Optional<Snapshot> of(Symbol symbol) {
        return Optional.ofNullable(last.get(symbol));
    }

    /// How far a symbol's trades stand according to its last snapshot. When the last of them happened is known
    /// where the snapshot was made of nothing later.
    TradePosition trades(Symbol symbol) {
        Snapshot snapshot = last.get(symbol);
        if (snapshot == null || snapshot.trades() == 0) {
            return TradePosition.NONE;
        }
        boolean isAll = snapshot.trades() >= snapshot.cursor().offset()
                && snapshot.state().has(Field.TS_EVENT);
        long timeUs = isAll ? snapshot.state().value(Field.TS_EVENT) : 0;
        return new TradePosition(snapshot.cursor().generation(), snapshot.trades(), timeUs);
    }

    /// The offset in each partition of `market.trades` before which snapshots say everything, as the canaries tell.
    public long[] tradesCovered(Canary canary) {
        return canary.symbols().stream()
                .mapToLong(symbol -> of(symbol).map(Snapshot::trades).orElse(0L))
                .toArray();
    }

    /// The incarnation of the bridge that starts now: above every one before, even if the clock was set back.
    public long nextOwn(long nowUs) {
        return Math.max(ownMax + 1, nowUs);
    }

    long malformed() {
        return malformed;
    }
}
