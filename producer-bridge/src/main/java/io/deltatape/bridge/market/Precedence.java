package io.deltatape.bridge.market;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rule that makes one state of what several files say of a symbol.
///
/// 1. Last trade and session figures come from one file only, never mixed, the main one: `.scid`, else a text export,
///    else ACSIL's JSON. An export that is more than [#EXPORT_BEHIND_US] behind the JSON was made once and is passed
///    over.
/// 2. The book, and bid and ask with their sizes, come from `.depth`, unless it has fallen behind the file of rule 1 by
///    more than [#BOOK_BEHIND_US]: then there is no book, and bid and ask are that file's.
/// 3. The close before and the open interest come from the daily file where it has them: a daily file knows the
///    settlement, a file of trades only the last price.
/// 4. The event time is the latest of those that contribute. Immutable.
public final class Precedence {
    /// What the files of a symbol say together, and the kinds of those that contribute, in their order. Immutable.
    public record Merged(MarketState state, Set<SourceKind> kinds) {
        public Merged {
            var ordered = EnumSet.noneOf(SourceKind.class);
            ordered.addAll(kinds);
            kinds = Collections.unmodifiableSet(ordered);
        }

        /// The kind of the main file, if one contributes.
        public Optional<SourceKind> main() {
            return kinds.stream().filter(Precedence::isMain).findFirst();
        }
    }

    /// A minute: a book older than that is no longer shown beside newer trades.
    static final long BOOK_BEHIND_US = 60_000_000;
    /// A week: more than a chart's export is behind over holidays.
    static final long EXPORT_BEHIND_US = 7L * 86_400 * 1_000_000;

    private static final List<SourceKind> MAIN = List.of(SourceKind.SCID, SourceKind.BARS, SourceKind.ACSIL);
    private static final List<Field> BOOK =
            List.of(Field.BIDS, Field.ASKS, Field.BID, Field.ASK, Field.BID_SIZE, Field.ASK_SIZE);
    private static final List<Field> DAILY = List.of(Field.PREV_CLOSE, Field.OPEN_INTEREST);

    private Precedence() {}

    /// Whether last trade and session figures may come from a kind of file.
    public static boolean isMain(SourceKind kind) {
        return MAIN.contains(kind);
    }

    /// The state of a symbol by what its files say; one that says nothing may be missing in `said`.
    public static Merged merge(Map<SourceKind, MarketState> said) {
        Optional<SourceKind> mainKind = main(said);
        MarketState main = mainKind.map(kind -> of(kind, said)).orElse(MarketState.EMPTY);
        MarketState depth = of(SourceKind.DEPTH, said);
        MarketState daily = of(SourceKind.DAILY, said);
        var kinds = EnumSet.noneOf(SourceKind.class);
        mainKind.ifPresent(kinds::add);
        boolean hasBook = !depth.equals(MarketState.EMPTY) && timeUs(depth) >= timeUs(main) - BOOK_BEHIND_US;
        if (!hasBook && daily.equals(MarketState.EMPTY)) {
            return new Merged(main, kinds);
        }
        var merged = MarketState.builder();
        for (Field field : Field.values()) {
            merged.take(field, main);
        }
        if (hasBook) {
            kinds.add(SourceKind.DEPTH);
            BOOK.forEach(field -> merged.take(field, depth));
            merged.set(Field.TS_EVENT, Math.max(timeUs(main), timeUs(depth)));
        }
        if (!daily.equals(MarketState.EMPTY)) {
            kinds.add(SourceKind.DAILY);
            DAILY.stream().filter(daily::has).forEach(field -> merged.take(field, daily));
        }
        return new Merged(merged.build(), kinds);
    }

    /// The kind of the file that last trade and session figures come from, if there is one.
    public static Optional<SourceKind> main(Map<SourceKind, MarketState> said) {
        Optional<SourceKind> first = MAIN.stream()
                .filter(kind -> !of(kind, said).equals(MarketState.EMPTY))
                .findFirst();
        boolean isPassedOver = first.equals(Optional.of(SourceKind.BARS))
                && timeUs(of(SourceKind.ACSIL, said)) - timeUs(of(SourceKind.BARS, said)) > EXPORT_BEHIND_US;
        return isPassedOver ? Optional.of(SourceKind.ACSIL) : first;
    }

    private static MarketState of(SourceKind kind, Map<SourceKind, MarketState> said) {
        return said.getOrDefault(kind, MarketState.EMPTY);
    }

    private static long timeUs(MarketState state) {
        return state.has(Field.TS_EVENT) ? state.value(Field.TS_EVENT) : 0;
    }
}
