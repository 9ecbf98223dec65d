package io.deltatape.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/// One session of a symbol: prices as float32, volume and open interest in contracts. Immutable.
public record DailyBar(LocalDate date, float open, float high, float low, float close, long volume, long openInterest) {
    static final String HEADER = "Date,  Open,  High,  Low,  Close,  Volume,  OpenInterest";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy/MM/dd");
    private static final int DECIMALS = 8;

    /// The row of a .dly file, without its end: `1993/01/29, 43.96875000, …, 1003200, 0`.
    String row() {
        return String.join(
                ", ",
                DATE.format(date),
                price(open),
                price(high),
                price(low),
                price(close),
                Long.toString(volume),
                Long.toString(openInterest));
    }

    /// The exact value of the float, rounded: 642.2 stands as 642.20001221, as in real files.
    private static String price(float value) {
        return new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
    }
}
