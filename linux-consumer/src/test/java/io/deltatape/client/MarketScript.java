package io.deltatape.client;

import io.deltatape.client.transport.Transport;
import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.Field;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.SlotKey;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.Codec;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.codec.WireFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A transport whose records a test writes and reads: a log by the writer's rules, and a reader with trackers.
///
/// All on the test's thread, which is the feed thread of the client.
final class MarketScript implements Transport {
    private static final int LANES = 2;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record LogRecord(Symbol symbol, byte[] value) {}

    private final ManualTime time;
    private final Codec codec;
    private final RecordReader reader = new RecordReader();
    private final Map<Symbol, MarketState> truth = new HashMap<>();
    private final Map<Symbol, StreamPosition> written = new HashMap<>();
    private final List<LogRecord> log = new ArrayList<>();
    private Map<Symbol, SymbolTracker> trackers = new HashMap<>();
    private Listener listener = new Nobody();
    private Arrival arrival = Arrival.PRESENT;
    private long epochLast;
    private Runnable afterEachRecord = () -> {};

    MarketScript(ManualTime time, WireFormat format) {
        this.time = time;
        this.codec = format.codec();
    }

    MarketClient client() {
        return MarketClient.builder(this).time(time, time).start();
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void start(Listener client) {
        listener = client;
    }

    @Override
    public void close() {}

    void afterEachRecord(Runnable check) {
        afterEachRecord = check;
    }

    Listener listener() {
        return listener;
    }

    MarketState truth(Symbol symbol) {
        return truth.getOrDefault(symbol, MarketState.EMPTY);
    }

    StreamPosition written(Symbol symbol) {
        return written.getOrDefault(symbol, StreamPosition.NONE);
    }

    static int lane(Symbol symbol) {
        return Math.floorMod(symbol.name().charAt(symbol.name().length() - 1), LANES);
    }

    /// Writes the records that lead a symbol to its next state, and answers them.
    List<LogRecord> write(Symbol symbol, MarketState next) {
        StreamPosition before = written(symbol);
        if (before.equals(StreamPosition.NONE)) {
            return beginEpoch(symbol, next);
        }
        var position = new StreamPosition(before.epoch(), before.version() + 1);
        MarketState base = truth(symbol);
        var delta = new Update.Delta(symbol, position, before.version(), stamps(), StateDelta.between(base, next));
        var records = new ArrayList<>(List.of(new LogRecord(symbol, codec.encode(delta, base))));
        hold(symbol, position, next);
        if (position.version() % SlotKey.KEYFRAME_EVERY == 0) {
            records.add(keyframe(symbol));
        }
        log.addAll(records);
        return records;
    }

    List<LogRecord> beginEpoch(Symbol symbol, MarketState next) {
        epochLast = StreamPosition.taskEpoch(time.nowUs(), epochLast, 0);
        hold(symbol, new StreamPosition(epochLast, 1), next);
        var records = List.of(keyframe(symbol));
        log.addAll(records);
        return records;
    }

    private void hold(Symbol symbol, StreamPosition position, MarketState state) {
        written.put(symbol, position);
        truth.put(symbol, state);
    }

    /// The keyframe of what was written last; not in the log unless it is written there.
    LogRecord keyframe(Symbol symbol) {
        var keyframe = Update.Keyframe.of(symbol, written(symbol), stamps(), truth(symbol));
        return new LogRecord(symbol, codec.encode(keyframe));
    }

    /// A keyframe of the version written last that says another state than the deltas did.
    LogRecord correction(Symbol symbol, MarketState state) {
        truth.put(symbol, state);
        return keyframe(symbol);
    }

    private HopStamps stamps() {
        return new HopStamps(time.nowUs() - 2, time.nowUs() - 1, time.nowUs());
    }

    /// Reads records as they come live.
    void read(List<LogRecord> records) {
        for (LogRecord record : records) {
            SymbolTracker tracker = trackers.computeIfAbsent(record.symbol(), SymbolTracker::new);
            Update update = reader.update(tracker, record.value());
            ApplyOutcome outcome = tracker.offer(update);
            listener.offered(lane(record.symbol()), arrival, tracker, update, outcome);
            afterEachRecord.run();
        }
        listener.batchEnded();
    }

    /// Reads records of which more wait behind.
    void readBacklog(List<LogRecord> records) {
        arrival = Arrival.BACKLOG;
        read(records);
        arrival = Arrival.PRESENT;
    }

    /// Reads the log from its beginning with new trackers, as after a lost connection.
    void readAll() {
        trackers = new HashMap<>();
        listener.reading();
        read(log);
        listener.caughtUp();
        listener.batchEnded();
    }

    /// These records leave the log, as if something had hidden them from compaction's survivors.
    void lose(List<LogRecord> records) {
        log.removeAll(records);
    }

    /// A symbol leaves the reader, but not the log: its partition is about to be read again.
    void drop(Symbol symbol) {
        trackers.remove(symbol);
        listener.retired(symbol);
    }

    /// Ends a symbol: its records leave the log.
    void retire(Symbol symbol) {
        truth.remove(symbol);
        written.remove(symbol);
        trackers.remove(symbol);
        log.removeIf(record -> record.symbol().equals(symbol));
        listener.retired(symbol);
    }

    /// A state near another: some scalars and levels changed, some fields gone.
    static MarketState near(MarketState state, Random random) {
        var delta = StateDelta.builder();
        delta.set(Field.LAST_PRICE, (20_000 + random.nextInt(400)) * 250_000_000L);
        delta.set(Field.VOLUME, state.value(Field.VOLUME) + 1 + random.nextInt(5));
        for (Field field : List.of(Field.BID, Field.ASK, Field.HIGH, Field.BID_SIZE, Field.TS_EVENT)) {
            switch (random.nextInt(6)) {
                case 0 -> delta.clear(field);
                case 1, 2 -> delta.set(field, random.nextInt(1_000_000) * 10_000_000L);
                default -> {}
            }
        }
        if (random.nextInt(3) == 0) {
            delta.side(Field.BIDS, (100 + random.nextInt(9)) * 1_000_000_000L, random.nextInt(4));
        }
        return state.with(delta.build());
    }

    private static final class Nobody implements Listener {
        @Override
        public void waiting(String what) {}

        @Override
        public void reading() {}

        @Override
        public void caughtUp() {}

        @Override
        public void offered(int lane, Arrival arrival, SymbolTracker tracker, Update update, ApplyOutcome outcome) {}

        @Override
        public void rejected() {}

        @Override
        public void retired(Symbol symbol) {}

        @Override
        public void batchEnded() {}
    }
}
