package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A .depth file taken apart by literal offsets, and the plainest book there can be, with no code of the writer.
record ParsedDepth(List<Row> rows, int tailBytes) {

    record Row(long time, int command, int flags, int orders, float price, int quantity, int reserved) {}

    static ParsedDepth read(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        assertThat(all.length).as("size of " + file).isGreaterThanOrEqualTo(64);
        ByteBuffer b = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        List<Row> rows = IntStream.range(0, (all.length - 64) / 24)
                .map(i -> 64 + 24 * i)
                .mapToObj(at -> new Row(
                        b.getLong(at),
                        b.get(at + 8),
                        b.get(at + 9),
                        Short.toUnsignedInt(b.getShort(at + 10)),
                        b.getFloat(at + 12),
                        b.getInt(at + 16),
                        b.getInt(at + 20)))
                .toList();
        return new ParsedDepth(rows, (all.length - 64) % 24);
    }

    /// The book after each batch that is whole.
    List<BookLevels> books() {
        List<BookLevels> books = new ArrayList<>();
        TreeMap<Float, DepthLevel> bids = new TreeMap<>(Comparator.reverseOrder());
        TreeMap<Float, DepthLevel> asks = new TreeMap<>();
        for (Row row : rows) {
            DepthLevel level = new DepthLevel(row.price(), row.quantity(), row.orders());
            switch (row.command()) {
                case 1 -> {
                    bids.clear();
                    asks.clear();
                }
                case 2, 4 -> bids.put(row.price(), level);
                case 3, 5 -> asks.put(row.price(), level);
                case 6 -> bids.remove(row.price());
                case 7 -> asks.remove(row.price());
                default -> throw new AssertionError("command " + row.command());
            }
            if (row.flags() == 1) {
                books.add(new BookLevels(List.copyOf(bids.values()), List.copyOf(asks.values())));
            }
        }
        return books;
    }

    /// How many records delete a level that is not there.
    long missingDeletes() {
        long missing = 0;
        List<Set<Float>> sides = List.of(new HashSet<>(), new HashSet<>());
        for (Row row : rows) {
            Set<Float> side = sides.get(row.command() % 2);
            switch (row.command()) {
                case 1 -> sides.forEach(Set::clear);
                case 2, 3, 4, 5 -> side.add(row.price());
                default -> missing += side.remove(row.price()) ? 0 : 1;
            }
        }
        return missing;
    }
}
