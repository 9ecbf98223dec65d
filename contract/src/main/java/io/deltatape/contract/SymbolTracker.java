package io.deltatape.contract;

/// Follows one symbol's records of `market.deltas` and holds the state that they lead to.
///
/// The rules of a reader (docs/protocol.md, "The rules of a reader"): a higher epoch only from a keyframe; nothing of a
/// lower epoch; no version that is not above the held one; the held version plus one is applied; a gap waits for the
/// next keyframe. A single pass over the topic needs no buffering. Owned by one thread.
public final class SymbolTracker {
    private final Symbol symbol;
    private StreamPosition position = StreamPosition.NONE;
    private MarketState state = MarketState.EMPTY;
    private HopStamps stamps = new HopStamps(0, 0, 0);
    private boolean inGap = true;

    public SymbolTracker(Symbol symbol) {
        this.symbol = symbol;
    }

    public Symbol symbol() {
        return symbol;
    }

    /// [StreamPosition#NONE] until the first keyframe.
    public StreamPosition position() {
        return position;
    }

    public MarketState state() {
        return state;
    }

    /// Of the update that led to the state.
    public HopStamps stamps() {
        return stamps;
    }

    public boolean hasState() {
        return !position.equals(StreamPosition.NONE);
    }

    /// Whether the stream is known to go beyond the state held; cleared by the next keyframe.
    public boolean isInGap() {
        return inGap;
    }

    public ApplyOutcome offer(Update update) {
        ApplyOutcome outcome = switch (update) {
            case Update.Keyframe keyframe -> offerKeyframe(keyframe);
            case Update.Delta delta -> offerDelta(delta);
            case Update.UnresolvedDelta delta -> offerUnresolved(delta);
            case Update.Malformed _ -> ApplyOutcome.MALFORMED;
        };
        inGap |= outcome == ApplyOutcome.GAP;
        return outcome;
    }

    private ApplyOutcome offerKeyframe(Update.Keyframe keyframe) {
        int order = keyframe.position().compareTo(position);
        if (order < 0) {
            return ApplyOutcome.OLD;
        }
        inGap = false;
        if (order == 0 && keyframe.state().equals(state)) {
            return ApplyOutcome.CONFIRMED;
        }
        take(keyframe.position(), keyframe.state(), keyframe.stamps());
        return order == 0 ? ApplyOutcome.HEALED : ApplyOutcome.ADOPTED;
    }

    private ApplyOutcome offerDelta(Update.Delta delta) {
        if (!hasState()) {
            return ApplyOutcome.GAP;
        }
        if (delta.position().epoch() != position.epoch()) {
            return delta.position().epoch() < position.epoch() ? ApplyOutcome.OLD : ApplyOutcome.GAP;
        }
        if (delta.position().version() <= position.version()) {
            return ApplyOutcome.OLD;
        }
        if (delta.baseVersion() > position.version()) {
            return ApplyOutcome.GAP;
        }
        take(delta.position(), state.with(delta.change()), delta.stamps());
        return ApplyOutcome.APPLIED;
    }

    /// A packed delta says only the low bits of its epoch: another epoch may be lower (a stopped instance that went
    /// on) or higher (its keyframe comes). It is no gap in the epoch held; a keyframe of the higher one follows.
    private ApplyOutcome offerUnresolved(Update.UnresolvedDelta delta) {
        if (!hasState()) {
            return ApplyOutcome.GAP;
        }
        boolean beyond = delta.epochLow() == position.epochLow() && delta.version() > position.version();
        return beyond ? ApplyOutcome.GAP : ApplyOutcome.OLD;
    }

    private void take(StreamPosition nextPosition, MarketState nextState, HopStamps nextStamps) {
        position = nextPosition;
        state = nextState;
        stamps = nextStamps;
    }
}
