package io.deltatape.simulator;

import io.deltatape.simulator.DepthRecord.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// One side of a [RandomBook]: levels from the best one outward, as many as it was given, with a hole here and there.
/// Owned by one thread.
final class BookSide {
    private static final double MODIFY_SHARE = 0.15;
    private static final double VANISH_SHARE = 0.02;
    private static final double REFILL_SHARE = 0.7;
    private static final int QUANTITY_MEAN = 30;

    private final Kind kind;
    private final int levels;
    private final double tickSize;
    private final RandomGenerator random;
    /// By distance from price 0 in ticks, turned so that the best level is the first.
    private final TreeMap<Long, DepthLevel> byRank = new TreeMap<>();

    /// Bids get worse downward, asks upward.
    enum Kind {
        BID(-1, Command.ADD_BID_LEVEL, Command.MODIFY_BID_LEVEL, Command.DELETE_BID_LEVEL),
        ASK(1, Command.ADD_ASK_LEVEL, Command.MODIFY_ASK_LEVEL, Command.DELETE_ASK_LEVEL);

        private final int outward;
        private final Command add;
        private final Command modify;
        private final Command delete;

        Kind(int outward, Command add, Command modify, Command delete) {
            this.outward = outward;
            this.add = add;
            this.modify = modify;
            this.delete = delete;
        }
    }

    BookSide(Kind kind, int levels, double tickSize, RandomGenerator random) {
        this.kind = kind;
        this.levels = levels;
        this.tickSize = tickSize;
        this.random = random;
    }

    /// The levels, the best one first.
    List<DepthLevel> bestFirst() {
        return List.copyOf(byRank.values());
    }

    /// Moves the best level to a price, lets some others change, and tells the sink each change as it is made.
    void follow(float best, BiConsumer<Command, DepthLevel> changes) {
        long bestRank = rank(best);
        for (long rank : new ArrayList<>(byRank.keySet())) {
            boolean isOutside = rank < bestRank || rank >= bestRank + levels;
            boolean vanishes = rank > bestRank && random.nextDouble() < VANISH_SHARE;
            if (isOutside || vanishes) {
                delete(rank, changes);
            } else if (random.nextDouble() < MODIFY_SHARE) {
                put(rank, kind.modify, changes);
            }
        }
        for (long rank = bestRank; rank < bestRank + levels; rank++) {
            if (!byRank.containsKey(rank) && (rank == bestRank || random.nextDouble() < REFILL_SHARE)) {
                put(rank, kind.add, changes);
            }
        }
    }

    /// Gives the best level another quantity.
    void touchBest(BiConsumer<Command, DepthLevel> changes) {
        put(byRank.firstKey(), kind.modify, changes);
    }

    /// Every level, as a snapshot adds it.
    void addAll(BiConsumer<Command, DepthLevel> changes) {
        byRank.values().forEach(level -> changes.accept(kind.add, level));
    }

    /// The deletion of a level that is not there: one beyond the worst. The side stays as it is.
    void deleteMissing(BiConsumer<Command, DepthLevel> changes) {
        long rank = byRank.lastKey() + random.nextInt(1, levels + 1);
        changes.accept(kind.delete, new DepthLevel(price(rank), 0, 0));
    }

    private void put(long rank, Command command, BiConsumer<Command, DepthLevel> changes) {
        int quantity = 1 + (int) (random.nextExponential() * QUANTITY_MEAN);
        DepthLevel level = new DepthLevel(price(rank), quantity, random.nextInt(1, quantity + 1));
        byRank.put(rank, level);
        changes.accept(command, level);
    }

    private void delete(long rank, BiConsumer<Command, DepthLevel> changes) {
        byRank.remove(rank);
        changes.accept(kind.delete, new DepthLevel(price(rank), 0, 0));
    }

    private long rank(float price) {
        return kind.outward * Math.round(price / tickSize);
    }

    private float price(long rank) {
        return (float) (kind.outward * rank * tickSize);
    }
}
