package io.deltatape.bridge.publish;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.market.TradeTape;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Trade;
import io.deltatape.contract.TradesBegin;
import io.deltatape.contract.kafka.SymbolPartitioner;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives every trade of every file to `market.trades`, once and in the order of the file.
///
/// The file is the buffer: a trade is read when there is room for it, so at most `window` records are in memory, and
/// while Kafka is away the rest stays in the files. A symbol goes on behind what the topic is known to hold: what was
/// acknowledged, or after a start or a failure what was read back from the topic's end ([TradeLog]).
///
/// When Kafka refuses a record, those behind it may have been taken: the session is given up, another one is opened in
/// the background, and everybody goes on at what the topic really holds.
///
/// Owned by the market thread and never blocks it for longer than the producer's `max.block.ms`.
public final class TradePublisher implements AutoCloseable {
    /// Where the trades of a file begin that nothing was published of.
    public enum Start {
        /// With the session that runs.
        SESSION,
        /// With the file's first record.
        BEGINNING,
        /// With what is appended from now on.
        END
    }

    /// Opens a session in the background; `from` is the offset per partition before which nothing is unknown.
    public interface Opener {
        CompletableFuture<Opened> open(long[] from);
    }

    /// A session, and what the topic held when it was opened.
    public record Opened(TradeSession session, TradeLog log) {}

    private static final Logger LOG = LoggerFactory.getLogger(TradePublisher.class);
    /// Records looked at for one symbol before it is the next one's turn.
    private static final int SLICE = 256;
    /// Records looked at in one call, so that states are not kept waiting.
    private static final int TURN = 1_024;
    /// How soon to look again whether there is room.
    static final long ROOM_NANOS = 1_000_000;
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final Opener opener;
    private final int partitions;
    private final int window;
    private final Start start;
    private final ResumePoints resumePoints;

    private final Map<Symbol, TradeLane> lanes = new HashMap<>();
    /// Lanes that may have something to send.
    private final SequencedSet<TradeLane> ready = new LinkedHashSet<>();
    private Opened opened;
    private CompletableFuture<Opened> opening = new CompletableFuture<>();
    private boolean isOpening;
    private final Coverage coverage;

    private long sent;
    private long sentBytes;
    private long failures;
    private long unreadable;

    public TradePublisher(
            Opener opener, Opened opened, ResumePoints resumePoints, long[] covered, int window, Start start) {
        this.opener = opener;
        this.opened = opened;
        this.resumePoints = resumePoints;
        this.partitions = covered.length;
        this.window = window;
        this.start = start;
        this.coverage = new Coverage(covered);
    }

    /// Says that a symbol's file may have new trades; a new symbol is taken in. If it is another file than before, its
    /// generation is a later one.
    public void offer(Symbol symbol, TradeTape tape) {
        TradeLane lane = lanes.get(symbol);
        if (lane == null) {
            lane = new TradeLane(symbol, SymbolPartitioner.partition(symbol, partitions), tape, known(symbol));
            lanes.put(symbol, lane);
        }
        lane.tape = tape; // another file may have taken the place of the one before
        if (lane.firstStart < 0 && lane.isFirst()) {
            lane.firstStart = firstStart(tape);
        }
        if (lane.hasMore()) {
            ready.add(lane);
        }
    }

    /// Takes up again whose trades could not be read; to be called now and then, since no change of the file need tell.
    public void retry() {
        lanes.values().stream().filter(TradeLane::hasMore).forEach(ready::add);
    }

    /// How far a symbol's trades stand in the topic: at its end, or before it as its last snapshot says.
    private TradePosition known(Symbol symbol) {
        TradePosition held = opened.log().of(symbol);
        boolean isCut = opened.log().isCut(SymbolPartitioner.partition(symbol, partitions));
        return isCut ? held : held.max(resumePoints.trades(symbol));
    }

    /// Publishes no more of a symbol.
    public void forget(Symbol symbol) {
        TradeLane lane = lanes.remove(symbol);
        if (lane != null) {
            ready.remove(lane);
        }
    }

    /// Sends what there is room for; answers whether more waits.
    public boolean pump() {
        if (isOpening && !takeOpened()) {
            return false;
        }
        if (opened.session().failure().isPresent()) {
            reopen(opened.session().failure().get());
            return false;
        }
        for (int looked = 0; looked < TURN && !ready.isEmpty() && hasRoom(); looked += SLICE) {
            TradeLane lane = ready.removeFirst();
            if (advance(lane) && lane.hasMore()) {
                ready.add(lane);
            }
        }
        return !ready.isEmpty();
    }

    private boolean hasRoom() {
        return opened.session().inFlight() < window
                && opened.session().failure().isEmpty();
    }

    /// How soon [#pump] has something to do when it said that more waits.
    public long waitNanos() {
        return hasRoom() ? 0 : ROOM_NANOS;
    }

