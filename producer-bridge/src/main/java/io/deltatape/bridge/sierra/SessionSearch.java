package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.market.TradeDates;
import java.io.IOException;

/// Finds where the session of a file's latest trade date begins, and at what price the session before ended, so that a
/// file of years needs only its last day read.
///
/// The latest trade date is looked for among the last trades of the file; where its session begins is then guessed by
/// bisection of the times, and made sure of by going backward from a little behind the guess. Records may be out of
/// order: what is displaced by less than [#DISORDER_TRADES] trades is found; a trade of a later date that has
/// [#OUTLIER_TRADES] of earlier dates behind it has a wrong time and is passed over. No more than twice
/// [#LOOKED_RECORDS] are looked at, whatever is in the file. Made for one search.
final class SessionSearch implements RecordFile.BackwardSink<ScidRecord> {
    static final int DISORDER_TRADES = 4_096;
    /// Records one after another without a time that make a hole, before which nothing is looked for.
    static final int HOLE_RECORDS = 1 << 17;
    /// Trades of earlier dates, one after another, that a session has never had: its first trade had a wrong time.
    static final int OUTLIER_TRADES = 256;
    /// Records looked at in a row: a file of quotes has no trade to go by.
    static final int LOOKED_RECORDS = 1 << 21;

    private final RecordDecoder decoder;
    private final TradeDates tradeDates;

    private long date = TradeDates.NONE;
    private long dateStartUs;
    private long startOffset;
    /// Trades looked at.
    private long trades;
    /// Of these, those whose time may be right.
    private long accepted;
    /// Records looked at in a row.
    private long looked;
    private boolean isStopped;
    /// Trades of earlier sessions, one after another.
    private long tradesBefore;
    private long dateBefore = TradeDates.NONE;
    private long closeBefore = MarketRecord.ABSENT;
    /// Records without a time, one after another.
    private int timeless;

    SessionSearch(RecordDecoder decoder, TradeDates tradeDates) {
        this.decoder = decoder;
        this.tradeDates = tradeDates;
    }

    void run(ScidReader reader) throws IOException {
        startOffset = reader.firstOffset();
        long end = reader.wholeEnd();
        reader.readBackward(end, this);
        boolean hasMoreBefore = isStopped && timeless < HOLE_RECORDS && tradesBefore < DISORDER_TRADES;
        if (hasMoreBefore && date != TradeDates.NONE) {
            long guess = reader.search(dateStartUs, end);
            trades = Long.MIN_VALUE; // from here on only trades of earlier sessions end the search
            looked = 0;
            isStopped = false;
            reader.readBackward(Math.min(end, guess + (long) DISORDER_TRADES * ScidRecord.BYTES), this);
        }
        if (!isStopped && tradesBefore == 0) {
            // Whatever comes before is no trade, so nothing speaks against reading it too.
            startOffset = reader.firstOffset();
        }
    }

    @Override
    public Next record(ScidRecord record) {
        RecordDecoder.Verdict verdict = decoder.decode(record);
        timeless = verdict == RecordDecoder.Verdict.BAD_TIME ? timeless + 1 : 0;
        if (verdict.isTrade() && decoder.kind() != MarketRecord.Kind.QUOTE) {
            isStopped = trade(record) == Next.STOP;
        } else if (date == TradeDates.NONE) {
            startOffset = record.fileOffset();
        }
        isStopped |= timeless >= HOLE_RECORDS || ++looked >= LOOKED_RECORDS;
        return isStopped ? Next.STOP : Next.GO_ON;
    }

    private Next trade(ScidRecord record) {
        trades++;
        long traded = tradeDates.of(decoder.timeUs());
        if (traded > date && accepted >= OUTLIER_TRADES) {
            return trades < DISORDER_TRADES ? Next.GO_ON : Next.STOP;
        }
        accepted++;
        if (traded >= date) {
            date = traded;
            dateStartUs = tradeDates.startUs();
            startOffset = record.fileOffset();
            tradesBefore = 0;
            dateBefore = TradeDates.NONE;
            closeBefore = MarketRecord.ABSENT;
            return trades < DISORDER_TRADES ? Next.GO_ON : Next.STOP;
        }
        if (traded > dateBefore) {
            dateBefore = traded;
            closeBefore = decoder.close();
        }
        return ++tradesBefore < DISORDER_TRADES && trades < DISORDER_TRADES ? Next.GO_ON : Next.STOP;
    }

    /// The session's trade date, in days since 1970; [TradeDates#NONE] where no trade was found.
    long date() {
        return date;
    }

    /// The offset of the session's first trade; of the first record looked at where there is no trade.
    long startOffset() {
        return startOffset;
    }

    /// The last price of the session before; absent where there is none.
    long closeBefore() {
        return closeBefore;
    }
}
