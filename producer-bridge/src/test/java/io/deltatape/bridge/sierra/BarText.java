package io.deltatape.bridge.sierra;

import io.deltatape.contract.Price;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Writes exports of bars for tests in a seeded form: order and names of columns, delimiter, line ends, digits.
final class BarText {
    static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final long MINUTE_MS = 60_000;

    private final Random random;
    private final List<String> columns;
    private final String delimiter;
    private final String end;
    private long timeMs = Instant.parse("2026-03-05T12:00:00Z").toEpochMilli();

    BarText(Random random) {
        this.random = random;
        this.columns = new ArrayList<>(List.of(
                "Date",
                "TIME",
                "open",
                "High",
                "Low",
                random.nextBoolean() ? "Last" : "Close",
                "Volume",
                random.nextBoolean() ? "# of Trades" : "NumberOfTrades",
                random.nextBoolean() ? "Bid Volume" : "BidVolume",
                "AskVolume",
                "A Study",
                "HLC Avg"));
        Collections.shuffle(columns, random);
        this.delimiter = List.of(",", ", ", "\t").get(random.nextInt(3));
        this.end = random.nextBoolean() ? "\r\n" : "\n";
    }

    String header() {
        return String.join(delimiter, columns) + end;
    }

    /// The next bar, some minutes to half a day after the one before; now and then one that is out of order or bad.
    String bar() {
        timeMs += (1 + random.nextInt(random.nextInt(10) == 0 ? 700 : 5)) * MINUTE_MS;
        return barAt(random.nextInt(15) == 0 ? timeMs - random.nextInt(2_000) * MINUTE_MS : timeMs);
    }

    /// Another version of the bar last written.
    String sameBar() {
        return barAt(timeMs);
    }

    private String barAt(long ms) {
        LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(ms + random.nextInt(2) * 125L), ZONE);
        long low = (80_000 + random.nextInt(400)) * Price.ONE / 4;
        long size = random.nextInt(500);
        var values = new ArrayList<String>();
        for (String column : columns) {
            values.add(
                    switch (column) {
                        case "Date" -> local.getYear() + "/" + local.getMonthValue() + "/" + local.getDayOfMonth();
                        case "TIME" ->
                            local.truncatedTo(ChronoUnit.MILLIS).toLocalTime().toString()
                                    + (local.getSecond() + local.getNano() == 0 ? ":00" : "");
                        case "open", "Last", "Close" -> decimal(low + Price.ONE);
                        case "High" -> decimal(low + 2 * Price.ONE);
                        case "Low" -> random.nextInt(40) == 0 ? "0.00" : decimal(low);
                        case "Volume" -> Long.toString(2 * size);
                        case "BidVolume", "Bid Volume", "AskVolume" -> Long.toString(size);
                        case "# of Trades", "NumberOfTrades" -> Long.toString(1 + size / 3);
                        default -> "17.5";
                    });
        }
        return String.join(delimiter, values) + end;
    }

    private static String decimal(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e9);
    }
}
