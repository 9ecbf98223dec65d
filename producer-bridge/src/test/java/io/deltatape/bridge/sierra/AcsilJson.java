package io.deltatape.bridge.sierra;

import java.util.Locale;
import java.util.Random;

/// Writes JSON snapshots for tests, member by member as the three studies do: fixed six decimals of widened floats.
public record AcsilJson(String symbol, long timeUs, float price, float bid, float ask, int volume) {
    public static AcsilJson of(long timeUs, float price) {
        return new AcsilJson("NQZ26-CME", timeUs, price, price - 0.25f, price + 0.25f, 137);
    }

    static AcsilJson random(Random random, long timeUs) {
        float price = 20_000 + random.nextInt(4_000) / 4f;
        return new AcsilJson("NQZ26-CME", timeUs, price, price - 0.25f, price + 0.25f, random.nextInt(5_000));
    }

    private static String decimal(float value) {
        return String.format(Locale.ROOT, "%.6f", (double) value);
    }

    public String v2() {
        return """
                {
                  "symbol": "%s",
                  "timestamp": %d,
                  "price": %s,
                  "open": %s,
                  "high": %s,
                  "low": %s,
                  "volume": %d,
                  "bid": %s,
                  "ask": %s,
                  "bid_size": 68,
                  "ask_size": 69,
                  "last_size": %d,
                  "vwap": %s,
                  "trades": 1,
                  "source": "sierra_chart_acsil_v2",
                  "market_depth_available": false
                }
                """.formatted(
                        symbol,
                        timeUs / 1_000_000,
                        decimal(price),
                        decimal(price - 1),
                        decimal(price + 2),
                        decimal(price - 3),
                        volume,
                        decimal(bid),
                        decimal(ask),
                        volume,
                        decimal(price - 0.1f));
    }

    public String v3(String source) {
        return """
                {
                  "symbol": "%s",
                  "timestamp": %d,
                  "timestamp_us": %d,
                  "price": %s,
                  "open": %s,
                  "high": %s,
                  "low": %s,
                  "volume": %d,
                  "total_volume": 4294967295,
                  "bid": %s,
                  "ask": %s,
                  "bid_size": 54,
                  "ask_size": 82,
                  "last_size": %d,
                  "vwap": %s,
                  "trades": 60123,
                  "trade_side": "B",
                  "sequence": 65535,
                  "precision": "microsecond",
                  "source": "%s",
                  "market_depth_available": true,
                  "buffer_size": 20000,
                  "sequence_counter": 65535
                }
                """.formatted(
                        AcsilFile.clean(symbol),
                        timeUs / 1_000_000,
                        timeUs,
                        decimal(price),
                        decimal(price - 1),
                        decimal(price + 2),
                        decimal(price - 3),
                        volume,
                        decimal(bid),
                        decimal(ask),
                        volume,
                        decimal(price - 0.1f),
                        source);
    }

    String v3Fixed() {
        return """
                {
                  "symbol": "%s",
                  "last_price": %s,
                  "bid": %s,
                  "ask": %s,
                  "volume": %d,
                  "timestamp": "2037-05-05T23:59:59.123456Z",
                  "high": %s,
                  "low": %s,
                  "open": %s,
                  "side": "S",
                  "bid_size": 54,
                  "ask_size": 82,
                  "total_volume": 4294967295,
                  "trade_count": 60123,
                  "vwap": %s,
                  "sequence": 65535,
                  "timestamp_us": %d,
                  "precision": "microsecond",
                  "source": "sierra_chart_acsil_v3_fixed",
                  "version": "3.1.0_fixed"
                }
                """.formatted(
                        AcsilFile.clean(symbol),
                        decimal(price),
                        decimal(bid),
                        decimal(ask),
                        volume,
                        decimal(price + 2),
                        decimal(price - 3),
                        decimal(price - 1),
                        decimal(price - 0.1f),
                        timeUs);
    }
}
