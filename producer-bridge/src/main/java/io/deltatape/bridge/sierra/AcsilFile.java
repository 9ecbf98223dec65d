package io.deltatape.bridge.sierra;

import io.deltatape.contract.MarketState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Locale;

/// The JSON snapshot that an ACSIL study keeps of one symbol: `X.json` and, since the studies fail to rename it, the
/// `X.json.tmp` beside it, which may be the one that lives.
///
/// Both are read at each look, and the newest that is whole counts. One that is half written keeps what it said before
/// and is read again at the next look; only after [#ATTEMPTS_MAX] such looks in a row it is said. A snapshot that
/// repeats the values changes nothing, not even the time: a study writes ten a second whether anything happened or
/// not. Files are opened for the moment of reading and never touched. Owned by the market thread.
public final class AcsilFile implements SourceFile {
    /// A larger file is refused: the studies write below a kilobyte.
    static final int BYTES_MAX = 65_536;
    /// Half written in so many looks in a row, a second or more: it stays so.
    static final int ATTEMPTS_MAX = 25;

    private static final String ENDING = ".json";
    private static final String ENDING_FIXED = "_ticks_v3_final.json";
    private static final String TEMPORARY = ".tmp";
    private static final FileUpdate UNCHANGED = new FileUpdate.Unchanged();

    private final Path path;
    private final SharedReading shared;
    private final AcsilCopy main;
    private final AcsilCopy temporary;
    private MarketState values = MarketState.EMPTY;
    private MarketState state = MarketState.EMPTY;

    /// A file not looked at yet; `json` is the path that ends in `.json`, whether it exists or only its `.tmp`.
    public AcsilFile(Path json, BigDecimal multiplier, SharedReading shared) {
        this.path = json;
        this.shared = shared;
        var numbers = new TextNumbers(multiplier);
        this.main = new AcsilCopy(json, numbers, shared);
        this.temporary = new AcsilCopy(json.resolveSibling(json.getFileName() + TEMPORARY), numbers, shared);
    }

    /// Whether a file of the folder may be a snapshot: commands to the study and its answers are not.
    public static boolean isSnapshotName(String fileName) {
        String name = withoutTemporary(fileName).toLowerCase(Locale.ROOT);
        boolean isTrade = name.equals("trade_commands" + ENDING) || name.startsWith("trade_response_");
        return name.endsWith(ENDING) && !cleanedSymbol(name).isEmpty() && !isTrade;
    }

    /// The path that stands for a snapshot: the same, without `.tmp`.
    public static Path snapshotPath(Path file) {
        return file.resolveSibling(withoutTemporary(String.valueOf(file.getFileName())));
    }

    /// The cleaned symbol in the name of a snapshot; several symbols may have the same one.
    public static String cleanedSymbol(String fileName) {
        String name = withoutTemporary(fileName);
        String lower = name.toLowerCase(Locale.ROOT);
        int ending = lower.endsWith(ENDING_FIXED) ? ENDING_FIXED.length() : ENDING.length();
        return name.substring(0, Math.max(name.length() - ending, 0));
    }

    private static String withoutTemporary(String fileName) {
        boolean isTemporary = fileName.toLowerCase(Locale.ROOT).endsWith(TEMPORARY);
        return isTemporary ? fileName.substring(0, fileName.length() - TEMPORARY.length()) : fileName;
    }

    /// A symbol as the studies write it in names of files.
    public static String clean(String symbol) {
        return symbol.replace('-', '_').replace('.', '_');
    }

    @Override
    public FileUpdate update() {
        shared.lookAtClock();
        main.read();
        temporary.read();
        AcsilCopy newest = temporary.isNewerThan(main) ? temporary : main;
        AcsilSnapshot snapshot = newest.snapshot();
        if (snapshot != null && !snapshot.values().equals(values)) {
            take(snapshot);
            return new FileUpdate.Changed(1);
        }
        if (!main.isThere() && !temporary.isThere()) {
            return new FileUpdate.Unreadable(
                    "file " + path + " does not exist (any more): it is read as soon as it appears");
        }
        return unchanged(newest, newest == main ? temporary : main);
    }

    private void take(AcsilSnapshot snapshot) {
        values = snapshot.values();
        state = snapshot.state();
        shared.tally().countEstimatedState();
        if (snapshot.form() == AcsilForm.UNKNOWN) {
            shared.tally().countUnknownSource();
        }
    }

    /// Nothing new: for good, or because what may be newer cannot be read.
    private static FileUpdate unchanged(AcsilCopy newest, AcsilCopy other) {
        if (!newest.problem().isEmpty()) {
            return new FileUpdate.Unreadable(newest.problem());
        }
        boolean isMissed = other.isModifiedAfter(newest) && !other.problem().isEmpty();
        return isMissed ? new FileUpdate.Unreadable(other.problem()) : UNCHANGED;
    }

    /// It has no incarnations: each look takes the whole of it.
    @Override
    public long generation() {
        return 1;
    }

    @Override
    public MarketState state() {
        return state;
    }

    @Override
    public boolean hasChanged() {
        return main.hasChanged() || temporary.hasChanged();
    }

    @Override
    public Path path() {
        return path;
    }
}
