package io.deltatape.bridge.doctor;

import io.deltatape.bridge.sierra.Examination;
import io.deltatape.bridge.sierra.FileExaminer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What somebody has to do, a sentence each: what was found, why it matters, what to change. Stateless.
final class Findings {
    private static final long FLUSH_NANOS_MAX = 1_000_000_000;

    private Findings() {}

    /// All that needs action; `probeInterval` is the bridge's own setting.
    static List<String> of(Folder folder, Watching watching, Duration probeInterval) {
        var findings = new ArrayList<String>();
        if (folder.place().kind() == FolderPlace.Kind.SHARE) {
            findings.add("The folder is on a network share, where the system's events do not tell of another machine's"
                    + " writing and sizes may be old: run the bridge on the machine whose disk holds the files.");
        }
        if (folder.files().isEmpty()) {
            findings.add(
                    "There is no file that the bridge would read, so nothing would be published: give Sierra Chart's"
                            + " data folder (Global Settings » General Settings » Data Files Folder), or widen bridge.symbols.");
            return findings;
        }
        addFiles(findings, folder);
        addGrowth(findings, watching, probeInterval);
        return findings;
    }

    private static void addFiles(List<String> findings, Folder folder) {
        List<String> bars = names(folder, found -> found instanceof Examination.Records r && r.bars() > 0);
        if (!bars.isEmpty()) {
            findings.add("Bars instead of trades are among the last " + Words.count(FileExaminer.RECORDS_MAX)
                    + " records of " + Words.some(bars)
                    + ", and bars have no bid, ask or side: set Intraday Data Storage"
                    + " Time Unit = 1 Tick in Sierra Chart (Global Settings » Data/Trade Service Settings), then download"
                    + " these files again.");
        }
        List<String> unreadable = names(folder, found -> found instanceof Examination.Unreadable);
        if (!unreadable.isEmpty()) {
            findings.add("Not readable, so not published: " + Words.some(unreadable)
                    + "; the list of files says why of each, and what to do.");
        }
        List<String> flawed = names(folder, found -> found instanceof Examination.Records r && r.isFlawed());
        if (!flawed.isEmpty()) {
            findings.add("Damaged records, or records out of order, are in " + Words.some(flawed)
                    + " and the bridge leaves damaged ones aside: delete and download the data again in Sierra Chart.");
        }
        if (!folder.refused().isEmpty()) {
            findings.add(
                    Words.count(folder.refused().size(), "file") + " cannot be given a symbol, so nothing of them is"
                            + " published: follow what is said of each under Refused.");
        }
    }

    private static List<String> names(Folder folder, Predicate<Examination> wanted) {
        return folder.files().stream()
                .filter(file -> wanted.test(file.examination()))
                .map(ListedFile::name)
                .toList();
    }

    private static void addGrowth(List<String> findings, Watching watching, Duration probeInterval) {
        if (watching.grown().isEmpty()) {
            findings.add(
                    "Nothing grew while watched, so delays could not be measured: the market may be closed; if it is"
                            + " open, see that Sierra Chart is connected (File » Connect to Data Feed) and writes to this folder,"
                            + " then run this again.");
            return;
        }
        long flushNanos = watching.flushNanos();
        if (flushNanos > FLUSH_NANOS_MAX) {
            findings.add(
                    "Files are written only every " + Words.span(Duration.ofNanos(flushNanos)) + ", which makes data"
                            + " that old whatever the bridge does (unless the market is that quiet): lower Intraday File Flush"
                            + " Time in Milliseconds in Sierra Chart (Global Settings » Data/Trade Service Settings; unset it is"
                            + " 5 s), for example to 100.");
        }
        Lateness late = watching.lateness();
        boolean isLate = late.never() > 0 || late.percentileNanos(99) > 50_000_000;
        if (isLate && probeInterval.isZero()) {
            findings.add(
                    "The system's events come late or not at all here, and bridge.probe.interval is 0, so the bridge"
                            + " would wait for them: set it to 25ms.");
        }
    }
}
