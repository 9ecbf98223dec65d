package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.function.Consumer;

/// Reads a whole bar export at once, every session of it, for whoever wants all its bars. Stateless.
public final class BarTextReader {
    private BarTextReader() {}

    /// How many rows were good, and how many were left out.
    public record Result(long bars, long badRows) {}

    /// Passes every good bar in the order of the file; the record is a view, valid during the call.
    ///
    /// @throws IOException if the file cannot be read, or is no bar export
    public static Result readAll(Path path, ZoneId chartZone, BigDecimal multiplier, Consumer<MarketRecord> sink)
            throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var text = new DelimitedText(new ReadBlock());
            boolean isExport = text.readLine(channel);
            BarColumns columns = BarColumns.of(TextHeader.of(text));
            if (!isExport || !columns.areWhole()) {
                throw new IOException("file " + path + " is no bar export");
            }
            var counter = new Counter(new BarDecoder(columns, chartZone, multiplier, () -> Long.MAX_VALUE), sink);
            if (!text.readLines(channel, counter)) {
                throw new IOException("file " + path + " has a line that is too long after line " + text.number());
            }
            return new Result(counter.bars, counter.badRows);
        }
    }

    private static final class Counter implements DelimitedText.Sink {
        private final BarDecoder decoder;
        private final Consumer<MarketRecord> sink;
        private long bars;
        private long badRows;

        Counter(BarDecoder decoder, Consumer<MarketRecord> sink) {
            this.decoder = decoder;
            this.sink = sink;
        }

        @Override
        public void line(DelimitedText line) {
            if (line.isBlank()) {
                return;
            }
            if (decoder.decode(line)) {
                bars++;
                sink.accept(decoder);
            } else {
                badRows++;
            }
        }
    }
}
