package io.deltatape.simulator;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `simulate` that say how files are written, what is written beside them and what happens to them.
final class WritingOptions {
    @Option(
            names = "--flush",
            paramLabel = "DURATION",
            defaultValue = "0ms",
            converter = DurationConverter.class,
            description = "Time between writes, such as 500ms or 5s; 0ms = each record at once (${DEFAULT-VALUE}).")
    private Duration flush = Duration.ZERO;

    @Option(
            names = "--torn",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of writes, 0 to 1, that end within a record (${DEFAULT-VALUE}).")
    private double torn;

    @Option(
            names = "--handle",
            paramLabel = "held|per_write",
            defaultValue = "held",
            description = "Keep files open, or open and close them for each write (${DEFAULT-VALUE}).")
    private FileHandle handle = FileHandle.HELD;

    @Option(
            names = "--storage-unit",
            paramLabel = "DURATION",
            defaultValue = "0ms",
            converter = DurationConverter.class,
            description = "Store bars of this length, the last one rewritten in place; 0ms = ticks (${DEFAULT-VALUE}).")
    private Duration storageUnit = Duration.ZERO;

    @Option(names = "--legacy-dates", description = "Store times as days in a double, as old versions did.")
    private boolean legacyDates;

    @Option(
            names = "--depth",
            description = "Also write order books, MarketDepthData/SYMBOL.YYYY-MM-DD.depth; not for a replay.")
    private boolean depth;

    @Option(
            names = "--acsil",
            paramLabel = "v2|v3|v3_fixed",
            description = "Also write JSON snapshots into ACSILOutput/ as this version of the study does.")
    private @Nullable AcsilForm acsil;

    @Option(
            names = "--daily",
            arity = "0..1",
            fallbackValue = "lf",
            paramLabel = "lf|crlf",
            description =
                    "Also write SYMBOL.dly: 250 made-up days, then each session that ends; lines end by LF or CRLF.")
    private @Nullable LineEnd daily;

    @Option(
            names = "--misdeeds",
            paramLabel = "all|LIST",
            description = "Do to the .scid files what happens to them beside appending, from this list, such as"
                    + " truncate,compact: edit-last, edit-middle, truncate, redownload, redownload-new-file, compact, copy,"
                    + " tear, clock-back, clock-forward (default: none).")
    private @Nullable String misdeeds;

    @Option(
            names = "--misdeed-interval",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "Time from one misdeed, to one of the files, to the next (${DEFAULT-VALUE}).")
    private Duration misdeedInterval = Duration.ofSeconds(10);

    /// What was asked for. Throws an [IllegalArgumentException] that says what is wrong with it.
    SimulatorOptions chosen(long seed) {
        ScidForm form = ScidForm.DEFAULT
                .withHandle(handle)
                .withStorageUnit(storageUnit)
                .withDates(legacyDates ? DateForm.DAYS : DateForm.MICROSECONDS);
        SimulatorOptions options = SimulatorOptions.DEFAULT
                .withFlushInterval(flush)
                .withTornTails(torn, seed)
                .withFiles(form)
                .withCompanions(companions(), seed);
        return misdeeds == null
                ? options
                : options.withMisdeeds(new MisdeedPlan(Misdeed.listed(misdeeds), misdeedInterval, seed));
    }

    boolean writesDepth() {
        return depth;
    }

    /// Whether the seed decides anything here.
    boolean isRandom() {
        return torn != 0 || misdeeds != null || daily != null || depth;
    }

    String description() {
        StringBuilder text = new StringBuilder(
                flush.isZero() ? "each record at once" : "a write every %d ms".formatted(flush.toMillis()));
        if (!storageUnit.isZero()) {
            text.append(", bars of ").append(storageUnit.toMillis()).append(" ms");
        }
        if (torn != 0) {
            text.append(", ").append(torn).append(" of the writes torn");
        }
        if (legacyDates) {
            text.append(", dates of old versions");
        }
        if (!companions().isEmpty()) {
            text.append(", with ").append(companions());
        }
        if (misdeeds != null) {
            text.append(", a misdeed of %s every %d ms".formatted(misdeeds, misdeedInterval.toMillis()));
        }
        return text.toString();
    }

    private Set<Companion> companions() {
        Set<Companion> chosen = EnumSet.noneOf(Companion.class);
        if (depth) {
            chosen.add(Companion.DEPTH);
        }
        if (acsil != null) {
            chosen.add(
                    switch (acsil) {
                        case V2 -> Companion.ACSIL_V2;
                        case V3 -> Companion.ACSIL_V3;
                        case V3_FIXED -> Companion.ACSIL_V3_FIXED;
                    });
        }
        if (daily != null) {
            chosen.add(
                    switch (daily) {
                        case LF -> Companion.DAILY;
                        case CRLF -> Companion.DAILY_CRLF;
                    });
        }
        return chosen;
    }
}
