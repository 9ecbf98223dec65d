package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.market.TradeDates;
import java.io.IOException;

/// Finds, from the end of a file backward, where the session of its latest trade date begins and at what price the
/// session before ended, so that a file of years needs only its last day read.
///
/// Records may be out of order: the search goes on until it has met [#DISORDER_TRADES] trades of earlier sessions in a
/// row, so what is displaced by less is found. Made for one search.
final class SessionSearch implements RecordFile.BackwardSink<ScidRecord> {
    static final int DISORDER_TRADES = 4_096;

    private final RecordDecoder decoder;
    private final TradeDates tradeDates;

    private long date = TradeDates.NONE;
    private long startOffset;
    private long tradesBefore;
    private long dateBefore = TradeDates.NONE;
    private long closeBefore = MarketRecord.ABSENT;

    SessionSearch(RecordDecoder decoder, TradeDates tradeDates) {
        this.decoder = decoder;
        this.tradeDates = tradeDates;
    }

    void run(ScidReader reader) throws IOException {
        startOffset = reader.firstOffset();
        reader.readBackward(this);
        if (tradesBefore == 0) {
            // Whatever comes before is no trade, so nothing speaks against reading it too.
            startOffset = reader.firstOffset();
        }
    }

    @Override
    public Next record(ScidRecord record) {
        RecordDecoder.Verdict verdict = decoder.decode(record);
        boolean isTrade = verdict == RecordDecoder.Verdict.GOOD || verdict == RecordDecoder.Verdict.BAD_QUOTE;
        if (!isTrade || decoder.kind() == MarketRecord.Kind.QUOTE) {
            return Next.GO_ON;
        }
        long traded = tradeDates.of(decoder.timeUs());
        if (traded >= date) {
            date = traded;
            startOffset = record.fileOffset();
            tradesBefore = 0;
            dateBefore = TradeDates.NONE;
            closeBefore = MarketRecord.ABSENT;
            return Next.GO_ON;
        }
        if (traded > dateBefore) {
            dateBefore = traded;
            closeBefore = decoder.close();
        }
        return ++tradesBefore < DISORDER_TRADES ? Next.GO_ON : Next.STOP;
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
