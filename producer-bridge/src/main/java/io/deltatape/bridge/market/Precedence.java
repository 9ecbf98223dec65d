package io.deltatape.bridge.market;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.util.List;
import java.util.Map;

/// The rule that makes one state of what several files say of a symbol.
///
/// 1. Last trade and session figures come from one file only, never mixed: `.scid`, else a text export, else ACSIL's
/// JSON.
/// 2. The book, and bid and ask with their sizes, come from `.depth`, unless it has fallen behind the file of rule 1 by
///    more than [#BOOK_BEHIND_US]: then there is no book, and bid and ask are that file's.
/// 3. The close before and the open interest come from the daily file where it has them: a daily file knows the
///    settlement, a file of trades only the last price.
/// 4. The event time is the latest of those that contribute. Immutable.
public final class Precedence {
    /// A minute: a book older than that is no longer shown beside newer trades.
    static final long BOOK_BEHIND_US = 60_000_000;

    private static final List<SourceKind> MAIN = List.of(SourceKind.SCID, SourceKind.BARS, SourceKind.ACSIL);
    private static final List<Field> BOOK =
            List.of(Field.BIDS, Field.ASKS, Field.BID, Field.ASK, Field.BID_SIZE, Field.ASK_SIZE);
    private static final List<Field> DAILY = List.of(Field.PREV_CLOSE, Field.OPEN_INTEREST);

    private Precedence() {}

    /// The state of a symbol by what its files say; `said` holds only those that say something.
    public static MarketState merge(Map<SourceKind, MarketState> said) {
        MarketState main = main(said);
        MarketState depth = said.getOrDefault(SourceKind.DEPTH, MarketState.EMPTY);
        MarketState daily = said.getOrDefault(SourceKind.DAILY, MarketState.EMPTY);
        boolean hasBook = !depth.equals(MarketState.EMPTY) && timeUs(depth) >= timeUs(main) - BOOK_BEHIND_US;
        if (!hasBook && daily.equals(MarketState.EMPTY)) {
            return main;
        }
        var merged = MarketState.builder();
        for (Field field : Field.values()) {
            merged.take(field, main);
        }
        if (hasBook) {
            BOOK.forEach(field -> merged.take(field, depth));
            merged.set(Field.TS_EVENT, Math.max(timeUs(main), timeUs(depth)));
        }
        DAILY.stream().filter(daily::has).forEach(field -> merged.take(field, daily));
        return merged.build();
    }

    /// What the file says that last trade and session figures come from; the empty state if there is none.
    public static MarketState main(Map<SourceKind, MarketState> said) {
        return MAIN.stream()
                .map(kind -> said.getOrDefault(kind, MarketState.EMPTY))
                .filter(state -> !state.equals(MarketState.EMPTY))
                .findFirst()
                .orElse(MarketState.EMPTY);
    }

    private static long timeUs(MarketState state) {
        return state.has(Field.TS_EVENT) ? state.value(Field.TS_EVENT) : 0;
    }
}
