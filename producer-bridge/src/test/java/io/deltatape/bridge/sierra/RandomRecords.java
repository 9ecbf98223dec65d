package io.deltatape.bridge.sierra;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Seeded records over some days: ticks, bars, quotes, index values and damaged ones, out of order where asked.
final class RandomRecords {
    private static final long HOUR_US = 3_600_000_000L;
    private final Random random;

    RandomRecords(Random random) {
        this.random = random;
    }

    /// So many records, each at most `displacement` places from where its time belongs.
    List<byte[]> records(int count, int days, int displacement) {
        long start = ScidBytes.dateTime("2026-03-05T12:00:00Z");
        long span = days * 24L * HOUR_US;
        var records = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            records.add(one(start + span / count * i + random.nextInt(1000)));
        }
        for (int i = 0; displacement > 0 && i + displacement < count; i += 1 + random.nextInt(displacement)) {
            Collections.swap(records, i, i + random.nextInt(displacement));
        }
        return records;
    }

    private byte[] one(long time) {
        float price = 100 + random.nextInt(400) / 4f;
        int size = 1 + random.nextInt(50);
        return switch (random.nextInt(20)) {
            case 0 -> ScidBytes.record(time, price, price + 2, price - 1, price + 1, 5, size, 0, size);
            case 1, 2 -> ScidBytes.record(time, 0, price, price - 1, 0, 1, 0, 0, 0);
            case 3 -> ScidBytes.record(time, 0, 0, 0, price, 1, 0, 0, 0);
            case 4 -> ScidBytes.record(time, 0, price, price, Float.NaN, 1, size, 0, size);
            case 5 -> ScidBytes.record(-time, 0, price, price, price, 1, size, 0, size);
            case 6 -> ScidBytes.record(time, 0, 0, Float.NaN, price, 1, size, size, 0);
            default -> ScidBytes.tick(time, price, size);
        };
    }
}
