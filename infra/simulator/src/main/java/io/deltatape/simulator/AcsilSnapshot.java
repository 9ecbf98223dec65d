package io.deltatape.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// What one export of the ACSIL study says. Prices are float32, counts are contracts or trades, `unixUs` is in µs
/// since 1970. Several values are invented by the study: see [AcsilGlobals]. Immutable.
///
/// Source: the field lists in the project's description of the files, from the studies of the system that this one
/// replaces.
public record AcsilSnapshot(
        long unixUs,
        float price,
        float open,
        float high,
        float low,
        long volume,
        long totalVolume,
        float bid,
        float ask,
        long bidSize,
        long askSize,
        float vwap,
        long trades,
        char side,
        int sequence) {

    private static final int US_PER_SECOND = 1_000_000;
    private static final int DECIMALS = 6;
    private static final int BUFFER_SIZE = 20_000;
    private static final int SEQUENCE_MASK = 0xFFFF;

    /// The file's text, its lines ended as a program in Windows' text mode ends them.
    String json(AcsilForm form, String symbol) {
        return switch (form) {
            case V2 -> v2(symbol);
            case V3 -> v3(AcsilForm.cleaned(symbol));
            case V3_FIXED -> v3Fixed(AcsilForm.cleaned(symbol));
        };
    }

    private String v2(String symbol) {
        return new Fields()
                .text("symbol", symbol)
                .number("timestamp", unixUs / US_PER_SECOND)
                .price("price", price)
                .price("open", open)
                .price("high", high)
                .price("low", low)
                .number("volume", volume)
                .price("bid", bid)
                .price("ask", ask)
                .number("bid_size", bidSize)
                .number("ask_size", askSize)
                .number("last_size", volume)
                .price("vwap", vwap)
                .number("trades", trades)
                .text("source", "sierra_chart_acsil_v2")
                .literal("market_depth_available", "false")
                .end();
    }

    private String v3(String cleaned) {
        return new Fields()
                .text("symbol", cleaned)
                .number("timestamp", unixUs / US_PER_SECOND)
                .number("timestamp_us", unixUs)
                .price("price", price)
                .price("open", open)
                .price("high", high)
                .price("low", low)
                .number("volume", volume)
                .number("total_volume", totalVolume)
                .price("bid", bid)
                .price("ask", ask)
                .number("bid_size", bidSize)
                .number("ask_size", askSize)
                .number("last_size", volume)
                .price("vwap", vwap)
                .number("trades", trades)
                .text("trade_side", String.valueOf(side))
                .number("sequence", sequence)
                .text("precision", "microsecond")
                .text("source", "sierra_chart_acsil_v3_final")
                .literal("market_depth_available", "true")
                .number("buffer_size", BUFFER_SIZE)
                .number("sequence_counter", (sequence + 1) & SEQUENCE_MASK)
                .end();
    }

    private String v3Fixed(String cleaned) {
        return new Fields()
                .text("symbol", cleaned)
                .price("last_price", price)
                .price("bid", bid)
                .price("ask", ask)
                .number("volume", volume)
                .text("timestamp", wrongTime())
                .price("high", high)
                .price("low", low)
                .price("open", open)
                .text("side", String.valueOf(side))
                .number("bid_size", bidSize)
                .number("ask_size", askSize)
                .number("total_volume", totalVolume)
                .number("trade_count", trades)
                .price("vwap", vwap)
                .number("sequence", sequence)
                .number("timestamp_us", unixUs)
                .text("precision", "microsecond")
                .text("source", "sierra_chart_acsil_v3_fixed")
                .text("version", "3.1.0_fixed")
                .end();
    }

    /// The microseconds taken for seconds, hence a year of eight digits, and the rest without leading zeros.
    private String wrongTime() {
        LocalDateTime t = LocalDateTime.ofEpochSecond(unixUs, 0, ZoneOffset.UTC);
        return "%04d-%02d-%02dT%02d:%02d:%02d.%dZ"
                .formatted(
                        t.getYear(),
                        t.getMonthValue(),
                        t.getDayOfMonth(),
                        t.getHour(),
                        t.getMinute(),
                        t.getSecond(),
                        unixUs % US_PER_SECOND);
    }

    /// One field a line.
    private static final class Fields {
        private static final String LINE_END = "\r\n";

        private final StringBuilder text = new StringBuilder("{");
        private String separator = LINE_END;

        Fields text(String name, String value) {
            return literal(name, "\"" + value + "\"");
        }

        Fields number(String name, long value) {
            return literal(name, Long.toString(value));
        }

        Fields price(String name, float value) {
            BigDecimal exact = new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
            return literal(name, exact.toPlainString());
        }

        Fields literal(String name, String value) {
            text.append(separator).append("  \"").append(name).append("\": ").append(value);
            separator = "," + LINE_END;
            return this;
        }

        String end() {
            return text.append(LINE_END).append("}").append(LINE_END).toString();
        }
    }
}
