package io.deltatape.bridge.doctor;

import io.deltatape.bridge.sierra.Examination;
import io.deltatape.bridge.sierra.FileExaminer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// Looks at a folder, watches it for a while, and prints what was found. Reads only.
public record Doctor(PrintWriter out, InstantSource clock, LongSupplier nanoTime) {
    /// Files looked into and watched, of those the system calls the most recent.
    private static final int FILES_MAX = 500;

    /// Prints the report; answers whether anything needs action. Blocks for the time of watching and a second more.
    ///
    /// @throws io.deltatape.bridge.watch.DirectoryException if the folder cannot be watched
    public boolean report(Folder found, List<Path> folders, Duration time, Duration probeInterval)
            throws InterruptedException {
        Folder folder = examined(found);
        out.print(Report.files(folder, clock.instant()));
        out.printf("%nWatching for %d s …%n", time.toSeconds());
        out.flush();
        List<Path> files = folder.files().stream()
                .filter(file -> !(file.examination() instanceof Examination.NotLooked))
                .map(ListedFile::file)
                .toList();
        var watching = new Watching(time, GrowthWatch.run(folders, files, time, nanoTime));
        List<String> findings = Findings.of(folder, watching, probeInterval);
        out.print(Report.watching(watching));
        out.print(Report.findings(findings));
        out.flush();
        return !findings.isEmpty();
    }

    private static Folder examined(Folder found) {
        var examiner = new FileExaminer();
        var files = new ArrayList<ListedFile>();
        for (ListedFile file : found.files()) {
            files.add(files.size() < FILES_MAX ? file.examined(examiner.examine(file.file(), file.kind())) : file);
        }
        return new Folder(found.directory(), found.place(), files, found.ignored(), found.refused());
    }
}
