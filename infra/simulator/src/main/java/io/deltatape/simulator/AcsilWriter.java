package io.deltatape.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Exports one chart as JSON into the `ACSILOutput` folder the way a study does, its flaws included: see [AcsilForm].
/// Every write empties the file first, so a reader may find it empty; a [TornTail] leaves it incomplete until the
/// next.
///
/// An export is due with the first record [#INTERVAL] after the last one, by the records' times: the market's end
/// leaves the last records untold, as the study does. Owned by one thread.
public final class AcsilWriter implements CompanionFile {
    /// The study's update interval unless it is set.
    public static final Duration INTERVAL = Duration.ofMillis(100);

    private static final String FOLDER = "ACSILOutput";

    private final String symbol;
    private final AcsilForm form;
    private final AcsilGlobals globals;
    private final TornTail tornTail;
    private final Path json;
    private final Path temporary;
    private final AcsilChart chart = new AcsilChart();
    private long dueUs = Long.MIN_VALUE;
    private float lastPrice;

    private @Nullable AcsilSnapshot last;
    /// What `.json` was last made of by a rename.
    private @Nullable AcsilSnapshot settled;
    /// What the file that is written over and over holds, while it is whole.
    private @Nullable AcsilSnapshot live;
    /// What that file is only a part of.
    private @Nullable AcsilSnapshot torn;

    private AcsilWriter(Path folder, String symbol, AcsilForm form, AcsilGlobals globals, TornTail tornTail) {
        this.symbol = symbol;
        this.form = form;
        this.globals = globals;
        this.tornTail = tornTail;
        this.json = folder.resolve(form.fileName(symbol));
        this.temporary = folder.resolve(form.fileName(symbol) + ".tmp");
    }

    /// A study on one chart that writes whole files.
    public static AcsilWriter open(Path dataFolder, String symbol, AcsilForm form) throws IOException {
        return open(dataFolder, symbol, form, new AcsilGlobals(), TornTail.NEVER);
    }

    /// A study on one of several charts. Files of an earlier run stay, and so `.json` is frozen from the start.
    public static AcsilWriter open(
            Path dataFolder, String symbol, AcsilForm form, AcsilGlobals globals, TornTail tornTail)
            throws IOException {
        return new AcsilWriter(Files.createDirectories(dataFolder.resolve(FOLDER)), symbol, form, globals, tornTail);
    }

    /// The file that readers are meant to read.
    public Path json() {
        return json;
    }

    /// The temporary file; never there in [AcsilForm#V3_FIXED].
    public Path temporary() {
        return temporary;
    }

    /// Takes up a record and exports when it is time.
    @Override
    public void take(SimulatedRecord record) throws IOException {
        chart.take(record);
        if (record.dateTimeUs() >= dueUs) {
            export();
        }
    }

    /// Exports now, if there is a bar; [AcsilForm#V3_FIXED] only if it has volume and another price than before.
    public void export() throws IOException {
        if (!chart.hasBar()) {
            return;
        }
        SimulatedRecord bar = chart.bar();
        if (form == AcsilForm.V3_FIXED && (bar.totalVolume() == 0 || bar.close() == lastPrice)) {
            return;
        }
        lastPrice = bar.close();
        dueUs = chart.timeUs() + INTERVAL.dividedBy(ChronoUnit.MICROS.getDuration());
        AcsilSnapshot next = globals.export(chart, form);
        last = next;
        write(next, tornTail.heldBackBytes());
    }

    /// The last export, whether it reached a file or not.
    public Optional<AcsilSnapshot> last() {
        return Optional.ofNullable(last);
    }

    /// What a reader who takes the newest whole file finds, as far as this writer put it there.
    public Optional<AcsilSnapshot> readable() {
        AcsilSnapshot newest = live;
        if (newest != null) {
            return Optional.of(newest);
        }
        return Files.exists(json) ? Optional.ofNullable(settled) : Optional.empty();
    }

    @Override
    public void flush() {
        // A study does not wait for the .scid files' flush.
    }

    @Override
    public boolean holdsBytes() {
        return false;
    }

    /// Completes a torn file.
    @Override
    public void close() throws IOException {
        AcsilSnapshot unfinished = torn;
        if (unfinished != null) {
            write(unfinished, 0);
        }
    }

    private void write(AcsilSnapshot next, int heldBackBytes) throws IOException {
        byte[] text = next.json(form, symbol).getBytes(StandardCharsets.UTF_8);
        int written = text.length - Math.min(heldBackBytes, text.length);
        live = null;
        overwrite(form == AcsilForm.V3_FIXED ? json : temporary, ByteBuffer.wrap(text, 0, written));
        torn = written < text.length ? next : null;
        if (torn == null) {
            publish(next);
        }
    }

    private void publish(AcsilSnapshot written) throws IOException {
        switch (form) {
            case V2 -> {
                if (movedToJson()) {
                    settled = written;
                } else {
                    live = written;
                }
            }
            case V3 -> {
                if (movedToJson()) {
                    settled = written;
                } else {
                    Files.delete(temporary);
                }
            }
            case V3_FIXED -> live = written;
        }
    }

    private static void overwrite(Path file, ByteBuffer text) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (text.hasRemaining()) {
                channel.write(text);
            }
        }
    }

    /// MoveFileA: refuses when the target exists.
    private boolean movedToJson() throws IOException {
        try {
            Files.move(temporary, json);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
