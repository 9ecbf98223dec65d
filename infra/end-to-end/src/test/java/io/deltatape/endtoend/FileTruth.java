package io.deltatape.endtoend;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What a .scid file says of its last session, computed the plain way and by nothing that the system uses: the oracle.
///
/// Tick records only. Values are as REST names and writes them.
final class FileTruth {
    private static final int HEADER_BYTES = 56;
    private static final int RECORD_BYTES = 40;
    private static final long SIERRA_EPOCH_US = 2_209_161_600_000_000L;

    private FileTruth() {}

    static long records(Path file) throws IOException {
        return (Files.size(file) - HEADER_BYTES) / RECORD_BYTES;
    }

    /// The session's figures, without those of the last trade alone: long name to value, as text.
    static Map<String, String> lastSession(Path file) throws IOException {
        Map<String, String> truth = lastState(file);
        truth.keySet()
                .retainAll(Set.of("last_price", "open", "high", "low", "volume", "trades", "ts_event", "session_date"));
        return truth;
    }

    /// Everything that is known after the last record, each field that has a value: long name to value, as text.
    static Map<String, String> lastState(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        LocalDate date = LocalDate.EPOCH;
        BigDecimal open = BigDecimal.ZERO;
        BigDecimal high = BigDecimal.ZERO;
        BigDecimal low = BigDecimal.ZERO;
        BigDecimal last = BigDecimal.ZERO;
        BigDecimal previousClose = BigDecimal.ZERO;
        BigDecimal turnover = BigDecimal.ZERO;
        int digits = 0;
        long volume = 0;
        long bidVolume = 0;
        long askVolume = 0;
        long trades = 0;
        int at = HEADER_BYTES;
        for (; at + RECORD_BYTES <= bytes.limit(); at += RECORD_BYTES) {
            LocalDate tradeDate = tradeDate(us(bytes, at));
            BigDecimal price = price(bytes, at + 20);
            if (!tradeDate.equals(date)) {
                previousClose = last;
                date = tradeDate;
                open = price;
                high = price;
                low = price;
                turnover = BigDecimal.ZERO;
                digits = 0;
                volume = 0;
                bidVolume = 0;
                askVolume = 0;
                trades = 0;
            }
            last = price;
            high = high.max(last);
            low = low.min(last);
            digits = Math.max(digits, last.scale());
            turnover = turnover.add(last.multiply(BigDecimal.valueOf(bytes.getInt(at + 28))));
            volume += bytes.getInt(at + 28);
            bidVolume += bytes.getInt(at + 32);
            askVolume += bytes.getInt(at + 36);
            trades++;
        }
        int lastAt = at - RECORD_BYTES;
        var truth = new LinkedHashMap<String, String>();
        truth.put("last_price", text(last));
        truth.put("last_size", Integer.toString(bytes.getInt(lastAt + 28)));
        truth.put("last_side", bytes.getInt(lastAt + 36) > 0 ? "B" : "S");
        putPrice(truth, "ask", price(bytes, lastAt + 12));
        putPrice(truth, "bid", price(bytes, lastAt + 16));
        truth.put("open", text(open));
        truth.put("high", text(high));
        truth.put("low", text(low));
        putPrice(truth, "prev_close", previousClose);
        truth.put("volume", Long.toString(volume));
        truth.put("bid_volume", Long.toString(bidVolume));
        truth.put("ask_volume", Long.toString(askVolume));
        truth.put("trades", Long.toString(trades));
        truth.put("vwap", text(turnover.divide(BigDecimal.valueOf(volume), digits + 2, RoundingMode.HALF_EVEN)));
        truth.put("ts_event", Long.toString(us(bytes, lastAt)));
        truth.put("session_date", date.toString());
        return truth;
    }

    private static long us(ByteBuffer bytes, int at) {
        return bytes.getLong(at) - SIERRA_EPOCH_US;
    }

    private static BigDecimal price(ByteBuffer bytes, int at) {
        BigDecimal price = new BigDecimal(Float.toString(bytes.getFloat(at))).stripTrailingZeros();
        return price.scale() < 0 ? price.setScale(0) : price;
    }

    private static void putPrice(Map<String, String> truth, String name, BigDecimal price) {
        if (price.signum() != 0) {
            truth.put(name, text(price));
        }
    }

    private static LocalDate tradeDate(long us) {
        return Instant.EPOCH
                .plus(us, ChronoUnit.MICROS)
                .atZone(ZoneId.of("America/Chicago"))
                .toLocalDateTime()
                .plusHours(7)
                .toLocalDate();
    }

    private static String text(BigDecimal price) {
        return price.signum() == 0 ? "0" : price.stripTrailingZeros().toPlainString();
    }
}
