package io.deltatape.bridge.publish;

import io.deltatape.contract.Symbol;
import io.deltatape.contract.Trade;
import io.deltatape.contract.TradeRecord;
import io.deltatape.contract.TradesBegin;
import io.deltatape.contract.codec.TradeCodec;
import io.deltatape.contract.kafka.KafkaAwayException;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.SymbolPartitioner;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The end of `market.trades`, read back: how far each symbol's trades stand there, whatever was acknowledged.
///
/// Belongs to one thread until it is handed on.
public final class TradeLog {
    private static final Logger LOG = LoggerFactory.getLogger(TradeLog.class);

    private final Map<Symbol, TradePosition> positions = new HashMap<>();
    private final long[] ends;
    private final boolean[] isCut;
    private final TradeCodec codec = new TradeCodec();
    private long malformed;

    TradeLog(int partitions) {
        ends = new long[partitions];
        isCut = new boolean[partitions];
    }

    /// Reads each partition from an offset to its present end; from its beginning where it does not reach that
    /// far, since then it is not the topic that the offset was of.
    ///
    /// @throws KafkaAwayException if that takes longer than `patience`, or Kafka does not answer
    public static TradeLog read(KafkaSettings settings, long[] from, LongSupplier nanoTime, Duration patience) {
        String topic = settings.topics().trades();
        var log = new TradeLog(settings.partitions());
        TopicReader.readToEnd(settings, topic, from, nanoTime, patience, log::take)
                .forEach((partition, end) -> log.ends(partition.partition(), end, from[partition.partition()]));
        if (log.malformed > 0) {
            LOG.warn("trades that cannot be read were passed over topic={} count={}", topic, log.malformed);
        }
        return log;
    }

    private void take(ConsumerRecord<String, byte[]> entry) {
        take(entry.key(), entry.value());
    }

    void take(String key, byte[] value) {
        if (key == null || value == null || !Symbol.isValid(key)) {
            malformed++;
            return;
        }
        var symbol = new Symbol(key);
        switch (codec.decode(symbol, value)) {
            case Trade trade ->
                reach(symbol, new TradePosition(trade.generation(), trade.offset() + 1, trade.timeUs()));
            case TradesBegin begin ->
                reach(symbol, new TradePosition(begin.generation(), begin.firstOffset(), begin.replacesFromUs()));
            case TradeRecord.Malformed _ -> malformed++;
        }
    }

    private void reach(Symbol symbol, TradePosition position) {
        positions.merge(symbol, position, TradePosition::max);
    }

    /// How far a symbol stands as far as was read, [TradePosition#NONE] if it did not occur. Its offset may lie
    /// within the last trade's record.
    public TradePosition of(Symbol symbol) {
        return positions.getOrDefault(symbol, TradePosition.NONE);
    }

    void ends(int partition, long end, long from) {
        ends[partition] = end;
        isCut[partition] = end < from;
    }

    /// Whether a partition ended before where it was to be read from: it is another, or the broker has lost some of
    /// it, so that nothing else is to be believed of what it holds.
    boolean isCut(int partition) {
        return isCut[partition];
    }

    /// Takes over what was read before of partitions that still hold it.
    void keep(TradeLog before, int partitions) {
        before.positions.forEach((symbol, position) -> {
            if (!isCut[SymbolPartitioner.partition(symbol, partitions)]) {
                reach(symbol, position);
            }
        });
    }

    /// Where a partition ended when it was read.
    long end(int partition) {
        return ends[partition];
    }
}
