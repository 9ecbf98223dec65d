package io.deltatape.bridge;

import io.deltatape.bridge.market.Precedence;
import io.deltatape.bridge.market.SourceKind;
import io.deltatape.bridge.market.TradeTape;
import io.deltatape.bridge.publish.Draft;
import io.deltatape.bridge.publish.ResumePoints;
import io.deltatape.bridge.sierra.DailyFile;
import io.deltatape.bridge.sierra.DepthFile;
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
import java.util.Set;
import java.util.stream.Collectors;

/// The files that speak of one symbol, and what they say together. Owned by the market thread.
///
/// Nothing is said before every file known has been looked at once, so the order of looking tells nothing. What Kafka
/// holds of a bridge before this one stays until the files come to a price again, or prove to be others.
final class SymbolSources {
    private final Symbol symbol;
    private final Map<SourceKind, SourceFile> files = new EnumMap<>(SourceKind.class);
    private final DepthDays depth = new DepthDays();
    private final Set<SourceFile> unseen = new HashSet<>();
    /// Whether Kafka holds a snapshot of a bridge before this one, whether it has a price, and its generation.
    private final boolean isResumed;
    private final boolean hadPrice;
    private final long generationBefore;
    /// Whether something new has been read since the last draft.
    private boolean isNew;
    private boolean isPublished;

    SymbolSources(Symbol symbol, ResumePoints resumePoints) {
        this.symbol = symbol;
        Optional<Snapshot> last = resumePoints.of(symbol);
        this.isResumed = last.isPresent();
        this.hadPrice =
                last.map(snapshot -> snapshot.state().has(Field.LAST_PRICE)).orElse(false);
        this.generationBefore = last.map(Snapshot::generation).orElse(1L);
    }

    Symbol symbol() {
        return symbol;
    }

    /// Takes a file in, the only one of its kind.
    void put(SourceKind kind, SourceFile file) {
        files.put(kind, file);
        unseen.add(file);
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

    /// Notes that a file was looked at, and whether something was new; gives the file that is no longer needed.
    Optional<DepthFile> looked(SourceFile file, boolean hasNews) {
        unseen.remove(file);
        isNew |= hasNews;
        return forgotten(depth.settle());
    }

    private Optional<DepthFile> forgotten(Optional<DepthFile> file) {
        file.ifPresent(unseen::remove);
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
        Map<SourceKind, MarketState> said = said();
        MarketState state = Precedence.merge(said);
        long generation =
                Math.max(generationBefore, scid().map(ScidFile::generation).orElse(0L));
        if (!isPublished && !mayBegin(state, generation > generationBefore)) {
            return Optional.empty();
        }
        isPublished = true;
        isNew = false;
        FileCursor cursor = scid().map(ScidFile::cursor).orElse(FileCursor.NONE);
        return Optional.of(new Draft(symbol, generation, source(said), seenUs, cursor, state));
    }

    /// Whether the first state of this bridge is one to publish, though another may be there.
    private boolean mayBegin(MarketState state, boolean isAnother) {
        boolean hasSomething = isResumed || !state.equals(MarketState.EMPTY);
        return isAnother || (hasSomething && (state.has(Field.LAST_PRICE) || !hadPrice));
    }

    /// The kinds of file that a state is made of.
    private static String source(Map<SourceKind, MarketState> said) {
        return said.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(MarketState.EMPTY))
                .map(entry -> entry.getKey().word())
                .collect(Collectors.joining("+"));
    }

    private Map<SourceKind, MarketState> said() {
        var said = new EnumMap<SourceKind, MarketState>(SourceKind.class);
        files.forEach((kind, file) -> said.put(kind, file.state()));
        said.put(SourceKind.DEPTH, depth.state());
        MarketState main = Precedence.main(said);
        if (main.has(Field.SESSION_DATE)) {
            long sessionDay = main.value(Field.SESSION_DATE);
            get(SourceKind.DAILY)
                    .map(DailyFile.class::cast)
                    .ifPresent(daily -> said.put(SourceKind.DAILY, daily.stateBefore(sessionDay)));
        }
        return said;
    }
}
