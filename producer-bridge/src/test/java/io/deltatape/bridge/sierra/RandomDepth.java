package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.DepthBytes.ADD_ASK;
import static io.deltatape.bridge.sierra.DepthBytes.ADD_BID;
import static io.deltatape.bridge.sierra.DepthBytes.CLEAR;
import static io.deltatape.bridge.sierra.DepthBytes.DELETE_ASK;
import static io.deltatape.bridge.sierra.DepthBytes.DELETE_BID;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Seeded depth records: batches of changes around a price, whole books now and then, and what should not be: levels
/// deleted that are not there, damaged records, unknown commands, times that go back, batches without an end.
final class RandomDepth {
    private static final float TICK = 0.25f;
    private final Random random;
    private final int snapshotOneIn;
    private final List<byte[]> records = new ArrayList<>();
    private long time = ScidBytes.dateTime("2026-03-05T12:00:00Z");
    private int middle = 16_000;

    /// One batch in so many is a whole book; never where it is 0.
    RandomDepth(Random random, int snapshotOneIn) {
        this.random = random;
        this.snapshotOneIn = snapshotOneIn;
    }

    List<byte[]> records(int count) {
        while (records.size() < count) {
            time += 1 + random.nextInt(50_000);
            middle += random.nextInt(5) - 2;
            if (snapshotOneIn > 0 && random.nextInt(snapshotOneIn) == 0) {
                addSnapshot();
            } else {
                addBatch();
            }
        }
        return List.copyOf(records.subList(0, count));
    }

    private void addSnapshot() {
        records.add(DepthBytes.record(time, CLEAR, random.nextInt(10) == 0 ? 1 : 0, 0, 0));
        int levels = random.nextInt(40);
        for (int level = levels; level > 0; level--) {
            records.add(DepthBytes.change(time, ADD_BID, price(middle - level), size()));
        }
        for (int level = levels; level > 0; level--) {
            records.add(DepthBytes.record(time, ADD_ASK, level == 1 ? 1 : 0, price(middle + level), size()));
        }
    }

    private void addBatch() {
        int changes = 1 + random.nextInt(20);
        for (int i = 1; i <= changes; i++) {
            records.add(one(i == changes && random.nextInt(20) > 0 ? 1 : 0));
        }
    }

    private byte[] one(int flags) {
        int away = 1 + random.nextInt(45);
        int command = ADD_BID + random.nextInt(DELETE_ASK - ADD_BID + 1);
        boolean isBid = command % 2 == 0;
        boolean isFar = command >= DELETE_BID || random.nextInt(30) > 0;
        float price = price(middle + (isBid == isFar ? -away : away));
        return switch (random.nextInt(60)) {
            case 0 -> DepthBytes.record(time, command, flags, Float.NaN, size());
            case 1 -> DepthBytes.record(time, command, flags, 0, size());
            case 2 -> DepthBytes.record(-time, command, flags, price, size());
            case 3 -> DepthBytes.record(time, 8 + random.nextInt(248), flags, price, size());
            case 4 -> DepthBytes.record(time, 0, flags, price, size());
            case 5 -> DepthBytes.record(time - 10_000_000, command, flags | 0x80, price, size());
            case 6 -> DepthBytes.record(time, command, flags, price, 0);
            case 7 -> DepthBytes.record(time, command, flags, price, -1);
            default -> DepthBytes.record(time, command, flags, price, size());
        };
    }

    private static float price(int ticks) {
        return ticks * TICK;
    }

    private int size() {
        return 1 + random.nextInt(200);
    }
}
