package io.deltatape.simulator;

import io.deltatape.simulator.SimulatedRecord.Aggressor;
import io.deltatape.simulator.SimulatedRecord.Marker;
import java.util.random.RandomGenerator;

/// The records of one symbol: a random walk on a grid of 0.25, pulled back to where it began. Trades print at
/// the quote; a few print a tick outside it, and now and then one order sweeps through several levels, its
/// fills bracketed by FIRST_SUB and LAST_SUB.
///
/// Owned by one thread.
final class RandomWalk {
    private static final double TICK = 0.25;
    private static final int US_PER_MS = 1000;
    private static final double MOVE_SHARE = 0.3;
    private static final double WIDE_SPREAD_SHARE = 0.1;
    private static final double SWEEP_SHARE = 0.02;
    private static final double OUTSIDE_SHARE = 0.03;
    private static final int SWEEP_FILLS_MAX = 6;
    private static final int VOLUME_MAX = 40;

    private final RandomGenerator random;
    private final double quoteShare;
    private final long homeTicks;
    private final long reachTicks;

    private long bidTicks;
    private long askTicks;
    private long lastTicks;
    private long lastUs = Long.MIN_VALUE;
    private Aggressor sweeper = Aggressor.BUYER;
    private int sweepFillsLeft;

    RandomWalk(int price, double quoteShare, RandomGenerator random) {
        this.random = random;
        this.quoteShare = quoteShare;
        homeTicks = Math.round(price / TICK);
        reachTicks = homeTicks / 20;
        bidTicks = homeTicks;
        askTicks = homeTicks + 1;
        lastTicks = homeTicks;
    }

    /// The next record, at a time in µs since Sierra's epoch.
    SimulatedRecord next(long dueUs) {
        long timeUs = stamp(dueUs);
        if (sweepFillsLeft > 0) {
            return sweepFill(timeUs);
        }
        moveQuote();
        if (random.nextDouble() < quoteShare) {
            return SimulatedRecord.quote(timeUs, price(bidTicks), price(askTicks), price(lastTicks));
        }
        Aggressor aggressor = random.nextBoolean() ? Aggressor.BUYER : Aggressor.SELLER;
        lastTicks = aggressor == Aggressor.BUYER ? askTicks : bidTicks;
        double kind = random.nextDouble();
        if (kind < SWEEP_SHARE) {
            sweeper = aggressor;
            sweepFillsLeft = random.nextInt(1, SWEEP_FILLS_MAX);
            return trade(timeUs, Marker.FIRST_SUB, aggressor);
        }
        if (kind < SWEEP_SHARE + OUTSIDE_SHARE) {
            lastTicks += direction(aggressor);
        }
        return trade(timeUs, Marker.SINGLE, aggressor);
    }

    /// Sierra keeps milliseconds; within one, the microseconds count the records so that each has a time of its own.
    private long stamp(long dueUs) {
        lastUs = Math.max(lastUs + 1, dueUs - dueUs % US_PER_MS);
        return lastUs;
    }

    private void moveQuote() {
        if (random.nextDouble() < MOVE_SHARE) {
            double away = (double) (bidTicks - homeTicks) / reachTicks;
            bidTicks += random.nextDouble(-1, 1) > away ? 1 : -1;
            askTicks = bidTicks + (random.nextDouble() < WIDE_SPREAD_SHARE ? 2 : 1);
        }
    }

    /// One level further; the quote in the record stays the one that the order met, and follows when the order is
    /// filled.
    private SimulatedRecord sweepFill(long timeUs) {
        lastTicks += direction(sweeper);
        sweepFillsLeft--;
        if (sweepFillsLeft > 0) {
            return trade(timeUs, Marker.SINGLE, sweeper);
        }
        SimulatedRecord last = trade(timeUs, Marker.LAST_SUB, sweeper);
        bidTicks = sweeper == Aggressor.BUYER ? lastTicks - 1 : lastTicks;
        askTicks = bidTicks + 1;
        return last;
    }

    private SimulatedRecord trade(long timeUs, Marker marker, Aggressor aggressor) {
        int volume = 1 + (int) Math.min(VOLUME_MAX, random.nextExponential() * 2);
        return SimulatedRecord.tick(
                timeUs, marker, aggressor, price(lastTicks), volume, price(bidTicks), price(askTicks));
    }

    private static int direction(Aggressor aggressor) {
        return switch (aggressor) {
            case BUYER -> 1;
            case SELLER -> -1;
        };
    }

    private static float price(long ticks) {
        return (float) (ticks * TICK);
    }
}
