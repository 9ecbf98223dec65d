package io.deltatape.simulator;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Keeps a symbol's .dly file while its market runs: in a new file a made-up history that leads to the first price,
/// then a row for each session that has ended. Sessions are those of CME's index futures: the trade date is the date
/// in Chicago seven hours later. Owned by one thread.
final class DailyFeed implements CompanionFile {
    private static final int HISTORY_DAYS = 250;
    private static final ZoneId EXCHANGE = ZoneId.of("America/Chicago");
    private static final Duration EVENING = Duration.ofHours(7);
    private static final double DAILY_MOVE = 0.01;
    private static final double TICK = 0.25;
    private static final int VOLUME_MEAN = 400_000;
    private static final int OPEN_INTEREST_MAX = 300_000;

    private final DailyWriter writer;
    private final RandomGenerator random;
    private @Nullable DailyBar session;

    DailyFeed(DailyWriter writer, RandomGenerator random) {
        this.writer = writer;
        this.random = random;
    }

    @Override
    public void take(SimulatedRecord record) throws IOException {
        if (record.isQuote()) {
            return;
        }
        LocalDate date = LocalDate.ofInstant(record.time().plus(EVENING), EXCHANGE);
        DailyBar current = session;
        if (current == null && writer.isNew()) {
            for (DailyBar past : history(date, record.close())) {
                writer.append(past);
            }
        }
        if (current != null && date.isAfter(current.date())) {
            writer.append(current);
            current = null;
        }
        session = current == null ? first(date, record) : grown(current, record);
    }

    @Override
    public void flush() {
        // A row is written when its session has ended.
    }

    @Override
    public boolean holdsBytes() {
        return false;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private DailyBar first(LocalDate date, SimulatedRecord r) {
        return new DailyBar(
                date, r.close(), r.close(), r.close(), r.close(), r.totalVolume(), random.nextInt(OPEN_INTEREST_MAX));
    }

    private static DailyBar grown(DailyBar bar, SimulatedRecord r) {
        return new DailyBar(
                bar.date(),
                bar.open(),
                Math.max(bar.high(), r.close()),
                Math.min(bar.low(), r.close()),
                r.close(),
                bar.volume() + r.totalVolume(),
                bar.openInterest());
    }

    /// Weekdays before a date, walked backward from a price.
    private List<DailyBar> history(LocalDate before, float price) {
        List<DailyBar> days = new ArrayList<>();
        double close = price;
        for (LocalDate date = before.minusDays(1); days.size() < HISTORY_DAYS; date = date.minusDays(1)) {
            if (date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY) {
                continue;
            }
            double open = close * (1 + DAILY_MOVE * random.nextGaussian());
            double reach = close * DAILY_MOVE * random.nextDouble();
            days.addFirst(new DailyBar(
                    date,
                    onGrid(open),
                    onGrid(Math.max(open, close) + reach),
                    onGrid(Math.min(open, close) - reach),
                    onGrid(close),
                    1 + (long) (random.nextExponential() * VOLUME_MEAN),
                    random.nextInt(OPEN_INTEREST_MAX)));
            close = open;
        }
        return days;
    }

    private static float onGrid(double price) {
        return (float) (Math.round(price / TICK) * TICK);
    }
}
