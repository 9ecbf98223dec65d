package io.deltatape.bridge;

import io.deltatape.bridge.instruments.Instruments;
import io.deltatape.bridge.publish.Draft;
import io.deltatape.bridge.publish.KeyedPublisher;
import io.deltatape.bridge.publish.SnapshotPublisher;
import io.deltatape.bridge.rollover.Continuous;
import io.deltatape.bridge.rollover.RollEvent;
import io.deltatape.bridge.rollover.RollNotice;
import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.InstrumentCodec;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes what follows from a symbol's state beside the state itself: the record of its instrument, the continuous
/// aliases that follow it, and the end of contracts that expired. Owned by the market thread.
final class ContractDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ContractDesk.class);
    private static final long US_PER_DAY = 86_400_000_000L;
    /// More than any contract's file has incarnations.
    private static final long GENERATIONS = 1_000_000;

    private final Instruments instruments;
    private final Contracts contracts;
    private final SnapshotPublisher snapshots;
    private final KeyedPublisher records;
    private final KeyedPublisher ends;
    private final InstrumentCodec codec = new InstrumentCodec();
    private final Set<Symbol> described = new HashSet<>();
    /// The latest state of each contract, for an alias that begins to follow it.
    private final Map<Symbol, Draft> latest = new HashMap<>();
    private long rolls;

    /// `records` brings instruments into `market.instruments`, `ends` the ends of symbols into `market.snapshots`.
    ContractDesk(Instruments instruments, SnapshotPublisher snapshots, KeyedPublisher records, KeyedPublisher ends) {
        this.instruments = instruments;
        this.contracts = new Contracts(instruments);
        this.snapshots = snapshots;
        this.records = records;
        this.ends = ends;
    }

    /// Whether a symbol's contract expired so long ago that it is no longer published.
    boolean isRetired(Symbol symbol) {
        return contracts.isRetired(symbol);
    }

    /// The contracts that are no longer published.
    Set<Symbol> retired() {
        return contracts.retired();
    }

    /// Notes a state that is not published yet, since not all that there is has been seen.
    void seen(Draft draft) {
        latest.put(draft.symbol(), draft);
        day(draft).ifPresent(day -> contracts.note(draft.symbol(), day));
    }

    /// Says that all that there is has been seen: from here on aliases follow their contracts.
    void begin(long nowNanos) {
        contracts.begin().forEach(event -> tell(event, nowNanos));
    }

    /// Publishes what a state brings with it.
    void published(Draft draft, long nowNanos) {
        latest.put(draft.symbol(), draft);
        day(draft).ifPresent(day -> {
            contracts.note(draft.symbol(), day).forEach(event -> tell(event, nowNanos));
            if (!contracts.isRetired(draft.symbol()) && described.add(draft.symbol())) {
                LocalDate on = LocalDate.ofEpochDay(day);
                records.put(draft.symbol(), codec.encode(instruments.describe(draft.symbol(), on, draft.source())));
            }
        });
        for (Continuous continuous : contracts.following(draft.symbol())) {
            snapshots.publish(under(continuous, draft), nowNanos);
        }
    }

    /// The trade date of a state, in days since 1970: without one the day of its last record, if it has any.
    private static OptionalLong day(Draft draft) {
        MarketState state = draft.state();
        if (state.has(Field.SESSION_DATE)) {
            return OptionalLong.of(state.value(Field.SESSION_DATE));
        }
        return state.has(Field.TS_EVENT)
                ? OptionalLong.of(state.value(Field.TS_EVENT) / US_PER_DAY)
                : OptionalLong.empty();
    }

    /// A contract's state under an alias. Another contract is another generation, so its first state begins an epoch.
    private static Draft under(Continuous continuous, Draft draft) {
        YearMonth month = continuous.contract().month();
        long generation = (month.getYear() * 12L + month.getMonthValue()) * GENERATIONS + draft.generation();
        return new Draft(
                continuous.alias(), generation, draft.source(), draft.seenUs(), FileCursor.NONE, draft.state());
    }

    private void tell(RollEvent event, long nowNanos) {
        switch (event) {
            case RollEvent.AliasBegan(Continuous to, LocalDate on) -> follow(to, on, nowNanos);
            case RollEvent.AliasChanged(Continuous from, Continuous to, LocalDate on) -> {
                rolls++;
                LOG.info("rolled alias={} from={} to={} tradeDate={}", to.alias(), from.contract(), to.contract(), on);
                follow(to, on, nowNanos);
            }
            case RollEvent.AliasEnded(Continuous from, LocalDate on) -> {
                LOG.info("alias ended alias={} contract={} tradeDate={}", from.alias(), from.contract(), on);
                end(from.alias());
            }
            case RollEvent.Retired(Symbol symbol, LocalDate on) -> {
                LOG.info("contract retired, it is taken out of the topics symbol={} tradeDate={}", symbol, on);
                latest.remove(symbol);
                end(symbol);
            }
        }
    }

    private void follow(Continuous to, LocalDate on, long nowNanos) {
        ends.forget(to.alias());
        Draft draft = latest.get(to.contract().symbol());
        if (draft != null) {
            records.put(to.alias(), codec.encode(instruments.describe(to, on, draft.source())));
            snapshots.publish(under(to, draft), nowNanos);
        }
    }

    private void end(Symbol symbol) {
        snapshots.forget(symbol);
        ends.end(symbol);
        records.end(symbol);
    }

    /// What a person should know of contracts.
    List<RollNotice> notices() {
        return contracts.notices();
    }

    /// Sends again what Kafka did not take.
    void retry(long nowNanos) {
        records.retry(nowNanos);
        ends.retry(nowNanos);
    }

    /// Times that an alias went over to another contract.
    long rolls() {
        return rolls;
    }
}
