package io.deltatape.bridge;

import io.deltatape.bridge.market.Precedence;
import io.deltatape.bridge.market.SessionRule;
import io.deltatape.bridge.market.SourceKind;
import io.deltatape.bridge.market.TradeDates;
import io.deltatape.bridge.market.TradeTape;
import io.deltatape.bridge.publish.Draft;
import io.deltatape.bridge.publish.ResumePoints;
import io.deltatape.bridge.sierra.DailyFile;
import io.deltatape.bridge.sierra.DepthFile;
import io.deltatape.bridge.sierra.FileUpdate;
import io.deltatape.bridge.sierra.ScidFile;
import io.deltatape.bridge.sierra.SourceFile;
import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The files that speak of one symbol, and what they say together. Owned by the market thread.
///
/// Nothing is said before every file known has been looked at once, so the order of looking tells nothing. What Kafka
/// holds of a bridge before this one stays until the file that led there was read, or one of its rank or above speaks.
final class SymbolSources {
    private final Symbol symbol;
    private final Map<SourceKind, SourceFile> files = new EnumMap<>(SourceKind.class);
    private final DepthDays depth = new DepthDays();
    private final TradeDates tradeDates;
    private final Set<SourceFile> unseen = new HashSet<>();
    private final Set<SourceFile> readable = new HashSet<>();
    /// The kind of file that led in the last snapshot of a bridge before this one; null if Kafka holds none.
    private final @Nullable SourceKind leadBefore;

    private final SourceGeneration generation;
    private FileCursor cursor;
    /// Whether something new has been read since the last draft.
    private boolean isNew;
    private boolean isPublished;

    SymbolSources(Symbol symbol, SessionRule sessions, ResumePoints resumePoints) {
        this.symbol = symbol;
        this.tradeDates = new TradeDates(sessions);
        Optional<Snapshot> last = resumePoints.of(symbol);
        this.leadBefore = last.map(SymbolSources::lead).orElse(null);
        this.generation =
                last.map(known -> new SourceGeneration(known, lead(known))).orElseGet(SourceGeneration::new);
        this.cursor = last.map(Snapshot::cursor).orElse(FileCursor.NONE);
    }

    private static SourceKind lead(Snapshot snapshot) {
        return SourceKind.of(snapshot.source().split("\\+", -1)[0]).orElse(SourceKind.DAILY);
    }

    Symbol symbol() {
        return symbol;
    }

    /// Takes a file in, the only one of its kind; gives the one whose place it takes.
    Optional<SourceFile> put(SourceKind kind, SourceFile file) {
        unseen.add(file);
        return forgotten(Optional.ofNullable(files.put(kind, file)));
    }

    /// Takes the order books of a day in; gives the file that is no longer needed, which may be this one.
    Optional<DepthFile> putDepth(long day, DepthFile file) {
        unseen.add(file);
        return forgotten(depth.put(day, file));
    }

    /// Whether the order books of a day are of use beside those that are there.
    boolean takesDepth(long day) {
        return depth.takes(day);
    }

    Optional<SourceFile> get(SourceKind kind) {
        return Optional.ofNullable(files.get(kind));
    }

    /// Notes what a look at a file came to; gives the file that is no longer needed.
    Optional<DepthFile> looked(SourceFile file, FileUpdate update) {
        unseen.remove(file);
        if (!(update instanceof FileUpdate.Unreadable)) {
            readable.add(file);
        }
        isNew |= update instanceof FileUpdate.Changed;
        return forgotten(depth.settle());
    }

    private <F extends SourceFile> Optional<F> forgotten(Optional<F> file) {
        file.ifPresent(unseen::remove);
        file.ifPresent(readable::remove);
        return file;
    }

    /// The trades of the symbol's .scid file.
    Optional<TradeTape> trades() {
        return scid().map(ScidFile::trades);
    }

    private Optional<ScidFile> scid() {
        return get(SourceKind.SCID).map(ScidFile.class::cast);
    }

    /// What to publish now: something is new, or nothing was published yet.
    Optional<Draft> draft(long seenUs) {
        if (!unseen.isEmpty() || (isPublished && !isNew)) {
            return Optional.empty();
        }
        Precedence.Merged merged = Precedence.merge(said());
        if (!isPublished && !mayBegin(merged)) {
            return Optional.empty();
        }
        isPublished = true;
        isNew = false;
        generation.moveOn(merged, byKind());
        cursor = scid().map(ScidFile::cursor).orElse(cursor);
        return Optional.of(new Draft(symbol, generation.number(), source(merged), seenUs, cursor, merged.state()));
    }

    /// Whether the first state of this bridge is one to publish, though another may be there: the file that led in that
    /// one may not be read yet, or it is not there and no other has the last trade.
    private boolean mayBegin(Precedence.Merged merged) {
        if (leadBefore == null) {
            return !merged.kinds().isEmpty();
        }
        boolean isLed = merged.kinds().stream().anyMatch(kind -> kind.compareTo(leadBefore) <= 0);
        return isLed
                || Optional.ofNullable(byKind().get(leadBefore))
                        .map(readable::contains)
                        .orElse(merged.main().isPresent());
    }

    /// The kinds of file that contribute; of a state without any field those that are there.
    private String source(Precedence.Merged merged) {
        Set<SourceKind> kinds = merged.kinds().isEmpty() ? byKind().keySet() : merged.kinds();
        return kinds.stream().map(SourceKind::word).collect(Collectors.joining("+"));
    }

    /// The file of each kind, of `.depth` the one whose book is shown.
    private Map<SourceKind, SourceFile> byKind() {
        var all = new EnumMap<>(files);
        depth.shown().ifPresent(file -> all.put(SourceKind.DEPTH, file));
        return all;
    }

    private Map<SourceKind, MarketState> said() {
        var said = new EnumMap<SourceKind, MarketState>(SourceKind.class);
        byKind().forEach((kind, file) -> said.put(kind, file.state()));
        MarketState dated = Precedence.main(said)
                .or(() -> Optional.of(SourceKind.DEPTH))
                .map(kind -> said.getOrDefault(kind, MarketState.EMPTY))
                .orElse(MarketState.EMPTY);
        get(SourceKind.DAILY)
                .map(DailyFile.class::cast)
                .flatMap(daily ->
                        tradeDate(dated).stream().mapToObj(daily::stateBefore).findFirst())
                .ifPresent(before -> said.put(SourceKind.DAILY, before));
        return said;
    }

    /// The trade date of a state; where it has none, that of its last record.
    private OptionalLong tradeDate(MarketState state) {
        if (state.has(Field.SESSION_DATE)) {
            return OptionalLong.of(state.value(Field.SESSION_DATE));
        }
        return state.has(Field.TS_EVENT)
                ? OptionalLong.of(tradeDates.of(state.value(Field.TS_EVENT)))
                : OptionalLong.empty();
    }
}
