package io.deltatape.bridge;

import io.deltatape.bridge.publish.SnapshotPublisher;
import io.deltatape.bridge.publish.TradePublisher;
import io.deltatape.bridge.sierra.ReadTally;
import java.util.EnumMap;
import java.util.Map;

/// What the market loop itself counts, put together with what its parts count. Owned by the market thread.
final class LoopTally {
    private long events;
    private long eventsFirst;
    private long probes;
    private long probesFirst;
    private long rescans;
    private long reads;

    void countEvent(boolean isFirst) {
        events++;
        eventsFirst += isFirst ? 1 : 0;
    }

    void countProbe(boolean isFirst) {
        probes++;
        probesFirst += isFirst ? 1 : 0;
    }

    void countRescan() {
        rescans++;
    }

    void countRead() {
        reads++;
    }

    BridgeFigures figures(MarketLoop.Parts parts, Folders folders) {
        SourceFiles files = parts.files();
        var values = new EnumMap<Figure, Long>(Figure.class);
        values.put(Figure.FILES, (long) files.count());
        values.put(Figure.UNREADABLE, (long) files.unreadable().count());
        values.put(Figure.REFUSED, (long) files.refused());
        values.put(Figure.FOLDERS_LOST, folders.losses());
        values.put(Figure.EVENTS, events);
        values.put(Figure.EVENTS_FIRST, eventsFirst);
        values.put(Figure.PROBES, probes);
        values.put(Figure.PROBES_FIRST, probesFirst);
        values.put(Figure.RESCANS, rescans);
        values.put(Figure.READS, reads);
        addRead(values, files.tally());
        addSnapshots(values, parts.snapshots());
        addTrades(values, parts.trades());
        values.put(Figure.ROLLS, parts.contracts().rolls());
        values.put(Figure.STATUS_FAILURES, parts.status().failures());
        return new BridgeFigures(values);
    }

    private static void addRead(Map<Figure, Long> values, ReadTally read) {
        values.put(Figure.RECORDS, read.records());
        values.put(Figure.BYTES, read.bytes());
        values.put(Figure.TORN_READS, read.tornReads());
        values.put(Figure.INCARNATIONS, read.incarnations());
        values.put(Figure.BAD_PRICES, read.badPrices());
        values.put(Figure.BAD_TIMES, read.badTimes());
        values.put(Figure.BAD_QUOTES, read.badQuotes());
        values.put(Figure.OUT_OF_ORDER, read.outOfOrder());
        values.put(Figure.LATE, read.late());
        values.put(Figure.SESSIONS_GIVEN_UP, read.sessionsGivenUp());
        values.put(Figure.BATCHES, read.batches());
        values.put(Figure.CROSSED_BOOKS, read.crossedBooks());
        values.put(Figure.LEVELS_MISSING, read.levelsMissing());
        values.put(Figure.LEVELS_DROPPED, read.levelsDropped());
        values.put(Figure.BAD_COMMANDS, read.badCommands());
        values.put(Figure.BAD_ROWS, read.badRows());
        values.put(Figure.ESTIMATED_STATES, read.estimatedStates());
        values.put(Figure.UNKNOWN_SOURCES, read.unknownSources());
        values.put(Figure.TORN_JSON, read.tornJson());
        values.put(Figure.BAD_VALUES, read.badValues());
    }

    private static void addSnapshots(Map<Figure, Long> values, SnapshotPublisher snapshots) {
        values.put(Figure.SNAPSHOTS, snapshots.sent());
        values.put(Figure.SNAPSHOT_BYTES, snapshots.sentBytes());
        values.put(Figure.SNAPSHOTS_DEFERRED, snapshots.deferred());
        values.put(Figure.SNAPSHOT_FAILURES, snapshots.failures());
        values.put(Figure.SNAPSHOTS_IN_FLIGHT, (long) snapshots.inFlight());
        values.put(Figure.SNAPSHOTS_WAITING, (long) snapshots.waiting());
    }

    private static void addTrades(Map<Figure, Long> values, TradePublisher trades) {
        values.put(Figure.TRADES, trades.sent());
        values.put(Figure.TRADE_BYTES, trades.sentBytes());
        values.put(Figure.TRADE_FAILURES, trades.failures());
        values.put(Figure.TRADE_READ_FAILURES, trades.unreadable());
        values.put(Figure.TRADES_IN_FLIGHT, (long) trades.inFlight());
        values.put(Figure.TRADES_WAITING, (long) trades.waiting());
    }
}
