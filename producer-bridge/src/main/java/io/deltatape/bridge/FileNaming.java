package io.deltatape.bridge;

import io.deltatape.bridge.market.SourceKind;
import io.deltatape.bridge.sierra.AcsilFile;
import io.deltatape.contract.Symbol;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rule that says which symbol a file stands for, and as what kind: by its folder and ending, and by its base name,
/// exactly, or the alias configured for that. Immutable.
///
/// | in | name | kind |
/// |---|---|---|
/// | data folder | `BASE.scid` | scid |
/// | data folder | `BASE.dly` | dly |
/// | data folder | `BASE.scid_BarData.txt`, `BASE-BarData.txt` | bars |
/// | depth folder | `BASE.YYYY-MM-DD.depth` | depth |
/// | ACSIL folder | `CLEANED.json`, `CLEANED.json.tmp` | acsil |
///
/// The study that writes JSON cleans a base name of `-` and `.`, so its files only stand for symbols known otherwise:
/// configured ones, or those of other files.
final class FileNaming {
    /// What a file name comes to.
    sealed interface Meaning {}

    /// A file of a symbol; `path` names it where two files make one source. `day` is that of a .depth file, in days
    /// since
    /// 1970, and zero for other kinds.
    record Named(Symbol symbol, SourceKind kind, Path path, long day) implements Meaning {}

    /// No file of ours, or of a symbol that is not configured.
    record Ignored() implements Meaning {}

    /// A file that cannot be taken.
    record Refused(String message) implements Meaning {}

    private static final Meaning IGNORED = new Ignored();
    private static final Pattern DEPTH = Pattern.compile("(.+)\\.(\\d{4}-\\d{2}-\\d{2})\\.depth");
    private static final List<String> BARS = List.of(".scid_bardata.txt", "-bardata.txt");

    private final BridgeConfig config;
    private final Path depthFolder;
    private final Path acsilFolder;

    FileNaming(BridgeConfig config) {
        this.config = config;
        this.depthFolder = config.directory().resolve(config.sources().depthFolder());
        this.acsilFolder = config.directory().resolve(config.sources().acsilFolder());
    }

    /// The folders that may hold files of ours, the data folder first.
    List<Path> folders() {
        return List.of(config.directory(), depthFolder, acsilFolder);
    }

    /// What a file stands for; `known` are the symbols known otherwise.
    Meaning of(Path file, Collection<Symbol> known) {
        Path folder = file.getParent();
        Meaning meaning = IGNORED;
        if (config.directory().equals(folder)) {
            meaning = inDataFolder(file);
        } else if (depthFolder.equals(folder)) {
            meaning = depth(file);
        } else if (acsilFolder.equals(folder)) {
            meaning = acsil(file, known);
        }
        return meaning instanceof Named named && !config.sources().kinds().contains(named.kind) ? IGNORED : meaning;
    }

    private Meaning inDataFolder(Path file) {
        String name = name(file);
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".scid")) {
            return named(file, name.substring(0, name.length() - ".scid".length()), SourceKind.SCID, 0);
        }
        if (lower.endsWith(".dly")) {
            return named(file, name.substring(0, name.length() - ".dly".length()), SourceKind.DAILY, 0);
        }
        return BARS.stream()
                .filter(lower::endsWith)
                .findFirst()
                .map(ending -> named(file, name.substring(0, name.length() - ending.length()), SourceKind.BARS, 0))
                .orElse(IGNORED);
    }

    private Meaning depth(Path file) {
        Matcher matcher = DEPTH.matcher(name(file));
        if (!matcher.matches()) {
            return IGNORED;
        }
        try {
            return named(
                    file,
                    matcher.group(1),
                    SourceKind.DEPTH,
                    LocalDate.parse(matcher.group(2)).toEpochDay());
        } catch (DateTimeException _) {
            return new Refused("file " + file + ": " + matcher.group(2)
                    + " is no day, expected BASE.YYYY-MM-DD.depth: rename it, or let Sierra Chart write it again");
        }
    }

    private Meaning named(Path file, String base, SourceKind kind, long day) {
        Symbol alias = config.aliases().get(base);
        if (alias == null && (!Symbol.isValid(base) || new Symbol(base).isReserved())) {
            return new Refused("file " + file + ": its base name cannot be a symbol, expected 1 to " + Symbol.LENGTH_MAX
                    + " characters that a Windows file name may have, not beginning with ~: rename it, or give it a"
                    + " symbol in bridge.aliases");
        }
        Symbol symbol = alias == null ? new Symbol(base) : alias;
        boolean wanted = config.symbols().isEmpty() || config.symbols().contains(symbol);
        return wanted ? new Named(symbol, kind, file, day) : IGNORED;
    }

    private Meaning acsil(Path file, Collection<Symbol> known) {
        if (!AcsilFile.isSnapshotName(name(file))) {
            return IGNORED;
        }
        String cleaned = AcsilFile.cleanedSymbol(name(file));
        Collection<Symbol> symbols = config.symbols().isEmpty() ? known : config.symbols();
        List<Symbol> meant = symbols.stream()
                .filter(symbol -> isCleaned(symbol, cleaned))
                .sorted()
                .toList();
        return switch (meant.size()) {
            case 0 -> IGNORED;
            case 1 -> new Named(meant.getFirst(), SourceKind.ACSIL, AcsilFile.snapshotPath(file), 0);
            default ->
                new Refused("file " + file + " may stand for any of " + meant
                        + ", whose names are the same after cleaning, expected one: configure only one of them in"
                        + " bridge.symbols");
        };
    }

    /// Whether a cleaned name is that of a symbol, or of the file that is published as it.
    private boolean isCleaned(Symbol symbol, String cleaned) {
        boolean byAlias = config.aliases().entrySet().stream()
                .anyMatch(alias -> alias.getValue().equals(symbol)
                        && AcsilFile.clean(alias.getKey()).equals(cleaned));
        return byAlias || AcsilFile.clean(symbol.name()).equals(cleaned);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
