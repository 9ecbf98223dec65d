package io.deltatape.simulator;

import io.deltatape.simulator.DepthRecord.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// A made-up order book around the quotes of a market. Each change comes as the batch of records that tells of it,
/// and [#levels] says what the book is after it. The generator decides everything.
///
/// Owned by one thread.
public final class RandomBook {
    private static final int LEVELS_MAX = 10_000;

    private final BookSide bids;
    private final BookSide asks;
    private final double missingShare;
    private final RandomGenerator random;

    /// A book of up to `levels` prices on each side, a multiple of `tickSize` each.
    public RandomBook(double tickSize, int levels, RandomGenerator random) {
        this(tickSize, levels, 0, random);
    }

    /// The same with a flaw of real files: this share of the batches, 0 to 1, deletes a level that is not there.
    public RandomBook(double tickSize, int levels, double missingShare, RandomGenerator random) {
        if (!(tickSize > 0) || levels < 1 || levels > LEVELS_MAX || !(missingShare >= 0 && missingShare <= 1)) {
            throw new IllegalArgumentException(
                    "tick %s, %d levels, share %s of deletions of missing levels: expected above 0, 1 to %d, 0 to 1"
                            .formatted(tickSize, levels, missingShare, LEVELS_MAX));
        }
        this.missingShare = missingShare;
        this.random = random;
        bids = new BookSide(BookSide.Kind.BID, levels, tickSize, random);
        asks = new BookSide(BookSide.Kind.ASK, levels, tickSize, random);
    }

    /// Moves to another quote at a time in µs since Sierra's epoch; returns the batch that tells of it, never empty.
    public List<DepthRecord> follow(long dateTimeUs, float bid, float ask) {
        List<DepthRecord> batch = new ArrayList<>();
        BiConsumer<Command, DepthLevel> changes = into(batch, dateTimeUs);
        bids.follow(bid, changes);
        asks.follow(ask, changes);
        if (batch.isEmpty()) {
            bids.touchBest(changes);
        }
        if (missingShare > 0 && random.nextDouble() < missingShare) {
            (random.nextBoolean() ? bids : asks).deleteMissing(changes);
        }
        return ended(batch);
    }

    /// The batch that tells of the whole book: CLEAR_BOOK, then each level.
    public List<DepthRecord> snapshot(long dateTimeUs) {
        List<DepthRecord> batch = new ArrayList<>();
        batch.add(DepthRecord.clear(dateTimeUs));
        bids.addAll(into(batch, dateTimeUs));
        asks.addAll(into(batch, dateTimeUs));
        return ended(batch);
    }

    /// The book after the last batch.
    public BookLevels levels() {
        return new BookLevels(bids.bestFirst(), asks.bestFirst());
    }

    private static BiConsumer<Command, DepthLevel> into(List<DepthRecord> batch, long dateTimeUs) {
        return (command, level) ->
                batch.add(DepthRecord.of(dateTimeUs, command, level.price(), level.quantity(), level.numOrders()));
    }

    private static List<DepthRecord> ended(List<DepthRecord> batch) {
        batch.add(batch.removeLast().endingBatch());
        return List.copyOf(batch);
    }
}
