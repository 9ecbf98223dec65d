package io.deltatape.bridge.doctor;

import io.deltatape.bridge.sierra.Examination;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The text that tells a trader what was found, at most [Words#WIDTH] characters wide. Stateless.
final class Report {
    /// Files listed; the others are counted.
    static final int LISTED_MAX = 40;

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String FILES = "  %s %s %s %9s %11s  %-16s %7s %5s%n";
    private static final String GROWN = "  %s %7s %9s %9s %8s %9s %9s %9s %6s%n";

    private Report() {}

    /// What the files are, as of a moment.
    static String files(Folder folder, Instant now) {
        var text = new StringBuilder();
        text.append(Words.wrap("Folder    ", folder.directory().toString())).append('\n');
        text.append("Kept on   ").append(folder.place().words()).append('\n');
        text.append("Looked    ").append(SECOND.format(now)).append(" UTC\n");
        text.append("Files     ")
                .append(Words.count(folder.files().size()))
                .append(" that the bridge reads (")
                .append(Words.size(folder.bytes()))
                .append(", ")
                .append(Words.count(records(folder), "record"))
                .append("), ")
                .append(Words.count(folder.refused().size()))
                .append(" refused, ")
                .append(Words.count(folder.ignored()))
                .append(" of no interest to it\n");
        if (!folder.files().isEmpty()) {
            text.append('\n');
            text.append(FILES.formatted(
                    Words.cell("file", 25),
                    Words.cell("kind", 5),
                    Words.cell("symbol", 12),
                    "size",
                    "records",
                    "last (UTC)",
                    "age",
                    "ticks"));
            folder.files().stream().limit(LISTED_MAX).forEach(file -> text.append(row(file, now)));
            text.append(more(folder.files().size()));
        }
        if (!folder.refused().isEmpty()) {
            text.append("\nRefused\n");
            folder.refused().stream()
                    .limit(LISTED_MAX)
                    .forEach(message -> text.append(Words.wrap("  - ", message)).append('\n'));
            text.append(more(folder.refused().size()));
        }
        return text.toString();
    }

    private static long records(Folder folder) {
        return folder.files().stream()
                .mapToLong(file -> file.examination() instanceof Examination.Records r ? r.records() : 0)
                .sum();
    }

    private static String more(int count) {
        return count <= LISTED_MAX ? "" : "  … and " + Words.count(count - LISTED_MAX) + " more\n";
    }

    private static String row(ListedFile file, Instant now) {
        String records = "-";
        String ticks = "-";
        String note = "";
        switch (file.examination()) {
            case Examination.NotLooked() -> {}
            case Examination.Unreadable(String reason) -> note = Words.wrap("    ! ", reason) + "\n";
            case Examination.Records found -> {
                records = Words.count(found.records());
                ticks = ticks(found);
                note = note(found);
            }
        }
        return FILES.formatted(
                        Words.cell(file.name(), 25),
                        Words.cell(file.kind().word(), 5),
                        Words.cell(file.symbol().name(), 12),
                        Words.size(file.sizeBytes()),
                        records,
                        MINUTE.format(file.latest()),
                        Words.span(Duration.between(file.latest(), now)),
                        ticks)
                + note;
    }

    /// The share of trades among trades and bars, rounded down so that one bar shows.
    private static String ticks(Examination.Records found) {
        long all = found.ticks() + found.bars();
        return all == 0 ? "-" : found.ticks() * 100 / all + " %";
    }

    private static String note(Examination.Records found) {
        String note = "";
        if (found.isFlawed()) {
            note += Words.wrap(
                            "    ! ",
                            "among the last records: " + Words.count(found.badTimes()) + " without a time, "
                                    + Words.count(found.badPrices()) + " without a price, "
                                    + Words.count(found.outOfOrder()) + " before the one in front")
                    + "\n";
        }
        if (found.tornBytes() > 0) {
            note += "    · ends in " + Words.count(found.tornBytes(), "byte")
                    + " of a record that is still to be finished\n";
        }
        return note;
    }

    /// How the files grew.
    static String watching(Watching watching) {
        List<FileGrowth> grown = watching.grown();
        var text = new StringBuilder("\n");
        text.append(Words.wrap(
                        "Watched   ",
                        watching.time().toSeconds() + " s: " + grown.size() + " of "
                                + Words.count(watching.files().size(), "file") + " changed size, asked every "
                                + GrowthWatch.PROBE.toMillis() + " ms; beside it the system's events"))
                .append('\n');
        if (grown.isEmpty()) {
            return text.toString();
        }
        text.append('\n');
        text.append(GROWN.formatted(Words.cell("", 22), "", "median", "median", "told by", "late by", "", "", "")
                        .stripTrailing())
                .append('\n');
        text.append(GROWN.formatted(
                Words.cell("file", 22), "changes", "interval", "bytes", "events", "p50", "p99", "max", "never"));
        grown.stream()
                .limit(LISTED_MAX)
                .forEach(file -> text.append(grownRow(
                        String.valueOf(file.file().getFileName()),
                        file.growths().size(),
                        file.growths().size() < 2 ? "-" : Words.span(Duration.ofNanos(file.intervalNanos())),
                        Words.count(file.bytesEach()),
                        file.lateness())));
        text.append(more(grown.size()));
        int changes = grown.stream().mapToInt(file -> file.growths().size()).sum();
        text.append(grownRow("all", changes, "", "", watching.lateness()));
        return text.toString();
    }

    private static String grownRow(String name, int changes, String interval, String bytes, Lateness late) {
        boolean isKnown = late.count() > 0;
        return GROWN.formatted(
                Words.cell(name, 22),
                Words.count(changes),
                interval,
                bytes,
                Words.count(late.count()),
                isKnown ? Words.millis(late.percentileNanos(50)) : "-",
                isKnown ? Words.millis(late.percentileNanos(99)) : "-",
                isKnown ? Words.millis(late.percentileNanos(100)) : "-",
                Words.count(late.never()));
    }

    static String findings(List<String> findings) {
        if (findings.isEmpty()) {
            return "\nFindings  none: nothing needs to be changed\n";
        }
        var text = new StringBuilder("\nFindings\n");
        for (int i = 0; i < findings.size(); i++) {
            text.append(Words.wrap("  " + (i + 1) + ". ", findings.get(i))).append('\n');
        }
        return text.toString();
    }
}
