package io.deltatape.bridge.sierra;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/// Checks the rows of a bar export and is itself the [MarketRecord] last decoded.
///
/// A row of one trade with an Open of 0 is a tick as in a .scid file: High is the ask, Low the bid. Not thread-safe.
final class BarDecoder extends DecodedRecord {
    private final BarColumns columns;
    private final ChartClock clock;
    private final TextNumbers numbers;
    private final LongSupplier latestUs;

    private String flaw = "";

    /// `latestUs` gives the time, in microseconds since 1970, behind which a bar's time cannot be one.
    BarDecoder(BarColumns columns, ZoneId chartZone, BigDecimal multiplier, LongSupplier latestUs) {
        this.columns = columns;
        this.clock = new ChartClock(chartZone);
        this.numbers = new TextNumbers(multiplier);
        this.latestUs = latestUs;
    }

    /// Answers whether the row is good; otherwise [#flaw] says why not.
    boolean decode(DelimitedText row) {
        timeUs = clock.timeUs(row.value(columns.date()), row.value(columns.time()));
        close = numbers.price(row.value(columns.last()));
        high = numbers.price(row.value(columns.high()));
        low = numbers.price(row.value(columns.low()));
        open = numbers.price(row.value(columns.open()));
        volume = count(row, columns.volume());
        trades = count(row, columns.trades());
        bidVolume = count(row, columns.bidVolume());
        askVolume = count(row, columns.askVolume());
        kind = trades == 1 && TextNumbers.isZero(row.value(columns.open())) ? Kind.TICK : Kind.BAR;
        ask = kind == Kind.TICK ? high : ABSENT;
        bid = kind == Kind.TICK ? low : ABSENT;
        if (kind == Kind.TICK) {
            open = close;
            high = close;
            low = close;
        }
        flaw = findFlaw();
        return flaw.isEmpty();
    }

    /// A column that the export does not have counts nothing.
    private static long count(DelimitedText row, int column) {
        return column < 0 ? 0 : TextNumbers.count(row.value(column));
    }

    private String findFlaw() {
        if (timeUs < 0 || timeUs > latestUs.getAsLong()) {
            return "expected a date as 2026/1/30, from 1970 on and not far ahead, and a time as 17:00:00";
        }
        if (open == ABSENT || high == ABSENT || low == ABSENT || close == ABSENT) {
            return "expected prices other than 0 and up to 9 billion";
        }
        boolean areCounts = volume >= 0 && trades >= 0 && bidVolume >= 0 && askVolume >= 0;
        return areCounts ? "" : "expected whole numbers as volumes and trades";
    }

    /// What is wrong with the row last decoded; empty if nothing is.
    String flaw() {
        return flaw;
    }

    /// Forgets the row before: the next one decoded need not follow it.
    void beginAnew() {
        clock.beginAnew();
    }
}
