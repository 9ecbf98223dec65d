package io.deltatape.bridge.market;

import io.deltatape.contract.BookSide;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;

/// The order book of one instrument, changed level by level, and what is published of it: the best levels of each side
/// as they stood when the last batch of changes ended.
///
/// Inside a batch a book may be crossed or half filled; that is never published. Makes no garbage per change. Owned by
/// one thread.
public final class Book {
    /// Levels of each side that are published unless configured otherwise.
    public static final int PUBLISHED_DEFAULT = 10;

    private final BookLevels bids;
    private final BookLevels asks;
    private boolean hasBatch;
    private long batchTimeUs;

    /// An empty book of which 1 to [BookLevels#LEVELS_MAX] levels of each side are published; all are kept.
    public Book(int levelsPublished) {
        if (levelsPublished < 1 || levelsPublished > BookLevels.LEVELS_MAX) {
            throw new IllegalArgumentException(
                    levelsPublished + " levels published: expected 1 to " + BookLevels.LEVELS_MAX);
        }
        bids = new BookLevels(BookSide.Order.DESCENDING, levelsPublished);
        asks = new BookLevels(BookSide.Order.ASCENDING, levelsPublished);
    }

    public BookLevels bids() {
        return bids;
    }

    public BookLevels asks() {
        return asks;
    }

    /// Takes all levels away.
    public void clear() {
        bids.clear();
        asks.clear();
    }

    /// Makes the book as it stands now, of this time in microseconds since 1970, what is published.
    public void endBatch(long timeUs) {
        bids.keepBest();
        asks.keepBest();
        batchTimeUs = timeUs;
        hasBatch = true;
    }

    /// Whether the best bid is not below the best ask now.
    public boolean isCrossed() {
        return !bids.isEmpty() && !asks.isEmpty() && bids.bestPrice() >= asks.bestPrice();
    }

    /// Whether a batch has ended.
    public boolean hasBatch() {
        return hasBatch;
    }

    /// What is published: nothing before the first batch, and then both sides, be they empty.
    public MarketState state() {
        if (!hasBatch) {
            return MarketState.EMPTY;
        }
        MarketState.Builder state = MarketState.builder().set(Field.TS_EVENT, batchTimeUs);
        add(state, Field.BIDS, Field.BID, Field.BID_SIZE, bids.best());
        add(state, Field.ASKS, Field.ASK, Field.ASK_SIZE, asks.best());
        return state.build();
    }

    private static void add(MarketState.Builder state, Field side, Field price, Field size, long[] pairs) {
        state.side(side, pairs);
        if (pairs.length > 0) {
            state.set(price, pairs[0]).set(size, pairs[1]);
        }
    }

    /// The best of both sides now, for a person to judge.
    @Override
    public String toString() {
        return "bid=" + bids + " ask=" + asks;
    }
}
