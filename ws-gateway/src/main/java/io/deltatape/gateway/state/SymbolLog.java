package io.deltatape.gateway.state;

import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.SlotKey;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// One symbol's newest version, and its last 64 changes as absolute deltas.
///
/// Written by the feed thread only; any thread reads, without a lock: entries are immutable and carry their index, so a
/// reader that is overtaken by the writer sees a foreign index and takes the full state instead.
public final class SymbolLog {
    private static final int RING = SlotKey.SLOTS;

    private final Symbol symbol;
    /// The change that leads to index i stands at i mod [#RING].
    private final AtomicReferenceArray<@Nullable Change> ring = new AtomicReferenceArray<>(RING);
    private volatile Version newest = Version.NONE;
    /// Where the changes lead that came before the first keyframe, and the index of the last; of the feed thread.
    private StreamPosition lead = StreamPosition.NONE;
    private long leadIndex;
    private volatile boolean retired;
    /// Whether something is known to be missing after the state, and no state without a gap was ever shown.
    private volatile boolean hidden;
    /// Whether the symbol ended, so that whatever comes next begins anew; of the feed thread.
    private boolean ended;

    SymbolLog(Symbol symbol) {
        this.symbol = symbol;
    }

    public Symbol symbol() {
        return symbol;
    }

    /// [Version#NONE] until the first update. A retired symbol keeps its last version, from which the chain goes on
    /// should it return.
    public Version newest() {
        return newest;
    }

    /// Whether the symbol has a state that may be shown, and has not ended.
    public boolean isLive() {
        return !retired && !hidden && !newest.isNone();
    }

    /// Whether the symbol is there, but nothing of it can be shown before its next keyframe.
    public boolean isHidden() {
        return hidden && !retired;
    }

    public boolean isRetired() {
        return retired;
    }

    /// Notes that something is missing after the state, which was never shown; of the feed thread.
    public void hide() {
        hidden = true;
    }

    /// Notes that nothing is missing; of the feed thread.
    ///
    /// @return whether it was hidden until now
    public boolean show() {
        boolean was = hidden;
        hidden = false;
        return was;
    }

    /// Keeps a change that came before the first keyframe. Where these lead to the keyframe without a gap, one who
    /// holds the state at any of them can go on with changes alone, though this log never held it. Of the feed
    /// thread.
    ///
    /// That is right because a version of an epoch has one content, and a delta that says its whole epoch is
    /// absolute.
    public void lead(Update.Delta delta) {
        if (!newest.isNone()) {
            return;
        }
        var base = new StreamPosition(delta.position().epoch(), delta.baseVersion());
        leadIndex += leadIndex == 0 || base.equals(lead) ? 1 : 2;
        lead = delta.position();
        ring.set((int) (leadIndex % RING), new Change(leadIndex, base, lead, delta.change()));
    }

    private long firstIndex(StreamPosition position) {
        if (leadIndex == 0) {
            return 1;
        }
        return position.equals(lead) ? leadIndex : leadIndex + 2;
    }

    /// Takes what an update made of the tracker's state; of the feed thread.
    ///
    /// A healed keyframe breaks the chain on purpose: it has the position of the wrong state that it replaces, so
    /// one who holds that needs the full state.
    ///
    /// @return whether there is something new: a position below the newest of a symbol that did not end is none
    public boolean append(
            SymbolTracker tracker, Update update, ApplyOutcome outcome, long gatewayUs, long gatewayNanos) {
        Version before = newest;
        if (!ended && tracker.position().compareTo(before.position()) < 0) {
            return false;
        }
        boolean chained = outcome != ApplyOutcome.HEALED && !before.isNone();
        long index = before.isNone() ? firstIndex(tracker.position()) : before.index() + (chained ? 1 : 2);
        if (chained) {
            StateDelta delta = outcome == ApplyOutcome.APPLIED && !ended && update instanceof Update.Delta single
                    ? single.change()
                    : StateDelta.between(before.state(), tracker.state());
            ring.set((int) (index % RING), new Change(index, before.position(), tracker.position(), delta));
        }
        newest = new Version(index, tracker.position(), tracker.stamps(), gatewayUs, gatewayNanos, tracker.state());
        ended = false;
        retired = false;
        return true;
    }

    /// The symbol ended, but may be back in a moment: what comes next may lie below what is held. Of the feed thread.
    public void end() {
        ended = true;
    }

    /// Shows that the symbol ended, unless it is back; of the feed thread.
    public void retireIfEnded() {
        retired |= ended;
    }

    /// The index from which one who holds the state at a position can go on with changes alone.
    public OptionalLong indexOf(StreamPosition position) {
        Version last = newest;
        if (last.position().equals(position)) {
            return OptionalLong.of(last.index());
        }
        for (long index = last.index(); index > Math.max(0, last.index() - RING); index--) {
            Change change = ring.get((int) (index % RING));
            if (change == null || change.index() != index) {
                return OptionalLong.empty();
            }
            if (change.base().equals(position)) {
                return OptionalLong.of(index - 1);
            }
        }
        return OptionalLong.empty();
    }

    /// All changes after an index up to a version, merged into one; empty where the log no longer reaches that far.
    public Optional<Change> changesSince(long fromIndex, Version to) {
        if (to.index() - fromIndex > RING) {
            return Optional.empty();
        }
        Change merged = null;
        for (long index = fromIndex + 1; index <= to.index(); index++) {
            Change change = ring.get((int) (index % RING));
            if (change == null || change.index() != index) {
                return Optional.empty();
            }
            merged = merged == null ? change : merged.then(change);
        }
        return Optional.ofNullable(merged);
    }
}
