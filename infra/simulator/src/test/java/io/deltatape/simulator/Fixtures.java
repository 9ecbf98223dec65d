package io.deltatape.simulator;

import io.deltatape.simulator.RecordSource.Scheduled;
import io.deltatape.simulator.SimulatedRecord.Aggressor;
import io.deltatape.simulator.SimulatedRecord.Marker;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Records and schedules for the tests.
final class Fixtures {
    private static final List<Marker> MARKERS = List.of(Marker.values());
    private static final List<Aggressor> AGGRESSORS = List.of(Aggressor.values());

    private Fixtures() {}

    /// Ticks, quotes, bars and index values with values from everywhere in their ranges.
    static List<SimulatedRecord> anyRecords(long seed, int count) {
        SplittableRandom r = new SplittableRandom(seed);
        return IntStream.range(0, count).mapToObj(i -> anyRecord(r)).toList();
    }

    /// The first records of a source.
    static List<Scheduled> first(int count, RecordSource source, Instant start) {
        Iterator<Scheduled> records = source.begin(start);
        return Stream.generate(records::next).limit(count).toList();
    }

    private static SimulatedRecord anyRecord(SplittableRandom r) {
        long us = r.nextLong(4_000_000_000_000_000L);
        float price = Float.intBitsToFloat(r.nextInt(0x7f80_0000));
        return switch (r.nextInt(4)) {
            case 0 ->
                SimulatedRecord.tick(
                        us,
                        MARKERS.get(r.nextInt(3)),
                        AGGRESSORS.get(r.nextInt(2)),
                        price,
                        r.nextInt(),
                        price - 1,
                        price + 1);
            case 1 -> SimulatedRecord.quote(us, price, price + 1, price);
            case 2 -> SimulatedRecord.bar(us, price, price + 2, -price, price, r.nextInt(), r.nextInt(), r.nextInt());
            default -> SimulatedRecord.index(us, price);
        };
    }
}
