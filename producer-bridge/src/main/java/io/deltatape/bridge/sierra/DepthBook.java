package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;

import io.deltatape.bridge.market.Book;
import io.deltatape.bridge.market.BookLevels;
import io.deltatape.contract.MarketState;

/// The book that the records of one .depth file come to, in the order of the file: checks each, applies it, and counts
/// and says what is wrong.
///
/// A record without a usable time is damaged and left out as a whole. One with another flaw changes nothing, but the
/// batch that it ends is ended. Makes no garbage per record. Owned by the market thread.
final class DepthBook {
    private final Book book;
    private final FloatPrices prices;
    private final SharedReading shared;
    private final ReadTally tally;
    private final FlawLog flaws;
    /// Whether what came before the next record is known: otherwise nothing counts until a CLEAR_BOOK.
    private boolean isWhole;
    private long lastTimeUs = Long.MIN_VALUE;
    /// Records since the last batch ended.
    private long pending;
    /// Records of batches that have ended and were not asked for yet.
    private long ended;

    DepthBook(int levelsPublished, FloatPrices prices, SharedReading shared, FlawLog flaws, boolean isWhole) {
        this.book = new Book(levelsPublished);
        this.prices = prices;
        this.shared = shared;
        this.tally = shared.tally();
        this.flaws = flaws;
        this.isWhole = isWhole;
    }

    void accept(DepthRecord record) {
        tally.countRecord();
        pending++;
        long timeUs = record.timeUs();
        if (timeUs < 0 || timeUs > shared.latestUs()) {
            tally.countBadTime();
            flaws.report(FlawLog.Flaw.BAD_TIME, record);
            return;
        }
        if (!isWhole) {
            isWhole = record.command() == DepthRecord.Command.CLEAR_BOOK;
            if (!isWhole) {
                return;
            }
        }
        if (timeUs < lastTimeUs) {
            tally.countOutOfOrder();
            flaws.report(FlawLog.Flaw.OUT_OF_ORDER, record);
        }
        lastTimeUs = timeUs;
        apply(record);
        if (record.endsBatch()) {
            endBatch(record);
        }
    }

    private void apply(DepthRecord record) {
        switch (record.command()) {
            case NO_COMMAND -> {}
            case CLEAR_BOOK -> book.clear();
            case ADD_BID_LEVEL, MODIFY_BID_LEVEL -> set(book.bids(), record);
            case ADD_ASK_LEVEL, MODIFY_ASK_LEVEL -> set(book.asks(), record);
            case DELETE_BID_LEVEL -> delete(book.bids(), record);
            case DELETE_ASK_LEVEL -> delete(book.asks(), record);
            case UNKNOWN -> {
                tally.countBadCommand();
                flaws.report(FlawLog.Flaw.BAD_COMMAND, record);
            }
        }
    }

    private void set(BookLevels side, DepthRecord record) {
        long price = price(record);
        if (price != ABSENT && side.set(price, record.size()) == BookLevels.Effect.LEVEL_DROPPED) {
            tally.countLevelDropped();
            flaws.report(FlawLog.Flaw.LEVEL_DROPPED, record);
        }
    }

    private void delete(BookLevels side, DepthRecord record) {
        long price = price(record);
        if (price != ABSENT && side.delete(price) == BookLevels.Effect.LEVEL_MISSING) {
            tally.countLevelMissing();
            flaws.report(FlawLog.Flaw.LEVEL_MISSING, record);
        }
    }

    private long price(DepthRecord record) {
        long price = prices.nanos(record.priceBits());
        if (price == ABSENT) {
            tally.countBadPrice();
            flaws.report(FlawLog.Flaw.BAD_PRICE, record);
        }
        return price;
    }

    private void endBatch(DepthRecord record) {
        book.endBatch(lastTimeUs);
        tally.countBatch();
        ended += pending;
        pending = 0;
        if (book.isCrossed()) {
            tally.countCrossedBook();
            flaws.reportCrossed(book, record);
        }
    }

    /// Whether a batch has ended.
    boolean hasBatch() {
        return book.hasBatch();
    }

    /// How many records the batches had that ended since this was asked last.
    long takeEnded() {
        long taken = ended;
        ended = 0;
        return taken;
    }

    /// The book at the end of the last batch.
    MarketState state() {
        return book.state();
    }
}
