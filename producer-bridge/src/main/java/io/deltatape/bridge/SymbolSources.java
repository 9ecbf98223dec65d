package io.deltatape.bridge;

import io.deltatape.bridge.market.Precedence;
import io.deltatape.bridge.market.SourceKind;
import io.deltatape.bridge.market.TradeTape;
import io.deltatape.bridge.publish.Draft;
import io.deltatape.bridge.sierra.DailyFile;
import io.deltatape.bridge.sierra.ScidFile;
import io.deltatape.bridge.sierra.SourceFile;
import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Symbol;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The files that speak of one symbol, and what they say together. Owned by the market thread.
final class SymbolSources {
    private final Symbol symbol;
    private final Map<SourceKind, SourceFile> files = new EnumMap<>(SourceKind.class);
    /// Whether Kafka holds a snapshot of a bridge before this one.
    private final boolean isResumed;
    private boolean isPublished;
    /// The book of the day before, shown until the new day's file has one.
    private MarketState bookBefore = MarketState.EMPTY;

    SymbolSources(Symbol symbol, boolean isResumed) {
        this.symbol = symbol;
        this.isResumed = isResumed;
    }

    Symbol symbol() {
        return symbol;
    }

    /// Takes a file in; gives the one of its kind that it takes the place of.
    Optional<SourceFile> put(SourceKind kind, SourceFile file) {
        if (kind == SourceKind.DEPTH) {
            bookBefore = book();
        }
        return Optional.ofNullable(files.put(kind, file));
    }

    Optional<SourceFile> get(SourceKind kind) {
        return Optional.ofNullable(files.get(kind));
    }

    /// The trades of the symbol's .scid file.
    Optional<TradeTape> trades() {
        return scid().map(ScidFile::trades);
    }

    private Optional<ScidFile> scid() {
        return get(SourceKind.SCID).map(ScidFile.class::cast);
    }

    /// What to publish now, after a file had something new or was read for the first time.
    Optional<Draft> draft(boolean isNew, long seenUs) {
        MarketState state = state();
        long generation = scid().map(ScidFile::generation).orElse(1L);
        boolean hasSomething = !state.equals(MarketState.EMPTY) || isResumed || generation > 1;
        if (!hasSomething || (isPublished && !isNew)) {
            return Optional.empty();
        }
        isPublished = true;
        FileCursor cursor = scid().map(ScidFile::cursor).orElse(FileCursor.NONE);
        return Optional.of(new Draft(symbol, generation, source(), seenUs, cursor, state));
    }

    private String source() {
        return files.keySet().stream().map(SourceKind::word).collect(Collectors.joining("+"));
    }

    private MarketState state() {
        var said = new EnumMap<SourceKind, MarketState>(SourceKind.class);
        files.forEach((kind, file) -> said.put(kind, file.state()));
        said.put(SourceKind.DEPTH, book());
        MarketState main = Precedence.main(said);
        if (main.has(Field.SESSION_DATE)) {
            long sessionDay = main.value(Field.SESSION_DATE);
            get(SourceKind.DAILY)
                    .map(DailyFile.class::cast)
                    .ifPresent(daily -> said.put(SourceKind.DAILY, daily.stateBefore(sessionDay)));
        }
        return Precedence.merge(said);
    }

    private MarketState book() {
        MarketState book = get(SourceKind.DEPTH).map(SourceFile::state).orElse(MarketState.EMPTY);
        return book.equals(MarketState.EMPTY) ? bookBefore : book;
    }
}
