package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;

import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The .dly file of one symbol: closes and open interest of past days, a row of text each.
///
/// | column | form |
/// |---|---|
/// | `Date` | `1993/01/29`, the session's |
/// | `Open`, `High`, `Low`, `Close` | decimal numbers, float32 printed with 8 digits; of these only `Close` is read |
/// | `Volume` | not read |
/// | `OpenInterest` | 0 where there is none |
///
/// A file is read as a whole whenever it changed, since rows may be mended anywhere; of two rows with a date the later
/// one counts. Kept are the newest [#ROWS_MAX] days. The last row may be half written: its close counts as soon as a
/// delimiter follows it, its open interest with the end of the line. Opened for the moment of reading. Owned by the
/// market thread.
public final class DailyFile implements SourceFile {
    /// Days from one session to the next at most: holidays and a weekend.
    private static final long DAYS_BETWEEN_MAX = 7;

    /// Days kept: more than a year, so that a file that is behind still finds its place.
    static final int ROWS_MAX = 400;
    /// A larger file is refused: eight hundred years of days are smaller.
    static final long BYTES_MAX = 16L << 20;

    private static final long DAY_US = 86_400_000_000L;
    private static final FileUpdate UNCHANGED = new FileUpdate.Unchanged();

    private final Path path;
    private final TextNumbers numbers;
    private final SharedReading shared;
    private final BadRows badRows;
    private FileStamp stamp = FileStamp.NONE;
    private TreeMap<Long, DailyRow> rows = new TreeMap<>();

    /// A file not looked at yet.
    public DailyFile(Path path, BigDecimal multiplier, SharedReading shared) {
        this.path = path;
        this.numbers = new TextNumbers(multiplier);
        this.shared = shared;
        this.badRows = new BadRows(path, shared.tally());
    }

    /// Reads the whole file; [FileUpdate.Changed] says how many days it holds.
    @Override
    public FileUpdate update() {
        shared.lookAtClock();
        stamp = FileStamp.of(path); // before reading: what changes meanwhile is noticed later
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > BYTES_MAX) {
                return unreadable("has " + size + " bytes, expected at most " + BYTES_MAX
                        + ": this is no daily file; remove it, or download it again in Sierra Chart");
            }
            var text = new DelimitedText(shared.block());
            if (!text.readLine(channel)) {
                return unreadable(
                        "has no whole line, expected one with the names of columns: it is still being created, or is no"
                                + " daily file; it is read again at its next change");
            }
            var reading = new Reading(TextHeader.of(text));
            if (!reading.isDaily()) {
                return unreadable("begins with \"" + text.excerpt() + "\", expected columns Date and Close: this is no"
                        + " daily file; remove it, or download it again in Sierra Chart");
            }
            if (!text.readLines(channel, reading::take)) {
                return unreadable("has a line of more than " + DelimitedText.LINE_BYTES_MAX + " bytes after line "
                        + text.number() + ", expected short rows: it is damaged; download it again in Sierra Chart");
            }
            if (text.readBegun(channel)) {
                reading.takeBegun(text);
            }
            boolean isSame = reading.found.equals(rows);
            rows = reading.found;
            return isSame ? UNCHANGED : new FileUpdate.Changed(reading.days);
        } catch (IOException e) {
            return unreadable(Refused.because(e).reason());
        }
    }

    private FileUpdate unreadable(String reason) {
        return new FileUpdate.Unreadable("file " + path + " " + reason);
    }

    /// One reading of the file.
    private final class Reading {
        final TreeMap<Long, DailyRow> found = new TreeMap<>();
        private final int date;
        private final int close;
        private final int openInterest;
        private final long latestDay = shared.latestUs() / DAY_US;
        private long days;

        Reading(TextHeader header) {
            date = header.column("date");
            close = header.column("close", "last");
            openInterest = header.column("openinterest");
        }

        boolean isDaily() {
            return date >= 0 && close >= 0;
        }

        void take(DelimitedText line) {
            if (line.isBlank()) {
                return;
            }
            long day = TextDates.epochDay(line.value(date));
            long price = numbers.price(line.value(close));
            if (day == ABSENT || day > latestDay) {
                badRows.report(line, "expected a date as 2026/01/30, not far ahead");
            } else if (price == ABSENT) {
                badRows.report(line, "expected a close other than 0 and up to 9 billion");
            } else {
                add(day, price, line);
            }
        }

        /// A row whose end is missing: bad only when that has come.
        void takeBegun(DelimitedText line) {
            long day = TextDates.epochDay(line.value(date));
            long price = numbers.price(line.value(close));
            if (day != ABSENT && day <= latestDay && price != ABSENT) {
                add(day, price, line);
            }
        }

        private void add(long day, long price, DelimitedText line) {
            long contracts = TextNumbers.count(line.value(openInterest));
            found.put(day, new DailyRow(day, price, contracts == 0 ? ABSENT : contracts));
            days++;
            if (found.size() > ROWS_MAX) {
                found.pollFirstEntry();
            }
        }
    }

    /// The row of a date, if it is among those kept.
    public Optional<DailyRow> rowOf(long epochDay) {
        return Optional.ofNullable(rows.get(epochDay));
    }

    /// The latest row before a date: the one whose close is the previous one in that session.
    public Optional<DailyRow> rowBefore(long epochDay) {
        return row(rows.lowerEntry(epochDay));
    }

    private static Optional<DailyRow> row(Map.@Nullable Entry<Long, DailyRow> entry) {
        return Optional.ofNullable(entry).map(Map.Entry::getValue);
    }

    /// Close and open interest of the latest row. That row may be of the session that runs: whoever knows its date asks
    /// [#stateBefore].
    @Override
    public MarketState state() {
        return state(row(rows.lastEntry()));
    }

    /// Close and open interest of the day before a session's; nothing if the latest row before it is too long ago to be
    /// that.
    public MarketState stateBefore(long epochDay) {
        return state(rowBefore(epochDay).filter(row -> epochDay - row.epochDay() <= DAYS_BETWEEN_MAX));
    }

    private static MarketState state(Optional<DailyRow> row) {
        return row.map(DailyRow::state).orElse(MarketState.EMPTY);
    }

    /// It has no incarnations: each look takes the whole of it.
    @Override
    public long generation() {
        return 1;
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
