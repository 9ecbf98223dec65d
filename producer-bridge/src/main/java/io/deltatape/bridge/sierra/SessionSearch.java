package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.market.TradeDates;
import java.io.IOException;

/// Finds where the session of a file's latest trade date begins, and at what price the session before ended, so that a
/// file of years needs only its last day read.
///
/// The latest trade date is looked for among the last trades of the file; where its session begins is then guessed by
/// bisection of the times, and made sure of by going backward from a little behind the guess. Records may be out of
/// order: what is displaced by less than [#DISORDER_TRADES] trades is found. Made for one search.
final class SessionSearch implements RecordFile.BackwardSink<ScidRecord> {
    static final int DISORDER_TRADES = 4_096;
    /// Records one after another without a time that make a hole, behind which nothing is looked for once the session's
    /// beginning is guessed.
    static final int HOLE_RECORDS = 1 << 17;

    private final RecordDecoder decoder;
    private final TradeDates tradeDates;

    private long date = TradeDates.NONE;
    private long dateStartUs;
    private long startOffset;
    /// Trades looked at.
    private long trades;
    /// Trades of earlier sessions, one after another.
    private long tradesBefore;
    private long dateBefore = TradeDates.NONE;
    private long closeBefore = MarketRecord.ABSENT;
    private boolean isGuessed;
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
        if (trades >= DISORDER_TRADES && tradesBefore < DISORDER_TRADES) {
            long guess = reader.search(dateStartUs, end);
            isGuessed = true;
            trades = Long.MIN_VALUE; // from here on only trades of earlier sessions end the search
            reader.readBackward(Math.min(end, guess + (long) DISORDER_TRADES * ScidRecord.BYTES), this);
        }
        if (tradesBefore == 0 && timeless < HOLE_RECORDS) {
            // Whatever comes before is no trade, so nothing speaks against reading it too.
            startOffset = reader.firstOffset();
        }
    }

    @Override
    public Next record(ScidRecord record) {
        RecordDecoder.Verdict verdict = decoder.decode(record);
        timeless = verdict == RecordDecoder.Verdict.BAD_TIME ? timeless + 1 : 0;
        if (isGuessed && timeless >= HOLE_RECORDS) {
            return Next.STOP;
        }
        if (!verdict.isTrade() || decoder.kind() == MarketRecord.Kind.QUOTE) {
            return Next.GO_ON;
        }
        trades++;
        long traded = tradeDates.of(decoder.timeUs());
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

    /// The offset of the session's first trade; of the first record where the file has no trade.
    long startOffset() {
        return startOffset;
    }

    /// The last price of the session before; absent where there is none.
    long closeBefore() {
        return closeBefore;
    }
}
