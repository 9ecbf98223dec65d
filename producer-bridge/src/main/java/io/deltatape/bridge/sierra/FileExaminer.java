package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.market.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Looks once into a file of records, at its header and its last records, without following it.
///
/// Reads at most [#RECORDS_MAX] records however long the file is. Not thread-safe.
public final class FileExaminer {
    /// How many of the last records are looked at.
    public static final int RECORDS_MAX = 10_000;

    private final ReadBlock block = new ReadBlock();

    /// Looks into a file; one that cannot be read is a result as well.
    public Examination examine(Path file, SourceKind kind) {
        return switch (kind) {
            case SCID -> examine(file, ScidHeader.LAYOUT, block.record());
            case DEPTH -> examine(file, DepthHeader.LAYOUT, new DepthRecord(block.buffer()));
            case BARS, ACSIL, DAILY -> new Examination.NotLooked();
        };
    }

    private <R extends FileRecord> Examination examine(Path path, RecordLayout layout, R view) {
        return switch (RecordFile.open(path, layout, block)) {
            case Refused refused -> new Examination.Unreadable(refused.reason());
            case RecordFile file -> {
                try (file) {
                    yield look(path, file, layout, view);
                } catch (IOException e) {
                    yield new Examination.Unreadable(Refused.because(e).reason());
                }
            }
        };
    }

    private <R extends FileRecord> Examination look(Path path, RecordFile file, RecordLayout layout, R view)
            throws IOException {
        if (file.hasLegacyTimes(view)) {
            return new Examination.Unreadable(Refused.LEGACY_TIMES.reason());
        }
        long end = file.wholeEnd();
        int torn = (int) Math.floorMod(Files.size(path) - file.firstOffset(), (long) layout.recordBytes());
        var count = new Count();
        file.<R>readBackward(view, end, record -> count.add(record));
        return new Examination.Records(
                (end - file.firstOffset()) / layout.recordBytes(),
                count.lastTimeUs,
                count.ticks,
                count.bars,
                count.badTimes,
                count.badPrices,
                count.outOfOrder,
                torn);
    }

    /// Counts records from the last one backward.
    private static final class Count {
        private int seen;
        private long lastTimeUs = -1;
        private long laterUs = Long.MAX_VALUE;
        private long ticks;
        private long bars;
        private long badTimes;
        private long badPrices;
        private long outOfOrder;

        RecordFile.BackwardSink.Next add(FileRecord record) {
            addTime(SierraTime.unixUs(record.dateTime()));
            if (record instanceof ScidRecord scid) {
                addTrade(scid);
            }
            seen++;
            return seen < RECORDS_MAX ? RecordFile.BackwardSink.Next.GO_ON : RecordFile.BackwardSink.Next.STOP;
        }

        private void addTime(long timeUs) {
            if (timeUs < 0) {
                badTimes++;
                return;
            }
            lastTimeUs = Math.max(lastTimeUs, timeUs);
            outOfOrder += timeUs > laterUs ? 1 : 0;
            laterUs = timeUs;
        }

        private void addTrade(ScidRecord record) {
            MarketRecord.Kind kind = record.kind();
            ticks += kind == MarketRecord.Kind.TICK ? 1 : 0;
            bars += kind == MarketRecord.Kind.BAR ? 1 : 0;
            float close = Float.intBitsToFloat(record.closeBits());
            boolean isPrice = Float.isFinite(close) && close != 0;
            badPrices += !isPrice && kind != MarketRecord.Kind.QUOTE ? 1 : 0;
        }
    }
}
