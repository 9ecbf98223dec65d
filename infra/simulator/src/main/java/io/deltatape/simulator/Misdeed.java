package io.deltatape.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// One of [Misdeeds] with what it needs drawn at random: the generator decides everything, so a seed repeats it. A
/// file too short for a misdeed is left as it is.
public enum Misdeed {
    /// The last record is changed in place, the size stays.
    EDIT_LAST {
        @Override
        void commit(Misdeeds on, long records, RandomGenerator random) throws IOException {
            edit(on, records - 1, random);
        }
    },

    /// A record before the last is changed in place, the size stays.
    EDIT_MIDDLE {
        @Override
        void commit(Misdeeds on, long records, RandomGenerator random) throws IOException {
            if (records > 1) {
                edit(on, random.nextLong(records - 1), random);
            }
        }
    },

    /// The file is cut, half the time within a record.
    TRUNCATE {
        @Override
        void commit(Misdeeds on, long records, RandomGenerator random) throws IOException {
            on.truncate(random.nextLong(records), random.nextBoolean() ? 0 : random.nextInt(1, SimulatedRecord.BYTES));
        }
    },

    /// All data are deleted and loaded again into the same file, without the oldest and some others.
    REDOWNLOAD {
        @Override
        void commit(Misdeeds on, long records, RandomGenerator random) throws IOException {
            on.redownloadInPlace(history(on, records, random));
        }
    },

    /// The file is deleted and made again, without the oldest records and some others.
    REDOWNLOAD_NEW_FILE {
        @Override
        void commit(Misdeeds on, long records, RandomGenerator random) throws IOException {
            on.redownloadAsNewFile(history(on, records, random));
        }
    },

    /// The older part is combined to bars of a minute, by a temporary file.
    COMPACT {
        @Override
        void commit(Misdeeds on, long records, RandomGenerator random) throws IOException {
            on.compact(random.nextLong(records) + 1, Duration.ofMinutes(1));
        }
    },

    /// A copy takes the file's place.
    COPY {
        @Override
        void commit(Misdeeds on, long records, RandomGenerator random) throws IOException {
            on.replaceByCopy();
        }
    },

    /// The next write ends within a record.
    TEAR {
        @Override
        void commit(Misdeeds on, long records, RandomGenerator random) {
            on.tearNextFlush(random.nextInt(1, SimulatedRecord.BYTES));
        }
    },

    /// The next 1 to 50 records are up to two hours too early.
    CLOCK_BACK {
        @Override
        void commit(Misdeeds on, long records, RandomGenerator random) {
            on.jumpClock(Duration.ofMillis(-random.nextLong(1, 7_200_000)), random.nextInt(1, 51));
        }
    },

    /// The next 1 to 50 records are an hour to 400 days too late.
    CLOCK_FORWARD {
        @Override
        void commit(Misdeeds on, long records, RandomGenerator random) {
            on.jumpClock(Duration.ofHours(random.nextLong(1, 9_600)), random.nextInt(1, 51));
        }
    };

    private static final int HISTORY_RECORDS_MAX = 100_000;
    private static final double HISTORY_HOLES_SHARE = 0.05;
    private static final float TICK = 0.25f;

    /// Does it to the writer's file, now. To be called by the writer's thread.
    public void commit(ScidWriter writer, RandomGenerator random) throws IOException {
        long records = writer.settled().records();
        if (records > 0) {
            commit(Misdeeds.on(writer), records, random);
        }
    }

    /// Reads names separated by commas, or `all`; throws an [IllegalArgumentException] that names one that is none.
    static List<Misdeed> listed(String names) {
        return "all".equals(names)
                ? List.of(values())
                : Stream.of(names.split(",", -1)).map(Misdeed::named).toList();
    }

    private static Misdeed named(String name) {
        return Stream.of(values())
                .filter(misdeed -> misdeed.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' is no misdeed, expected all or some of %s".formatted(name, List.of(values()))));
    }

    /// Its name in the command: `edit-last`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    abstract void commit(Misdeeds on, long records, RandomGenerator random) throws IOException;

    private static void edit(Misdeeds on, long index, RandomGenerator random) throws IOException {
        SimulatedRecord r = on.read(index, 1).getFirst();
        int more = random.nextInt(1, 10);
        boolean bought = r.bidVolume() == 0;
        on.overwrite(
                index,
                new SimulatedRecord(
                        r.dateTimeUs(),
                        r.open(),
                        r.high(),
                        r.low(),
                        r.isTick() ? r.close() + TICK : r.close(),
                        r.numTrades(),
                        r.totalVolume() + more,
                        bought ? 0 : r.bidVolume() + more,
                        bought ? r.askVolume() + more : r.askVolume()));
    }

    /// What the data service still has: of the newest 100,000 records not the first half at most, and not one in
    /// twenty.
    private static List<SimulatedRecord> history(Misdeeds on, long records, RandomGenerator random) throws IOException {
        int newest = (int) Math.min(records, HISTORY_RECORDS_MAX);
        int lost = random.nextInt(newest / 2 + 1);
        Stream<SimulatedRecord> kept = on.read(records - newest + lost, newest - lost).stream();
        return kept.filter(_ -> random.nextDouble() >= HISTORY_HOLES_SHARE).toList();
    }
}