    /// Answers whether the lane could be read.
    private boolean advance(TradeLane lane) {
        try {
            if (lane.isNewGeneration()) {
                begin(lane);
            }
            lane.nextOffset = lane.tape.pass(
                    lane.nextOffset, SLICE, (record, offset, nextOffset) -> send(lane, record, offset, nextOffset));
            lane.isUnreadable = false;
            return true;
        } catch (IOException e) {
            unreadable++;
            if (!lane.isUnreadable) {
                LOG.warn(
                        "trades cannot be read, tried again each second symbol={} offset={} cause={}",
                        lane.symbol,
                        lane.nextOffset,
                        e.toString());
            }
            lane.isUnreadable = true;
            return false;
        }
    }

    /// A first incarnation begins as configured. A later one begins where its session does, or earlier where
    /// trades from before that are not in the topic; if it is not known how far they reach, with its first record.
    private void begin(TradeLane lane) throws IOException {
        TradeTape tape = lane.tape;
        boolean isFirst = lane.isFirst();
        long lastUs = lane.acknowledged().timeUs();
        long offset = isFirst ? lane.firstStart : Math.min(tape.sessionOffset(), tape.offsetOf(lastUs));
        long replacesFromUs = isFirst ? 0 : tape.timeUs(offset, lastUs + 1);
        count(opened.session().send(lane, new TradesBegin(lane.symbol, tape.generation(), offset, replacesFromUs)));
        lane.generation = tape.generation();
        lane.nextOffset = offset;
    }

    private long firstStart(TradeTape tape) {
        return switch (start) {
            case SESSION -> tape.sessionOffset();
            case BEGINNING -> tape.firstOffset();
            case END -> tape.end();
        };
    }

    private void send(TradeLane lane, MarketRecord record, long offset, long nextOffset) {
        boolean isBar = record.kind() == MarketRecord.Kind.BAR;
        var trade = new Trade(
                lane.symbol,
                lane.generation,
                offset,
                record.timeUs(),
                record.close(),
                record.volume(),
                record.bidVolume(),
                record.askVolume(),
                record.bid(),
                record.ask(),
                record.trades(),
                record.part(),
                isBar ? record.open() : Trade.ABSENT,
                isBar ? record.high() : Trade.ABSENT,
                isBar ? record.low() : Trade.ABSENT);
        count(opened.session().send(lane, trade, nextOffset));
        lane.nextOffset = nextOffset;
    }

    private void count(int bytes) {
        sent += bytes > 0 ? 1 : 0;
        sentBytes += bytes;
    }

    private void reopen(Exception cause) {
        failures++;
        LOG.warn(
                "trades not accepted by Kafka, they wait in the files and go on at what the topic holds failures={}"
                        + " cause={}",
                failures,
                cause.toString());
        var from = new long[partitions];
        for (int p = 0; p < partitions; p++) {
            from[p] = opened.session().acknowledgedEnd(p);
        }
        opened.session().close(Duration.ZERO);
        opening = opener.open(from);
        isOpening = true;
    }

    /// Answers whether the session being opened is there.
    private boolean takeOpened() {
        if (!opening.isDone()) {
            return false;
        }
        Opened next = opening.join();
        next.log().keep(opened.log(), partitions);
        opened = next;
        isOpening = false;
        LOG.info("trades go on lanes={}", lanes.size());
        for (TradeLane lane : lanes.values()) {
            if (opened.log().isCut(lane.partition)) {
                LOG.error(
                        "Kafka has lost trades that it had acknowledged, they are published again symbol={} partition={}",
                        lane.symbol,
                        lane.partition);
                lane.rewind(opened.log().of(lane.symbol));
            }
            lane.acknowledge(opened.log().of(lane.symbol));
            lane.goOnAtAcknowledged();
            if (lane.hasMore()) {
                ready.add(lane);
            }
        }
        return true;
    }

    /// Up to where all trades of a file's incarnation are in the topic; 0 where none is.
    public long acknowledged(Symbol symbol, long generation) {
        TradeLane lane = lanes.get(symbol);
        TradePosition position = lane == null ? TradePosition.NONE : lane.acknowledged();
        return position.generation() == generation ? position.nextOffset() : 0;
    }

    /// Symbols whose last acknowledged snapshot does not say yet up to where their trades are acknowledged.
    ///
    /// `reported` gives what it says. To be called before each round of canaries: it also notes what the next one
    /// may claim.
    public Iterable<Symbol> unreported(Coverage.Reported reported) {
        return coverage.look(lanes.values(), opened.session(), reported);
    }

    /// What a partition's canary may claim: the offset in it before which snapshots say everything.
    public long covered(int partition) {
        return coverage.of(partition);
    }

    /// Trades and beginnings given to Kafka, those given again included.
    public long sent() {
        return sent;
    }

    public long sentBytes() {
        return sentBytes;
    }

    /// Whether the way to Kafka is being opened again.
    public boolean isOpening() {
        return isOpening;
    }

    /// Sessions given up because Kafka did not take a record.
    public long failures() {
        return failures;
    }

    /// Reads of trades that failed.
    public long unreadable() {
        return unreadable;
    }

    public int inFlight() {
        return opened.session().inFlight();
    }

    /// Symbols with trades that wait in their file.
    public int waiting() {
        return ready.size();
    }

    @Override
    public void close() {
        if (isOpening) {
            var _ = opening.thenAccept(late -> late.session().close(Duration.ZERO));
        } else {
            opened.session().close(CLOSE);
        }
    }
}
