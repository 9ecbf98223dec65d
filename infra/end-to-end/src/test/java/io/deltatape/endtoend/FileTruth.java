package io.deltatape.endtoend;

import java.io.IOException;
import java.math.BigDecimal;
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

    /// Long name to value, as text.
    static Map<String, String> lastSession(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        LocalDate date = LocalDate.EPOCH;
        BigDecimal open = BigDecimal.ZERO;
        BigDecimal high = BigDecimal.ZERO;
        BigDecimal low = BigDecimal.ZERO;
        BigDecimal last = BigDecimal.ZERO;
        long volume = 0;
        long trades = 0;
        long us = 0;
        for (int at = HEADER_BYTES; at + RECORD_BYTES <= bytes.limit(); at += RECORD_BYTES) {
            us = bytes.getLong(at) - SIERRA_EPOCH_US;
            LocalDate tradeDate = tradeDate(us);
            last = new BigDecimal(Float.toString(bytes.getFloat(at + 20)));
            if (!tradeDate.equals(date)) {
                date = tradeDate;
                open = last;
                high = last;
                low = last;
                volume = 0;
                trades = 0;
            }
            high = high.max(last);
            low = low.min(last);
            volume += bytes.getInt(at + 28);
            trades++;
        }
        var truth = new LinkedHashMap<String, String>();
        truth.put("last_price", text(last));
        truth.put("open", text(open));
        truth.put("high", text(high));
        truth.put("low", text(low));
        truth.put("volume", Long.toString(volume));
        truth.put("trades", Long.toString(trades));
        truth.put("ts_event", Long.toString(us));
        truth.put("session_date", date.toString());
        return truth;
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
