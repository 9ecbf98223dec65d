package io.deltatape.simulator;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A made-up market without end: a fixed rate of records in all, dealt to the symbols in turn, so that each has
/// an even share at an even pace. Seed, symbols, rate and start decide every byte. Unless [#withQuotes] says
/// otherwise each record is a trade.
public final class RandomMarket implements RecordSource {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int SYMBOLS_MAX = 10_000;

    /// Front months of November 2026 with prices that they could have.
    private static final List<Instrument> KNOWN = List.of(
            new Instrument("NQZ26-CME", 25_350),
            new Instrument("ESZ26-CME", 6_820),
            new Instrument("YMZ26-CBOT", 47_400),
            new Instrument("RTYZ26-CME", 2_480),
            new Instrument("MNQZ26-CME", 25_350),
            new Instrument("MESZ26-CME", 6_820),
            new Instrument("CLF27-NYMEX", 64),
            new Instrument("GCG27-COMEX", 4_120),
            new Instrument("ZNH27-CBOT", 112),
            new Instrument("ZCH27-CBOT", 438));

    private final List<Instrument> instruments;
    private final double recordsPerSecond;
    private final long seed;
    private final double quoteShare;
    private final @Nullable Instant start;

    /// A market of `symbols` symbols, 1 to 10,000, that begins when its run does.
    public RandomMarket(int symbols, double recordsPerSecond, long seed) {
        this(instruments(symbols), recordsPerSecond, seed, 0, null);
    }

    private RandomMarket(
            List<Instrument> instruments,
            double recordsPerSecond,
            long seed,
            double quoteShare,
            @Nullable Instant start) {
        if (!(recordsPerSecond > 0) || recordsPerSecond > NANOS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "rate is %s records/s, expected more than 0, at most 1e9".formatted(recordsPerSecond));
        }
        if (!(quoteShare >= 0 && quoteShare < 1)) {
            throw new IllegalArgumentException("share of quotes is %s, expected 0 to below 1".formatted(quoteShare));
        }
        this.instruments = instruments;
        this.recordsPerSecond = recordsPerSecond;
        this.seed = seed;
        this.quoteShare = quoteShare;
        this.start = start;
    }

    /// The same market with this share of its records, 0 to below 1, changing the quote only.
    public RandomMarket withQuotes(double share) {
        return new RandomMarket(instruments, recordsPerSecond, seed, share, start);
    }

    /// The same market with records from this time on, whenever it is run.
    public RandomMarket startingAt(Instant time) {
        return new RandomMarket(instruments, recordsPerSecond, seed, quoteShare, time);
    }

    @Override
    public List<String> symbols() {
        return instruments.stream().map(Instrument::symbol).toList();
    }

    @Override
    public Iterator<Scheduled> begin(Instant now) {
        return new Records(SimulatedRecord.sierraUs(start == null ? now : start));
    }

    private static List<Instrument> instruments(int symbols) {
        if (symbols < 1 || symbols > SYMBOLS_MAX) {
            throw new IllegalArgumentException("%d symbols, expected 1 to %d".formatted(symbols, SYMBOLS_MAX));
        }
        return IntStream.range(0, symbols).mapToObj(RandomMarket::instrument).toList();
    }

    private static Instrument instrument(int index) {
        return index < KNOWN.size()
                ? KNOWN.get(index)
                : new Instrument("SIM%03d-CME".formatted(index + 1), 1_000 + index);
    }

    private record Instrument(String symbol, int price) {}

    private final class Records implements Iterator<Scheduled> {
        private final long startUs;
        private final List<RandomWalk> walks;
        private long count;

        Records(long startUs) {
            this.startUs = startUs;
            SplittableRandom root = new SplittableRandom(seed);
            this.walks = instruments.stream()
                    .map(instrument -> new RandomWalk(instrument.price(), quoteShare, root.split()))
                    .toList();
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Scheduled next() {
            long dueNanos = (long) (count * (NANOS_PER_SECOND / recordsPerSecond));
            int symbol = (int) (count++ % walks.size());
            return new Scheduled(dueNanos, symbol, walks.get(symbol).next(startUs + dueNanos / 1000));
        }
    }
}
