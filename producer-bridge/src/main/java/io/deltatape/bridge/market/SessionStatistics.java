package io.deltatape.bridge.market;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Side;

/// The figures of an instrument's current session, from its records in the order of the file.
///
/// Sessions follow the records' time: a trade of a later trade date begins one, with the last trade before as
/// previous close and no quote known; a record of an earlier trade date than the session's changes nothing. A quote
/// changes bid, ask and time only and never begins a session. Makes no garbage per record. Owned by one thread.
public final class SessionStatistics {
    /// What a record came to.
    public enum Effect {
        COUNTED,
        /// Counted as the first of a session.
        SESSION_BEGUN,
        /// Of an earlier session: left out.
        LATE
    }

    private final TradeDates tradeDates;
    private final Vwap vwap = new Vwap();

    private long sessionDate = TradeDates.NONE;
    private long previousClose;
    private long timeUs = ABSENT;
    private long bid = ABSENT;
    private long ask = ABSENT;
    private long last = ABSENT;
    private long lastSize = ABSENT;
    private Side lastSide = Side.UNKNOWN;
    private long open = ABSENT;
    private long high = ABSENT;
    private long low = ABSENT;
    private long volume;
    private long bidVolume;
    private long askVolume;
    private long trades;

    /// Nothing known but the close of the session before, which may be [MarketRecord#ABSENT].
    public SessionStatistics(TradeDates tradeDates, long previousClose) {
        this.tradeDates = tradeDates;
        this.previousClose = previousClose;
    }

    /// Takes the next record.
    public Effect apply(MarketRecord record) {
        long date = tradeDates.of(record.timeUs());
        if (date < sessionDate) {
            return Effect.LATE;
        }
        if (record.kind() == MarketRecord.Kind.QUOTE) {
            takeQuote(record);
            return Effect.COUNTED;
        }
        boolean begins = date > sessionDate;
        if (begins) {
            begin(date);
        }
        takeTrade(record);
        return begins ? Effect.SESSION_BEGUN : Effect.COUNTED;
    }

    private void begin(long date) {
        previousClose = sessionDate == TradeDates.NONE ? previousClose : last;
        sessionDate = date;
        bid = ABSENT;
        ask = ABSENT;
        open = ABSENT;
        volume = 0;
        bidVolume = 0;
        askVolume = 0;
        trades = 0;
        vwap.reset();
    }

    private void takeQuote(MarketRecord record) {
        timeUs = record.timeUs();
        bid = record.bid();
        ask = record.ask();
    }

    private void takeTrade(MarketRecord record) {
        timeUs = record.timeUs();
        last = record.close();
        if (open == ABSENT) {
            open = record.open();
            high = record.high();
            low = record.low();
        } else {
            high = Math.max(high, record.high());
            low = Math.min(low, record.low());
        }
        if (record.kind() != MarketRecord.Kind.BAR) {
            bid = record.bid();
            ask = record.ask();
        }
        boolean single = record.trades() == 1 && record.volume() > 0;
        lastSize = single ? record.volume() : ABSENT;
        lastSide = single ? Side.ofSizes(record.bidVolume(), record.askVolume()) : Side.UNKNOWN;
        volume += record.volume();
        bidVolume += record.bidVolume();
        askVolume += record.askVolume();
        trades += record.trades();
        vwap.add(record);
    }

    /// The last price of the session before, or [MarketRecord#ABSENT].
    public long previousClose() {
        return previousClose;
    }

    /// What is known now.
    public MarketState state() {
        var state = MarketState.builder();
        set(state, Field.TS_EVENT, timeUs);
        set(state, Field.BID, bid);
        set(state, Field.ASK, ask);
        set(state, Field.PREV_CLOSE, previousClose);
        if (sessionDate == TradeDates.NONE) {
            return state.build();
        }
        set(state, Field.LAST_SIZE, lastSize);
        state.set(Field.LAST_PRICE, last)
                .set(Field.LAST_SIDE, lastSide.code())
                .set(Field.OPEN, open)
                .set(Field.HIGH, high)
                .set(Field.LOW, low)
                .set(Field.VOLUME, volume)
                .set(Field.BID_VOLUME, bidVolume)
                .set(Field.ASK_VOLUME, askVolume)
                .set(Field.TRADES, trades)
                .set(Field.SESSION_DATE, sessionDate);
        if (vwap.isKnown()) {
            state.set(Field.VWAP, vwap.value());
        }
        return state.build();
    }

    private static void set(MarketState.Builder state, Field field, long value) {
        if (value != ABSENT) {
            state.set(field, value);
        }
    }
}
