package io.deltatape.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Seeded random states, and walks of states as a real market makes them: for tests of this and other modules.
///
/// The same seed gives the same states. States are made without deltas, so that laws about deltas can be tested on
/// them. Belongs to one thread.
public final class RandomStates {
    private static final long[] TICKS = {
        Price.ONE / 4, Price.ONE / 100, Price.ONE / 10_000, Price.ONE / 32, Price.ONE / 200, Price.ONE, 1
    };
    private static final long[] EXTREMES = {0, 1, -1, 127, 128, -64, Price.ONE, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final int DATE_MAX = 1_000_000;
    private static final int LEVELS_MAX = 40;
    private static final long START_US = 1_754_305_425_000_000L;

    private final SplittableRandom random;
    private final long tick;
    private long price;
    private long nowUs = START_US;

    public RandomStates(long seed) {
        random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L);
        tick = TICKS[random.nextInt(TICKS.length)];
        price = tick * random.nextLong(-2_000, 100_000);
    }

    /// The source of chance, for what a test decides by itself.
    public SplittableRandom random() {
        return random;
    }

    /// Any state that there can be: any fields, extreme values, any book.
    public MarketState any() {
        var state = MarketState.builder();
        int percent = random.nextInt(10, 101);
        for (Field field : Field.values()) {
            if (random.nextInt(100) < percent) {
                if (field.kind() == Field.Kind.BOOK) {
                    state.side(field, levels(random.nextInt(LEVELS_MAX + 1), anyValue()));
                } else {
                    state.set(field, scalar(field));
                }
            }
        }
        return state.build();
    }

    private long scalar(Field field) {
        return switch (field.kind()) {
            case SIDE -> random.nextInt(3);
            case DATE -> random.nextInt(-DATE_MAX, DATE_MAX);
            case PRICE, FINE_PRICE, COUNT, MICROS -> anyValue();
            case BOOK -> throw new IllegalArgumentException(field + " is no scalar");
        };
    }

