package io.deltatape.bridge.sierra;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// Replays the bytes of a whole .depth file into two trees: the truth that shorter ways are compared with.
final class NaiveBook {
    private final int levels;
    private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    /// By the length that the file needs to have for it.
    private final TreeMap<Integer, MarketState> batches = new TreeMap<>(Map.of(0, MarketState.EMPTY));
    /// By the length of the file at the end of each batch.
    private final TreeMap<Integer, Integer> recordsInBatches = new TreeMap<>(Map.of(0, 0));

    private NaiveBook(int levels) {
        this.levels = levels;
    }

    static NaiveBook of(byte[] file, int levels) {
        var book = new NaiveBook(levels);
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 64; at + 24 <= file.length; at += 24) {
            book.take(bytes, at);
        }
        return book;
    }

    /// What is known once the file has so many bytes.
    MarketState at(int length) {
        return batches.floorEntry(length).getValue();
    }

    int recordsInBatchesAt(int length) {
        return recordsInBatches.floorEntry(length).getValue();
    }

    int batches() {
        return batches.size() - 1;
    }

    private void take(ByteBuffer bytes, int at) {
        long dateTime = bytes.getLong(at);
        if (dateTime < 2_209_161_600_000_000L || dateTime >= 10_000_000_000_000_000L) {
            return;
        }
        int command = bytes.get(at + 8) & 0xff;
        if (command == DepthBytes.CLEAR) {
            bids.clear();
            asks.clear();
        } else if (command > DepthBytes.CLEAR && command <= DepthBytes.DELETE_ASK) {
            change(command, bytes.getFloat(at + 12), bytes.getInt(at + 16) & 0xffffffffL);
        }
        if ((bytes.get(at + 9) & 1) != 0) {
            batches.put(at + 24, state(dateTime - 2_209_161_600_000_000L));
            recordsInBatches.put(at + 24, (at + 24 - 64) / 24);
        }
    }

    private void change(int command, float price, long size) {
        boolean isUsable = Float.isFinite(price) && price != 0 && Math.abs(price) <= 9e9f;
        long nanos = isUsable ? Price.ofFloat(price, BigDecimal.ONE) : 0;
        if (nanos == 0) {
            return;
        }
        TreeMap<Long, Long> side = command % 2 == 0 ? bids : asks;
        if (command >= DepthBytes.DELETE_BID || size == 0) {
            side.remove(nanos);
        } else {
            side.put(nanos, size);
        }
    }

    private MarketState state(long timeUs) {
        var state = MarketState.builder()
                .set(Field.TS_EVENT, timeUs)
                .side(Field.BIDS, pairs(bids))
                .side(Field.ASKS, pairs(asks));
        if (!bids.isEmpty()) {
            state.set(Field.BID, bids.firstKey())
                    .set(Field.BID_SIZE, bids.firstEntry().getValue());
        }
        if (!asks.isEmpty()) {
            state.set(Field.ASK, asks.firstKey())
                    .set(Field.ASK_SIZE, asks.firstEntry().getValue());
        }
        return state.build();
    }

    private long[] pairs(Map<Long, Long> side) {
        return side.entrySet().stream()
                .limit(levels)
                .flatMapToLong(level -> LongStream.of(level.getKey(), level.getValue()))
                .toArray();
    }
}
