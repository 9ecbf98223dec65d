package io.deltatape.delta;

import io.deltatape.contract.SlotKey;
import java.time.Duration;

/// Decides when a symbol's full state is written beside its deltas.
///
/// Due after [SlotKey#KEYFRAME_EVERY] versions (else the ring would lose a delta that no keyframe covers), when a delta
/// is larger than the state, and when `intervalUs` has passed, however quiet the symbol. The clock is looked at every
/// `checkMs` only, so a keyframe is due that much early rather than late. Immutable.
record KeyframePolicy(long intervalUs, long checkMs) {
    private static final long CHECK_MS_MIN = 10;
    private static final long CHECK_MS_MAX = 1_000;

    static KeyframePolicy every(Duration interval) {
        long intervalUs = Math.max(interval.toNanos() / 1_000, 2 * CHECK_MS_MIN * 1_000);
        return new KeyframePolicy(intervalUs, Math.clamp(intervalUs / 10_000, CHECK_MS_MIN, CHECK_MS_MAX));
    }

    /// Whether a keyframe follows the delta just written. The size of a state is taken to be that of its symbol's last
    /// keyframe: encoding it only to compare would cost more than it saves.
    boolean isDueAfterDelta(long versionsSinceKeyframe, int deltaBytes, int keyframeBytes) {
        return versionsSinceKeyframe >= SlotKey.KEYFRAME_EVERY || deltaBytes > keyframeBytes;
    }

    boolean isDueByTime(long nowUs, long keyframeUs) {
        return nowUs - keyframeUs >= intervalUs - checkMs * 1_000;
    }

    /// The time from which a symbol's first interval is counted: up to an interval back, so that symbols that begin
    /// together do not write their keyframes together ever after.
    long firstKeyframeUs(long nowUs, Object symbol) {
        return nowUs - Math.floorMod(symbol.hashCode() * 0x9E3779B97F4A7C15L, intervalUs);
    }
}