    private long anyValue() {
        return switch (random.nextInt(4)) {
            case 0 -> EXTREMES[random.nextInt(EXTREMES.length)];
            case 1 -> random.nextLong();
            case 2 -> random.nextLong(-1_000, 1_000) * tick;
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private long[] levels(int count, long around) {
        var pairs = new long[2 * count];
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = around + random.nextLong(-60, 60) * tick;
            pairs[i + 1] = random.nextInt(20) == 0 ? Long.MAX_VALUE : random.nextLong(1, 500);
        }
        return pairs;
    }

    /// A walk of so many states; the first one is already full, or, now and then, nearly empty.
    public List<MarketState> walk(int steps) {
        var states = new ArrayList<MarketState>();
        MarketState state = random.nextInt(8) == 0 ? MarketState.EMPTY : opening();
        for (int i = 0; i < steps; i++) {
            states.add(state);
            state = next(state);
        }
        return states;
    }

    private MarketState opening() {
        var state = MarketState.builder();
        for (Field field : Field.values()) {
            switch (field.kind()) {
                case PRICE -> state.set(field, price + random.nextLong(-20, 20) * tick);
                case FINE_PRICE -> state.set(field, price + random.nextLong(-20, 20) * Math.max(1, tick / 100));
                case COUNT -> state.set(field, random.nextLong(0, 100_000));
                case SIDE -> state.set(field, random.nextInt(3));
                case DATE -> state.set(field, 20_000 + random.nextInt(1_000));
                case MICROS -> state.set(field, nowUs);
                case BOOK -> state.side(field, levels(10, price));
            }
        }
        return state.build();
    }

    /// The state one step on: mostly few fields change; now and then some are cleared, or the book begins anew.
    public MarketState next(MarketState before) {
        var next = new Draft(before);
        nowUs += random.nextLong(0, 50_000);
        switch (random.nextInt(100)) {
            case 0 -> next.clear(random.nextInt(), random.nextInt());
            case 1 -> next.clear(Field.BIDS.bit() | Field.ASKS.bit(), -1);
            case 2, 3 -> next.refillBook();
            case 4 -> next.emptyBook();
            case 5 -> next.openSession();
            case 6 -> next.set(Field.of(random.nextInt(2)), anyValue());
            case 7 -> {
                return before;
            }
            default -> {
                if (random.nextInt(3) > 0) {
                    next.trade();
                }
                if (random.nextInt(3) > 0) {
                    next.quote();
                }
                next.moveLevels(random.nextInt(5));
            }
        }
        return next.build();
    }

    /// Plausible stamps of hops whose clocks differ.
    public HopStamps stamps() {
        long seen = START_US + random.nextLong(-1_000_000, 90_000_000_000L);
        long sent = seen + random.nextLong(-3_000, 20_000);
        return new HopStamps(seen, sent, sent + random.nextLong(-3_000, 20_000));
    }

    /// A snapshot of the symbol with a state of any kind, or of the one given.
    public Snapshot snapshot(Symbol symbol, MarketState state) {
        HopStamps stamps = stamps().withComputedUs(0);
        FileCursor cursor = random.nextInt(3) == 0
                ? FileCursor.NONE
                : new FileCursor(
                        symbol.name() + ".scid",
                        random.nextBoolean() ? "" : "(dev=1,\"ino\"=é" + random.nextInt() + ")",
                        random.nextLong(0, Long.MAX_VALUE),
                        random.nextInt(1 << 20),
                        random.nextLong(0, 1L << 32),
                        random.nextInt(9));
        return new Snapshot(
                symbol,
                START_US + random.nextInt(1_000_000),
                random.nextLong(0, 1L << 40),
                random.nextInt(9),
                random.nextBoolean() ? "scid" : "canary",
                stamps,
                cursor,
                random.nextInt(3) == 0 ? 0 : random.nextLong(0, Long.MAX_VALUE),
                state);
    }

    /// A state while it is being changed, without the help of deltas.
    private final class Draft {
        private final TreeMap<Field, Long> scalars = new TreeMap<>();
        private final TreeMap<Field, TreeMap<Long, Long>> books = new TreeMap<>();

        Draft(MarketState state) {
            for (Field field : Field.values()) {
                if (state.has(field) && field.kind() == Field.Kind.BOOK) {
                    BookSide side = state.side(field);
                    var levels = new TreeMap<Long, Long>();
                    for (int i = 0; i < side.levels(); i++) {
                        levels.put(side.price(i), side.size(i));
                    }
                    books.put(field, levels);
                } else if (state.has(field)) {
                    scalars.put(field, state.value(field));
                }
            }
        }

        void set(Field field, long value) {
            scalars.put(field, value);
        }

        private void add(Field field, long more) {
            scalars.merge(field, more, Long::sum);
        }

        void trade() {
            long size = random.nextLong(1, 30);
            boolean buyer = random.nextBoolean();
            price += tick * random.nextLong(-2, 3);
            set(Field.LAST_PRICE, price);
            set(Field.LAST_SIZE, size);
            set(Field.LAST_SIDE, (buyer ? Side.BUYER : Side.SELLER).code());
            set(Field.HIGH, Math.max(price, scalars.getOrDefault(Field.HIGH, price)));
            set(Field.LOW, Math.min(price, scalars.getOrDefault(Field.LOW, price)));
            set(Field.VWAP, price + random.nextLong(-99, 99) * Math.max(1, tick / 100));
            set(Field.TS_EVENT, nowUs);
            add(Field.VOLUME, size);
            add(buyer ? Field.ASK_VOLUME : Field.BID_VOLUME, size);
            add(Field.TRADES, 1);
        }

        void quote() {
            set(Field.BID, price - tick * random.nextLong(1, 3));
            set(Field.ASK, price + tick * random.nextLong(1, 3));
            if (random.nextBoolean()) {
                set(Field.BID_SIZE, random.nextLong(1, 99));
                set(Field.ASK_SIZE, random.nextLong(1, 99));
            }
        }

        void moveLevels(int changes) {
            books.forEach((field, levels) -> {
                for (int i = 0; i < changes; i++) {
                    long at = price + tick * random.nextLong(1, 20) * (field == Field.BIDS ? -1 : 1);
                    if (random.nextInt(3) == 0 || levels.size() > LEVELS_MAX) {
                        levels.pollFirstEntry();
                    } else {
                        levels.put(at, random.nextLong(1, 500));
                    }
                }
            });
        }

        void clear(int some, int alsoOf) {
            for (Field field : Field.values()) {
                if ((some & alsoOf & field.bit()) != 0) {
                    scalars.remove(field);
                    books.remove(field);
                }
            }
        }

        void refillBook() {
            books.put(Field.BIDS, new TreeMap<>());
            books.put(Field.ASKS, new TreeMap<>());
            moveLevels(random.nextInt(12));
        }

        void emptyBook() {
            books.replaceAll((_, _) -> new TreeMap<>());
        }

        void openSession() {
            List.of(Field.VOLUME, Field.BID_VOLUME, Field.ASK_VOLUME, Field.TRADES, Field.VWAP, Field.OPEN_INTEREST)
                    .forEach(scalars::remove);
            set(Field.PREV_CLOSE, price);
            set(Field.OPEN, price);
            add(Field.SESSION_DATE, 1);
        }

        MarketState build() {
            var state = MarketState.builder();
            scalars.forEach(state::set);
            books.forEach((field, levels) -> {
                var pairs = new ArrayList<Long>();
                levels.forEach((at, size) -> pairs.addAll(List.of(at, size)));
                state.side(field, pairs.stream().mapToLong(Long::longValue).toArray());
            });
            return state.build();
        }
    }
}
