package io.deltatape.windows;

import io.deltatape.contract.Snapshot;
import io.deltatape.simulator.ScidWriter;
import io.deltatape.simulator.SimulatedRecord;
import io.deltatape.windows.Report.AssertionFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/// Changes files in the folder that a running bridge watches, as Sierra Chart would, and sees what the bridge publishes
/// and whether it is in the way. Each check has a symbol of its own. Belongs to one thread.
final class FileChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final int APPENDS = 20;
    private static final long PAUSE_MS = 150;
    private static final float PRICE = 100;

    private final Path folder;
    private final PublishedStates published;
    private final Report report;

    FileChecks(Path folder, PublishedStates published, Report report) {
        this.folder = folder;
        this.published = published;
        this.report = report;
    }

    void run() {
        report.attempt("the bridge publishes", this::publishes);
        report.attempt("a file written and closed is noticed", this::noticesClosed);
        report.attempt("appends by a writer that holds its file open are noticed", this::noticesHeld);
        report.attempt("a file that the bridge follows can be renamed", this::canBeRenamed);
        report.attempt("a file that the bridge follows can be deleted, and its name used again", this::canBeDeleted);
        report.attempt("a file that the bridge follows can be replaced by a rename over it", this::canBeReplaced);
    }

    private String publishes() throws AssertionFailed {
        return published
                .await(snapshot -> snapshot.symbol().isReserved(), START_PATIENCE)
                .map(canary -> "its canary arrived")
                .orElseThrow(() -> new AssertionFailed("no canary in " + START_PATIENCE.toSeconds()
                        + " s: see the service's log; can its account, LocalService, read this folder?"));
    }

    private String noticesClosed() throws Exception {
        long us = microsUntilSeen(write("CLOSED", 1), nowUs(), PATIENCE);
        return ms(us);
    }

    /// The one that matters: Windows may tell of growth only when the writer closes its handle.
    private String noticesHeld() throws Exception {
        var file = file("HELD");
        var us = new long[APPENDS];
        try (var writer = ScidWriter.open(file)) {
            for (int i = 0; i < APPENDS; i++) {
                Thread.sleep(PAUSE_MS);
                long appendedUs = nowUs();
                writer.append(record());
                writer.flush();
                us[i] = microsUntilSeen(file, appendedUs, PATIENCE);
            }
        }
        Arrays.sort(us);
        return APPENDS + " appends, median " + ms(us[APPENDS / 2]) + ", slowest " + ms(us[APPENDS - 1]);
    }

    private String canBeRenamed() throws Exception {
        Path followed = followed("RENAMED");
        Files.move(followed, file("RENAMED-TO"));
        return "done";
    }

    private String canBeDeleted() throws Exception {
        Path followed = followed("DELETED");
        Files.delete(followed);
        return "written again and noticed " + ms(microsUntilSeen(write("DELETED", 2), nowUs(), PATIENCE));
    }

    private String canBeReplaced() throws Exception {
        Path followed = followed("REPLACED");
        Path other = write("REPLACED-BY", 2);
        long replacedUs = nowUs();
        Files.move(other, followed, StandardCopyOption.REPLACE_EXISTING);
        return "noticed " + ms(microsUntilSeen(followed, replacedUs, PATIENCE));
    }

    /// A file that the bridge has read and therefore holds.
    private Path followed(String name) throws Exception {
        long nowUs = nowUs();
        Path file = write(name, 1);
        long _ = microsUntilSeen(file, nowUs, PATIENCE);
        return file;
    }

    private Path write(String name, int records) throws IOException {
        Path file = file(name);
        try (var writer = ScidWriter.open(file)) {
            for (int i = 0; i < records; i++) {
                writer.append(record());
            }
        }
        return file;
    }

    private Path file(String name) {
        return folder.resolve("DELTATAPE-" + name + ".scid");
    }

    private static SimulatedRecord record() {
        return SimulatedRecord.tick(
                SimulatedRecord.sierraUs(Instant.now()),
                SimulatedRecord.Marker.SINGLE,
                SimulatedRecord.Aggressor.BUYER,
                PRICE,
                1,
                PRICE - 1,
                PRICE);
    }

    /// From a change until the bridge had seen it, by its own stamp in the snapshot that covers the file as it is now.
    private long microsUntilSeen(Path file, long changedUs, Duration patience) throws IOException, AssertionFailed {
        long size = Files.size(file);
        String name = String.valueOf(file.getFileName());
        Snapshot snapshot = published
                .await(s -> s.cursor().file().equals(name) && s.cursor().offset() == size, patience)
                .orElseThrow(() -> new AssertionFailed(
                        name + " with " + size + " bytes was not published in " + patience.toSeconds() + " s"));
        return snapshot.stamps().seenUs() - changedUs;
    }

    private static long nowUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static String ms(long us) {
        return String.format(Locale.ROOT, "after %.1f ms", us / 1e3);
    }
}
