package io.deltatape.delta;

import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.kafka.MalformedLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns the snapshots of one partition into deltas and keyframes. Owned by its stream thread.
///
/// The store keeps the raw snapshots, for Kafka's restoration alone; the decoded states are in a map beside it.
/// Whatever fails half-way ends the symbol's stream, which then opens a new epoch with a keyframe, so no version is
/// ever written with two contents. See [DeltaTopology] for why this is right without transactions.
final class DeltaProcessor implements Processor<String, byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(DeltaProcessor.class);
    /// `forward` is not allowed in [#init]; the first punctuation comes as soon as the thread turns.
    private static final Duration OPENING_DELAY = Duration.ofMillis(1);
    /// If nothing more of the old input comes for so long, its last offsets hold no records (a transaction's mark).
    private static final long SILENCE_US_MAX = 2_000_000;

    private final DeltaTopology.Parts parts;
    private final FigureCounters figures;
    private final InstantSource clock;
    private final RecordReader reader = new RecordReader();
    private final MalformedLog malformedLog =
            new MalformedLog("snapshot dropped, the stream of its symbol stays as it was");
    private final Map<String, SymbolStream> streams = new HashMap<>();
    private long lastEpoch;
    /// The input below is taken in silence, before any symbol is opened; 0 once that is done.
    private long silentBelow;
    private long silentSinceUs;

    @SuppressWarnings("NullAway.Init") // Kafka calls init before anything else, and again for a revived task
    private Session session;

    /// What lives from one [#init] to the next.
    private record Session(
            ProcessorContext<Void, Void> context,
            KeyValueStore<String, byte[]> store,
            DeltaWriter writer,
            EpochSequence epochs) {}

    DeltaProcessor(DeltaTopology.Parts parts) {
        this.parts = parts;
        this.figures = parts.figures();
        this.clock = parts.clock();
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        KeyValueStore<String, byte[]> store = context.getStateStore(DeltaTopology.STORE);
        long nowUs = nowUs();
        restore(store, context.taskId().partition(), nowUs);
        TaskStart.Found found = parts.starts().look(context.taskId().partition());
        silentBelow = found.isBehind() ? found.inputEnd() : 0;
        silentSinceUs = nowUs;
        var epochs = new EpochSequence(nowUs, found.lastEpoch(), lastEpoch);
        lastEpoch = epochs.current();
        figures.epochsBegun.increment();
        var writer = new DeltaWriter(sinkOf(context), parts.wire().codec(), parts.policy(), figures);
        session = new Session(context, store, writer, epochs);
        scheduleKeyframes(context);
        LOG.info(
                "task started task={} symbols={} epoch={} found={}",
                context.taskId(),
                streams.size(),
                epochs.current(),
                found);
    }

    /// The updater of a read-only store is typed as one that forwards nothing, but Kafka gives it the context of any
    /// processor; the sink is its only child.
    @SuppressWarnings("unchecked")
    private static ProcessorContext<String, byte[]> sinkOf(ProcessorContext<Void, Void> context) {
        return (ProcessorContext<String, byte[]>) (ProcessorContext<?, ?>) context;
    }

    private void restore(KeyValueStore<String, byte[]> store, int partition, long nowUs) {
        forgetAll();
        try (KeyValueIterator<String, byte[]> restored = store.all()) {
            while (restored.hasNext()) {
                var entry = restored.next();
                if (!Symbol.isValid(entry.key)) {
                    malformed(partition, -1, entry.key, "key is no symbol", nowUs);
                    continue;
                }
                switch (reader.snapshot(new Symbol(entry.key), entry.value)) {
                    case Snapshot snapshot -> hold(snapshot, nowUs);
                    case Update.Malformed bad -> malformed(partition, -1, entry.key, bad.reason(), nowUs);
                }
            }
        }
    }

    private void scheduleKeyframes(ProcessorContext<Void, Void> context) {
        var opening = new Cancellable[1];
        opening[0] = context.schedule(OPENING_DELAY, PunctuationType.WALL_CLOCK_TIME, _ -> {
            opening[0].cancel();
            check();
        });
        context.schedule(Duration.ofMillis(parts.policy().checkMs()), PunctuationType.WALL_CLOCK_TIME, _ -> check());
    }

    private void check() {
        if (isSilent() && nowUs() - silentSinceUs >= SILENCE_US_MAX) {
            silentBelow = 0;
        }
        if (!isSilent()) {
            writeDueKeyframes();
        }
    }

    private boolean isSilent() {
        return silentBelow > 0;
    }

    /// All that was there when the task started has been taken: every symbol is opened at its newest state.
    private void endSilence() {
        silentBelow = 0;
        writeDueKeyframes();
    }

    @Override
    public void process(Record<String, byte[]> record) {
        figures.snapshots.increment();
        long nowUs = nowUs();
        if (!isSilent()) {
            take(record, nowUs);
            return;
        }
        long offset = offset();
        if (offset >= silentBelow) {
            endSilence();
        }
        take(record, nowUs);
        silentSinceUs = nowUs;
        if (offset == silentBelow - 1) {
            endSilence();
        }
    }

    private long offset() {
        return session.context.recordMetadata().map(RecordMetadata::offset).orElse(-1L);
    }

    private void take(Record<String, byte[]> record, long nowUs) {
        String key = record.key();
        SymbolStream stream = key == null ? null : streams.get(key);
        if (stream == null && (key == null || !Symbol.isValid(key))) {
            malformed("key is no symbol", key, nowUs);
        } else if (record.value() == null) {
            retire(key, nowUs);
        } else {
            switch (reader.snapshot(stream == null ? new Symbol(key) : stream.symbol(), record.value())) {
                case Snapshot snapshot -> accept(stream, snapshot, record.value(), nowUs);
                case Update.Malformed bad -> malformed(bad.reason(), key, nowUs);
            }
        }
    }

    private void accept(@Nullable SymbolStream known, Snapshot snapshot, byte[] bytes, long nowUs) {
        if (known != null && !known.isBefore(snapshot)) {
            figures.droppedOld.increment();
            return;
        }
        session.store.put(snapshot.symbol().name(), bytes);
        SymbolStream stream = known == null ? hold(snapshot, nowUs) : known;
        if (isSilent()) {
            stream.take(snapshot, snapshot.stamps().withComputedUs(nowUs));
            return;
        }
        try {
            if (!stream.isBegun()) {
                open(stream, nowUs);
            }
            if (known != null) {
                write(stream, snapshot, nowUs);
            }
        } catch (RuntimeException e) {
            stream.end();
            throw e;
        }
    }

    private void write(SymbolStream stream, Snapshot snapshot, long nowUs) {
        HopStamps stamps = snapshot.stamps().withComputedUs(nowUs);
        if (!stream.isOfGeneration(snapshot.generation())) {
            stream.take(snapshot, stamps);
            open(stream, nowUs);
            return;
        }
        MarketState base = stream.state();
        StateDelta change = StateDelta.between(base, snapshot.state());
        if (change.isEmpty()) {
            stream.moveOn(snapshot);
            figures.unchanged.increment();
            return;
        }
        int deltaBytes = session.writer.delta(stream, change, base, stamps);
        stream.take(snapshot, stamps);
        if (parts.policy().isDueAfterDelta(stream.versionsSinceKeyframe(), deltaBytes, stream.keyframeBytes())) {
            session.writer.keyframe(stream, nowUs);
        }
    }

    /// Opens an epoch: the task's, if this is the symbol's first in it, or else one of its own.
    private void open(SymbolStream stream, long nowUs) {
        boolean first = stream.epoch() == 0;
        session.writer.open(stream, first ? session.epochs.current() : nextEpoch(stream.epoch()), nowUs);
    }

    private long nextEpoch(long left) {
        figures.epochsBegun.increment();
        lastEpoch = session.epochs.next(left);
        return lastEpoch;
    }

    /// A symbol that comes back later begins in a later epoch: versions never begin again within one.
    private void retire(String key, long nowUs) {
        session.store.delete(key);
        SymbolStream stream = streams.remove(key);
        if (stream != null) {
            figures.symbols.decrement();
            nextEpoch(stream.epoch());
        }
        session.writer.tombstones(new Symbol(key), nowUs);
    }

    private void writeDueKeyframes() {
        long nowUs = nowUs();
        for (SymbolStream stream : streams.values()) {
            try {
                if (!stream.isBegun()) {
                    open(stream, nowUs);
                } else if (parts.policy().isDueByTime(nowUs, stream.keyframeUs())) {
                    session.writer.keyframe(stream, nowUs);
                }
            } catch (RuntimeException e) {
                stream.end();
                throw e;
            }
        }
    }

    private SymbolStream hold(Snapshot snapshot, long nowUs) {
        var stream = new SymbolStream(snapshot, snapshot.stamps().withComputedUs(nowUs));
        streams.put(snapshot.symbol().name(), stream);
        figures.symbols.increment();
        return stream;
    }

    private void malformed(String reason, @Nullable String key, long nowUs) {
        int partition = session.context.taskId().partition();
        malformed(partition, offset(), String.valueOf(key), reason, nowUs);
    }

    private void malformed(int partition, long offset, String key, String reason, long nowUs) {
        figures.malformed.increment();
        malformedLog.report(parts.topics().snapshots(), partition, offset, key, reason, nowUs);
    }

    private long nowUs() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    private void forgetAll() {
        figures.symbols.add(-streams.size());
        streams.clear();
    }

    @Override
    public void close() {
        forgetAll();
    }
}
