package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.market.TradeTape;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/// The trades of a .scid file: every record that is no quote and whose time and price can be ones.
///
/// They are read from the file a second time, so that they need not be kept: what has just been written is still in the
/// system's cache. Owned by the market thread.
final class ScidTrades implements TradeTape {
    private final ScidFile file;
    private final RecordDecoder decoder;

    ScidTrades(ScidFile file, RecordDecoder decoder) {
        this.file = file;
        this.decoder = decoder;
    }

    @Override
    public long generation() {
        return file.reader().isPresent() ? file.generation() : 0;
    }

    @Override
    public long firstOffset() {
        return file.reader().map(ScidReader::firstOffset).orElse(0L);
    }

    @Override
    public long sessionOffset() {
        return file.sessionOffset();
    }

    @Override
    public long end() {
        return file.reader().map(ScidReader::finalEnd).orElse(0L);
    }

    @Override
    public long offsetOf(long timeUs) throws IOException {
        return open().search(timeUs, end());
    }

    @Override
    public long timeUs(long offset, long otherwise) throws IOException {
        long time = open().timeUs(offset);
        return time < 0 ? otherwise : time;
    }

    @Override
    public long pass(long from, int records, Sink sink) throws IOException {
        ScidReader reader = open();
        long begin = reader.boundaryFrom(from);
        long end = Math.min(end(), begin + (long) records * ScidRecord.BYTES);
        if (end < end() || reader.hasChanged()) {
            reader.proveUnchanged(); // who is behind may read what was written there since
        }
        reader.passRange(begin, end, record -> pass(record, sink));
        return Math.max(begin, end);
    }

    private void pass(ScidRecord record, Sink sink) {
        if (decoder.decode(record).isTrade() && decoder.kind() != MarketRecord.Kind.QUOTE) {
            sink.trade(decoder, record.fileOffset(), record.fileOffset() + ScidRecord.BYTES);
        }
    }

    private ScidReader open() throws IOException {
        Optional<ScidReader> reader = file.reader();
        return reader.orElseThrow(() -> new EOFException("the file is not open"));
    }
}
