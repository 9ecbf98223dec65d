package io.deltatape.bridge.sierra;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// Reads the lines of a text file whose values stand between commas, tabs or semicolons, and is itself the view of the
/// line last read. Lines end with LF or CRLF; values are trimmed; there are no quotes.
///
/// Source: https://www.sierrachart.com/index.php?page=doc/TextCSVDataFormat.html. Memory does not grow with the file.
/// Made for one reading of one file; nothing else may be read through the block meanwhile.
final class DelimitedText {
    /// A line with more bytes is none: the longest exports, with hundreds of study columns, stay far below.
    static final int LINE_BYTES_MAX = 16_384;
    /// What comes after so many values is not looked at: the columns that are read stand first.
    static final int COLUMNS_MAX = 256;

    private static final int EXCERPT_CHARS = 80;

    /// Takes lines in the order of the file; the view is valid during the call.
    interface Sink {
        void line(DelimitedText line);
    }

    private final ReadBlock block;
    private final CRC32C checksum = new CRC32C();
    private final byte[] line = new byte[LINE_BYTES_MAX];
    /// Value i stands from `starts[i]` until before `starts[i + 1] - 1`, where its delimiter or the line's end is.
    private final int[] starts = new int[COLUMNS_MAX + 1];

    private int columns;
    private int length;
    private long number;
    private long offset;
    private long next;
    private long checksumBefore;

    DelimitedText(ReadBlock block) {
        this.block = block;
    }

    /// Places the reading behind what was read before, if the file still begins with it: all of it is read again to be
    /// sure, since an export may be rewritten anywhere.
    TextPrefix.Match startBehind(FileChannel channel, TextPrefix read) throws IOException {
        boolean isThere = channel.size() >= read.lastLine();
        startBehind(channel, read.lastLine(), read.lines() - 1);
        if (!isThere || checksum.getValue() != read.checksumToLastLine()) {
            return TextPrefix.Match.OTHER;
        }
        sum(channel, read.lastLine(), read.end());
        next = read.end();
        number = read.lines();
        if (channel.size() >= read.end() && checksum.getValue() == read.checksum()) {
            return TextPrefix.Match.SAME;
        }
        boolean isHeader = read.lastLine() == 0;
        return isHeader ? TextPrefix.Match.OTHER : TextPrefix.Match.LAST_LINE_CHANGED;
    }

    /// Places the reading behind so many lines, all that there are before `end`.
    void startBehind(FileChannel channel, long end, long lines) throws IOException {
        checksum.reset();
        sum(channel, 0, end);
        next = end;
        number = lines;
    }

    private void sum(FileChannel channel, long from, long to) throws IOException {
        long at = from;
        while (at < to) {
            ByteBuffer bytes = block.read(channel, at, (int) Math.min(to - at, ReadBlock.BYTES));
            if (!bytes.hasRemaining()) {
                return;
            }
            at += bytes.remaining();
            checksum.update(bytes);
        }
    }

    /// Reads one line; answers whether there is a whole one.
    boolean readLine(FileChannel channel) throws IOException {
        ByteBuffer bytes = block.read(channel, next, LINE_BYTES_MAX + 1);
        int end = lineEnd(bytes, 0);
        if (end >= 0) {
            takeWhole(bytes, 0, end);
        }
        return end >= 0;
    }

    /// Reads all whole lines that follow; answers whether none was longer than a line can be, where it stops.
    boolean readLines(FileChannel channel, Sink sink) throws IOException {
        int limit;
        do {
            ByteBuffer bytes = block.read(channel, next, ReadBlock.BYTES);
            limit = bytes.limit();
            int start = 0;
            for (int end = lineEnd(bytes, start); end >= 0; end = lineEnd(bytes, start)) {
                if (end - start > LINE_BYTES_MAX) {
                    return false;
                }
                takeWhole(bytes, start, end);
                start = end + 1;
                sink.line(this);
            }
            if (limit - start > LINE_BYTES_MAX) {
                return false;
            }
        } while (limit == ReadBlock.BYTES);
        return true;
    }

    /// Reads what follows the last whole line: the beginning of a line whose end is still to come, without its last
    /// value, which may go on. Answers whether there is something.
    boolean readBegun(FileChannel channel) throws IOException {
        ByteBuffer bytes = block.read(channel, next, LINE_BYTES_MAX);
        take(bytes, 0, bytes.limit());
        columns--;
        return bytes.hasRemaining();
    }

    private static int lineEnd(ByteBuffer bytes, int from) {
        for (int at = from; at < bytes.limit(); at++) {
            if (bytes.get(at) == '\n') {
                return at;
            }
        }
        return -1;
    }

    private void takeWhole(ByteBuffer bytes, int start, int end) {
        take(bytes, start, end);
        checksumBefore = checksum.getValue();
        checksum.update(bytes.slice(start, end + 1 - start));
        number++;
        next = offset + end + 1 - start;
    }

    private void take(ByteBuffer bytes, int start, int end) {
        offset = next;
        length = end - start;
        bytes.get(start, line, 0, length);
        columns = 0;
        starts[0] = 0;
        for (int at = 0; at < length && columns < COLUMNS_MAX; at++) {
            if (line[at] == ',' || line[at] == '\t' || line[at] == ';') {
                starts[++columns] = at + 1;
            }
        }
        if (columns < COLUMNS_MAX) {
            starts[++columns] = length + 1;
        }
    }

    /// The value of a column; empty where the line has none.
    String value(int column) {
        if (column < 0 || column >= columns) {
            return "";
        }
        int from = starts[column];
        int to = starts[column + 1] - 1;
        while (from < to && isSpace(line[from])) {
            from++;
        }
        while (to > from && isSpace(line[to - 1])) {
            to--;
        }
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\r';
    }

    int columns() {
        return columns;
    }

    boolean isBlank() {
        return columns == 1 && value(0).isEmpty();
    }

    /// The line's number, from 1 on: the header's.
    long number() {
        return number;
    }

    /// Where the line begins in the file.
    long offset() {
        return offset;
    }

    /// What was read up to here: all whole lines.
    TextPrefix prefix() {
        return new TextPrefix(offset, checksumBefore, next, checksum.getValue(), number);
    }

    /// How the line begins, for a person to judge; what is not printable in ASCII shows as `?`.
    String excerpt() {
        int shown = Math.min(length, EXCERPT_CHARS);
        String text = new String(line, 0, shown, StandardCharsets.ISO_8859_1).stripTrailing();
        return text.replaceAll("[^ -~]", "?") + (length > shown ? "…" : "");
    }
}
