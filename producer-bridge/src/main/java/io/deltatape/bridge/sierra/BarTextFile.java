package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.market.SessionRule;
import io.deltatape.bridge.market.SessionStatistics;
import io.deltatape.bridge.market.TradeDates;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A text export of one symbol's bars, as Sierra Chart or a study of it writes it: what its last session comes to.
///
/// Each look first reads again what was read before and compares checksums, since a study may rewrite its history. If
/// only the last line is another one, a bar that goes on, the session is computed again; if anything before it is, or
/// the file is shorter, the file is begun anew as another incarnation. A line without its end waits. Times are the
/// chart's wall clock, at the beginning of each bar. Opened for the moment of reading. Owned by the market thread.
public final class BarTextFile implements SourceFile {
    /// A larger file is refused: all that was read is read again at each look.
    static final long BYTES_MAX = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(BarTextFile.class);
    private static final FileUpdate UNCHANGED = new FileUpdate.Unchanged();

    private final Path path;
    private final ZoneId chartZone;
    private final BigDecimal multiplier;
    private final SharedReading shared;
    private final BadRows badRows;
    private final TradeDates tradeDates;

    private FileStamp stamp = FileStamp.NONE;
    private TextPrefix header = TextPrefix.NONE;
    private TextPrefix prefix = TextPrefix.NONE;
    /// Of the incarnation that is read; null before the first.
    private @Nullable BarDecoder decoder;
    private int unknownFields;
    private SessionStatistics statistics;
    private long generation;
    /// Where the session's first line begins, and how many lines come before it.
    private long sessionOffset;
    private long sessionLines;
    private long lastTimeUs;
    /// Lines read again are not counted again.
    private long linesCounted;

    /// A file not looked at yet; `chartZone` is the time zone of the chart that it was written from.
    public BarTextFile(Path path, ZoneId chartZone, BigDecimal multiplier, SessionRule sessions, SharedReading shared) {
        this.path = path;
        this.chartZone = chartZone;
        this.multiplier = multiplier;
        this.shared = shared;
        this.badRows = new BadRows(path, shared.tally());
        this.tradeDates = shared.tradeDates(sessions);
        this.statistics = new SessionStatistics(tradeDates, MarketRecord.ABSENT);
    }

    @Override
    public FileUpdate update() {
        shared.lookAtClock();
        stamp = FileStamp.of(path); // before reading: what changes meanwhile is noticed later
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > BYTES_MAX) {
                return unreadable("has " + size + " bytes, expected at most " + BYTES_MAX
                        + ": let Sierra Chart write fewer days, or longer bars");
            }
            var text = new DelimitedText(shared.block());
            if (decoder == null) {
                return beginAnew(channel, text, "");
            }
            return switch (text.startBehind(channel, prefix)) {
                case SAME -> readOn(channel, text, decoder);
                case LAST_LINE_CHANGED -> repeatSession(channel, text, decoder);
                case OTHER ->
                    beginAnew(channel, new DelimitedText(shared.block()), "what was read of it changed, or it shrank");
            };
        } catch (IOException e) {
            return unreadable(Refused.because(e).reason());
        }
    }

    private FileUpdate unreadable(String reason) {
        return new FileUpdate.Unreadable("file " + path + " " + reason);
    }

    private FileUpdate beginAnew(FileChannel channel, DelimitedText text, String why) throws IOException {
        if (!text.readLine(channel)) {
            return unreadable(
                    "has no whole line, expected one with the names of columns: it is still being created, or is no export"
                            + " of bars; it is read again at its next change");
        }
        BarColumns columns = BarColumns.of(TextHeader.of(text));
        if (!columns.areWhole()) {
            return unreadable("begins with \"" + text.excerpt() + "\", expected columns Date, Time, Open, High, Low and"
                    + " Last: this is no export of bars; move it away, or write it again in Sierra Chart");
        }
        if (generation++ > 0) {
            shared.tally().countIncarnation();
            LOG.warn(
                    "export is another one, begun anew; nothing is to be done if its chart was changed or reloaded"
                            + " file={} generation={} reason=\"{}\"",
                    path,
                    generation,
                    why);
        }
        badRows.beginAnew();
        linesCounted = 0;
        decoder = new BarDecoder(columns, chartZone, multiplier, shared::latestUs);
        unknownFields = columns.unknownFields();
        header = text.prefix();
        prefix = header;
        beginAt(header.end(), header.lines(), MarketRecord.ABSENT);
        return changed(readOn(channel, text, decoder));
    }

    private void beginAt(long offset, long lines, long previousClose) {
        sessionOffset = offset;
        sessionLines = lines;
        lastTimeUs = Long.MIN_VALUE;
        statistics = new SessionStatistics(tradeDates, previousClose);
    }

    /// Goes back to the session's first line, or where just that one changed to the first of all: the session may be
    /// an earlier one now.
    private FileUpdate repeatSession(FileChannel channel, DelimitedText text, BarDecoder open) throws IOException {
        if (sessionOffset < prefix.lastLine()) {
            beginAt(sessionOffset, sessionLines, statistics.previousClose());
        } else {
            beginAt(header.end(), header.lines(), MarketRecord.ABSENT);
            prefix = header;
        }
        open.beginAnew();
        text.startBehind(channel, sessionOffset, sessionLines);
        return changed(readOn(channel, text, open));
    }

    private FileUpdate readOn(FileChannel channel, DelimitedText text, BarDecoder open) throws IOException {
        long linesBefore = text.number();
        boolean isWhole = text.readLines(channel, line -> take(line, open));
        long lines = text.number() - linesBefore;
        if (lines > 0) {
            prefix = text.prefix();
        }
        if (!isWhole) {
            return unreadable("has a line of more than " + DelimitedText.LINE_BYTES_MAX + " bytes after line "
                    + text.number() + ", expected short rows: it is damaged; write it again in Sierra Chart");
        }
        return lines > 0 ? new FileUpdate.Changed(lines) : UNCHANGED;
    }

    /// What began again is something new even if nothing follows.
    private static FileUpdate changed(FileUpdate update) {
        return update.equals(UNCHANGED) ? new FileUpdate.Changed(0) : update;
    }

    private void take(DelimitedText line, BarDecoder open) {
        if (line.isBlank()) {
            return;
        }
        boolean isNew = line.number() > linesCounted;
        linesCounted = Math.max(linesCounted, line.number());
        if (isNew) {
            shared.tally().countRecord();
        }
        if (!open.decode(line)) {
            badRows.report(line, open.flaw());
            return;
        }
        if (isNew && open.timeUs() < lastTimeUs) {
            shared.tally().countOutOfOrder();
        }
        lastTimeUs = open.timeUs();
        switch (statistics.apply(open)) {
            case COUNTED -> {}
            case SESSION_BEGUN -> {
                sessionOffset = line.offset();
                sessionLines = line.number() - 1;
            }
            case LATE -> {
                if (isNew) {
                    shared.tally().countLate();
                }
            }
        }
    }

    @Override
    public long generation() {
        return generation;
    }

    /// The figures of the session, without those for which the export has no column.
    @Override
    public MarketState state() {
        MarketState known = statistics.state();
        var state = MarketState.builder();
        for (int mask = known.mask() & ~unknownFields; mask != 0; mask &= mask - 1) {
            state.take(Field.lowest(mask), known);
        }
        return state.build();
    }

    @Override
    public boolean hasChanged() {
        return !stamp.equals(FileStamp.of(path));
    }

    @Override
    public Path path() {
        return path;
    }
}
