package io.deltatape.bridge.market;

/// Gives moments their trade date by a [SessionRule].
///
/// The bounds of the last session asked for are kept, so that a record costs two comparisons. Not thread-safe.
public final class TradeDates {
    /// No trade date: below all others.
    public static final long NONE = Long.MIN_VALUE;

    private final SessionRule rule;
    private long startUs = 1;
    private long endUs;
    private long epochDay;

    /// By the rule of CME Globex.
    public TradeDates() {
        this(SessionRule.CME);
    }

    public TradeDates(SessionRule rule) {
        this.rule = rule;
    }

    /// The trade date, in days since 1970-01-01, of a moment in microseconds since 1970.
    public long of(long timeUs) {
        if (timeUs < startUs || timeUs >= endUs) {
            find(timeUs);
        }
        return epochDay;
    }

    /// When the session of the moment last asked for begins, in microseconds since 1970.
    public long startUs() {
        return startUs;
    }

    private void find(long timeUs) {
        SessionRule.Bounds session = rule.session(timeUs);
        startUs = session.startUs();
        endUs = session.endUs();
        epochDay = session.tradeDate().toEpochDay();
    }
}
