package io.deltatape.contract;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.SplittableRandom;

/// Instruments of every shape, from a seed.
public final class RandomInstruments {
    private static final List<String> SYMBOLS =
            List.of("NQU25-CME", "VIX_CGI", "NQ.c.0", "F.US.ENQM25", "BTCUSDT_PERP_BINANCE", "Ä b");
    private static final List<String> TEXTS =
            List.of("", "cme", "E-mini \"S&P\" 500, \\ and more", "Zürich ✓", "America/Chicago@17:00", "x".repeat(128));

    private final SplittableRandom random;

    public RandomInstruments(long seed) {
        random = new SplittableRandom(seed);
    }

    public Instrument next() {
        var symbol = new Symbol(pick(SYMBOLS));
        return new Instrument(
                symbol,
                random.nextBoolean() ? symbol : new Symbol(pick(SYMBOLS)),
                pick(TEXTS),
                quotation(),
                pick(TEXTS),
                delivery(),
                pick(TEXTS));
    }

    private Quotation quotation() {
        int digits = random.nextInt(-1, Price.DIGITS_MAX + 1);
        return new Quotation(amount(), digits, amount(), pick(TEXTS));
    }

    private long amount() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE;
            case 2 -> random.nextLong(1, 100) * Price.unit(random.nextInt(Price.DIGITS_MAX + 1));
            default -> random.nextLong(1, Long.MAX_VALUE);
        };
    }

    private Delivery delivery() {
        if (random.nextInt(3) == 0) {
            return Delivery.NONE;
        }
        String root = TEXTS.get(random.nextInt(1, TEXTS.size()));
        var month = YearMonth.of(random.nextInt(1, 10_000), random.nextInt(1, 13));
        return new Delivery.Contract(root, month, date(), date());
    }

    private LocalDate date() {
        return random.nextInt(3) == 0
                ? Delivery.UNKNOWN_DATE
                : LocalDate.ofEpochDay(random.nextLong(-1_000_000, 10_000_000));
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
