package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// A .scid file taken apart by literal offsets, with no code of the writer.
record ParsedScid(List<Row> rows, int tailBytes) {

    record Row(
            long time, float open, float high, float low, float close, int trades, int volume, int bidVol, int askVol) {
        static Row of(SimulatedRecord r) {
            return new Row(
                    r.dateTimeUs(),
                    r.open(),
                    r.high(),
                    r.low(),
                    r.close(),
                    r.numTrades(),
                    r.totalVolume(),
                    r.bidVolume(),
                    r.askVolume());
        }
    }

    static ParsedScid read(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        assertThat(all.length).as("size of " + file).isGreaterThanOrEqualTo(56);
        ByteBuffer b = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        List<Row> rows = IntStream.range(0, (all.length - 56) / 40)
                .map(i -> 56 + 40 * i)
                .mapToObj(at -> new Row(
                        b.getLong(at),
                        b.getFloat(at + 8),
                        b.getFloat(at + 12),
                        b.getFloat(at + 16),
                        b.getFloat(at + 20),
                        b.getInt(at + 24),
                        b.getInt(at + 28),
                        b.getInt(at + 32),
                        b.getInt(at + 36)))
                .toList();
        return new ParsedScid(rows, (all.length - 56) % 40);
    }
}
