package io.deltatape.contract;

import java.util.Optional;

/// A place in a symbol's stream of deltas: an epoch, and a version within it.
///
/// Versions count 1, 2, 3 … within an epoch; an epoch (microseconds since 1970 when it began) only grows. Written
/// `epoch.version`, as ETag and resume position.
public record StreamPosition(long epoch, long version) implements Comparable<StreamPosition> {
    /// Before every position: nothing held.
    public static final StreamPosition NONE = new StreamPosition(0, 0);

    /// Epochs differ in these bits from the one before, which is all of the epoch that a packed delta carries.
    public static final int EPOCH_LOW_MASK = 0xffff;

    /// How far above every epoch in its output a task begins: below there is room for those that a predecessor, not
    /// knowing that it was replaced, still opens by [#nextEpoch].
    public static final long TASK_EPOCH_STEP = 1_000_000;

    /// So many epochs after one, and it, differ in their low bits from the epoch of a task that begins later.
    private static final int TASK_LOW_STEP = 0x4000;

    /// The epoch in which a task begins: no earlier than now, and so far above those already used, in its low bits too,
    /// that it is not mistaken for one that the task before opens late.
    public static long taskEpoch(long nowUs, long lastInOutput, long ownLast) {
        long epoch = Math.max(nowUs, Math.max(lastInOutput, ownLast) + TASK_EPOCH_STEP);
        while (isLowStepAfter(epoch, lastInOutput) || isLowStepAfter(epoch, ownLast)) {
            epoch += TASK_LOW_STEP;
        }
        return epoch;
    }

    private static boolean isLowStepAfter(long epoch, long used) {
        return low(epoch - used) < TASK_LOW_STEP;
    }

    /// The epoch that a task opens after its current one, for a symbol that leaves another of the task's epochs: the
    /// next number, never the time. An instance that was stopped and replaced stays below its successor so.
    public static long nextEpoch(long current, long left) {
        long next = Math.max(current, left) + 1;
        return low(next) == low(left) ? next + 1 : next;
    }

    private static int low(long epoch) {
        return (int) epoch & EPOCH_LOW_MASK;
    }

    /// The low 16 bits of the epoch.
    public int epochLow() {
        return low(epoch);
    }

    /// Reads what [#toString] writes; empty where the text is anything else.
    public static Optional<StreamPosition> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot == text.length() - 1 || text.length() > 40 || text.indexOf('-') >= 0) {
            return Optional.empty();
        }
        try {
            var position = new StreamPosition(
                    Long.parseLong(text, 0, dot, 10), Long.parseLong(text, dot + 1, text.length(), 10));
            return position.toString().equals(text) ? Optional.of(position) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(StreamPosition other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(version, other.version);
    }

    @Override
    public String toString() {
        return epoch + "." + version;
    }
}
