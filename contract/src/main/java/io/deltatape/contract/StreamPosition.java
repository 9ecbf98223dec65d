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

    /// The epoch after those already used: later than each, no earlier than now, and different from each in its
    /// low 16 bits.
    public static long nextEpoch(long nowUs, long lastInOutput, long ownLast) {
        long last = Math.max(lastInOutput, ownLast);
        long next = Math.max(nowUs, last + 1);
        while (low(next) == low(lastInOutput) || low(next) == low(ownLast)) {
            next++;
        }
        return next;
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
