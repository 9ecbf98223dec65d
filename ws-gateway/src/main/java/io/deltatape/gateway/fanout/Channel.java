package io.deltatape.gateway.fanout;

import io.deltatape.gateway.figures.Count;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.state.Change;
import io.deltatape.gateway.state.SymbolLog;
import io.deltatape.gateway.state.Version;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One symbol that somebody listens to: the cursors of its listeners, and the frames that lead to its newest version.
///
/// A frame is encoded when the first connection is due it, kept while its version is the newest, and shared by all
/// connections at the same place: so there are at most as many as the log has entries, in two forms, and a full state.
/// Owned by the fan-out thread.
final class Channel {
    /// The length of a full state changes little: it is taken once in so many versions.
    private static final long LENGTH_SAMPLED_EVERY = 32;

    private final LiveDataJson json;
    private final Counts counts;
    private final Set<Cursor> cursors = new LinkedHashSet<>();
    /// By form, then by the index they start from.
    private final Map<Subscription.Form, Map<Long, Frame>> frames = new EnumMap<>(Subscription.Form.class);
    private @Nullable SymbolLog log;
    private @Nullable Frame full;
    private Version framed = Version.NONE;
    private long lengthSampledAt;
    private int fullLength;

    Channel(LiveDataJson json, Counts counts) {
        this.json = json;
        this.counts = counts;
        for (Subscription.Form form : Subscription.Form.values()) {
            frames.put(form, new HashMap<>());
        }
    }

    Set<Cursor> cursors() {
        return cursors;
    }

    /// Says which log the channel shows: once there is one.
    void show(SymbolLog shown) {
        log = shown;
    }

    /// The frame that brings a cursor to the newest version, and moves it there; empty if it is there, or nothing is
    /// known yet.
    Optional<Frame> advance(Cursor cursor, long nowNanos) {
        SymbolLog shown = log;
        if (shown == null || shown.newest().isNone() || shown.isHidden()) {
            return Optional.empty();
        }
        Version newest = shown.newest();
        if (!cursor.settleResume(shown, newest, nowNanos, counts) || cursor.sentIndex() == newest.index()) {
            return Optional.empty();
        }
        if (framed.index() != newest.index()) {
            forgetFrames(newest);
        }
        Frame frame = cursor.sentIndex() == Cursor.NOTHING
                ? fullState(shown)
                : changes(shown, cursor.sentIndex(), cursor.form());
        cursor.sent(newest.index());
        return Optional.of(frame);
    }

    private void forgetFrames(Version newest) {
        framed = newest;
        full = null;
        frames.values().forEach(Map::clear);
    }

    private Frame fullState(SymbolLog shown) {
        Frame known = full;
        if (known == null) {
            known = encoded(
                    new Frame(Frame.Kind.FULL, json.initialState(shown.symbol(), framed), framed.gatewayNanos()));
            full = known;
        }
        return known;
    }

    private Frame changes(SymbolLog shown, long fromIndex, Subscription.Form form) {
        Map<Long, Frame> known = Objects.requireNonNull(frames.get(form));
        Frame frame = known.get(fromIndex);
        if (frame == null) {
            Optional<Change> change = shown.changesSince(fromIndex, framed);
            frame = change.isPresent() ? encode(shown, change.get(), fromIndex, form) : fullState(shown);
            known.put(fromIndex, frame);
        }
        return frame;
    }

    private Frame encode(SymbolLog shown, Change change, long fromIndex, Subscription.Form form) {
        Frame.Kind kind = fromIndex == framed.index() - 1 ? Frame.Kind.DELTA : Frame.Kind.MERGED;
        return encoded(new Frame(kind, json.delta(shown.symbol(), framed, change, form), framed.gatewayNanos()));
    }

    private Frame encoded(Frame frame) {
        counts.increment(Count.FRAMES_ENCODED);
        return frame;
    }

    /// How many bytes the full state has, or had a few versions ago.
    int fullLength() {
        SymbolLog shown = log;
        if (shown != null && (fullLength == 0 || framed.index() - lengthSampledAt >= LENGTH_SAMPLED_EVERY)) {
            fullLength = fullState(shown).length();
            lengthSampledAt = framed.index();
        }
        return fullLength;
    }
}
