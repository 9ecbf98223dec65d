package io.deltatape.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes a symbol's .dly file, `SYMBOL.dly` in the data folder: a header line, then a row per session. Each row goes
/// out at once, through a handle that is closed again. The form is that of a real file; it is documented nowhere.
/// Owned by one thread.
public final class DailyWriter implements AutoCloseable {
    private static final String SUFFIX = ".dly";

    private final SharedFile file;
    private final LineEnd lineEnd;
    private final List<DailyBar> bars = new ArrayList<>();
    private final boolean isNew;
    private long lastRowAt;

    private DailyWriter(SharedFile file, LineEnd lineEnd) throws IOException {
        this.file = file;
        this.lineEnd = lineEnd;
        this.isNew = file.size() == 0;
        if (isNew) {
            write(DailyBar.HEADER, 0);
        }
    }

    /// Opens a file for append, or creates it with its header.
    public static DailyWriter open(Path dataFolder, String symbol, LineEnd lineEnd) throws IOException {
        return new DailyWriter(SharedFile.open(fileOf(dataFolder, symbol), FileHandle.PER_WRITE), lineEnd);
    }

    static Path fileOf(Path dataFolder, String symbol) {
        return dataFolder.resolve(symbol + SUFFIX);
    }

    /// Whether the file was not there before.
    boolean isNew() {
        return isNew;
    }

    /// Adds a row at the end.
    public void append(DailyBar bar) throws IOException {
        lastRowAt = file.size();
        write(bar.row(), lastRowAt);
        bars.add(bar);
    }

    /// Writes another row over the last one, as when settlement price or open interest come later.
    public void replaceLast(DailyBar bar) throws IOException {
        if (bars.isEmpty()) {
            throw new IllegalStateException("%s: this writer has added no row to replace".formatted(file.path()));
        }
        file.truncate(lastRowAt);
        write(bar.row(), lastRowAt);
        bars.set(bars.size() - 1, bar);
    }

    /// The rows that this writer has added, as they are now.
    public List<DailyBar> bars() {
        return List.copyOf(bars);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void write(String line, long position) throws IOException {
        file.write(ByteBuffer.wrap((line + lineEnd.text()).getBytes(StandardCharsets.US_ASCII)), position);
    }
}
