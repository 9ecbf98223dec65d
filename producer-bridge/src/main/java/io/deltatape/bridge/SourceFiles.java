package io.deltatape.bridge;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;

import io.deltatape.bridge.market.SourceKind;
import io.deltatape.bridge.market.TradeTape;
import io.deltatape.bridge.publish.Draft;
import io.deltatape.bridge.publish.ResumePoints;
import io.deltatape.bridge.publish.TradeLog;
import io.deltatape.bridge.sierra.AcsilFile;
import io.deltatape.bridge.sierra.BarTextFile;
import io.deltatape.bridge.sierra.DailyFile;
import io.deltatape.bridge.sierra.DepthFile;
import io.deltatape.bridge.sierra.FileUpdate;
import io.deltatape.bridge.sierra.ReadTally;
import io.deltatape.bridge.sierra.Resume;
import io.deltatape.bridge.sierra.ScidFile;
import io.deltatape.bridge.sierra.SharedReading;
import io.deltatape.bridge.sierra.SourceFile;
import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of the folders and the symbols that they stand for. Owned by the market thread, but for [#isPublished].
///
/// A file that vanished stays known, with what was read of it, so that it goes on when it comes back; after a while
/// it is no longer told of, and another file of its symbol takes its place. A configured symbol's is told of for ever.
final class SourceFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceFiles.class);
    /// More files than these are refused: most known ones are held open.
    private static final int FILES_MAX = 10_000;
    /// Refused names remembered, so that each is said once.
    private static final int REFUSED_MAX = 10_000;

    private record Entry(SymbolSources sources, SourceFile file) {}

    private final BridgeConfig config;
    private final FileNaming naming;
    private final ResumePoints resumePoints;
    private final TradeLog tradeLog;
    private final SharedReading shared;
    private final Map<Path, Entry> entries = new HashMap<>();
    private final UnreadableFiles unreadable = new UnreadableFiles();
    private final AbsentFiles absent = new AbsentFiles();
    private final Set<Path> refused = new HashSet<>();
    /// Those that the listing under way came upon.
    private final Set<Path> refusedAgain = new HashSet<>();
    private final List<Path> dropped = new ArrayList<>();
    /// Written by the market thread, read by any.
    private final Map<Symbol, SymbolSources> symbols = new ConcurrentHashMap<>();

    SourceFiles(BridgeConfig config, ResumePoints resumePoints, TradeLog tradeLog, SharedReading shared) {
        this.config = config;
        this.naming = new FileNaming(config);
        this.resumePoints = resumePoints;
        this.tradeLog = tradeLog;
        this.shared = shared;
    }

    /// The files of a folder that stand for a symbol, those that vanished included, each to be opened anew.
    ///
    /// @throws IOException if the folder cannot be listed
    Collection<Path> scan(Path folder) throws IOException {
        present(folder);
        List<Path> found = known(folder);
        found.forEach(this::reexamine);
        return found;
    }

    /// Takes in the files of a folder that are new, and gives them and those that are back.
    ///
    /// @throws IOException if the folder cannot be listed
    Collection<Path> discover(Path folder) throws IOException {
        Set<Path> known = new HashSet<>(known(folder));
        Set<Path> present = present(folder);
        known.retainAll(entries.keySet());
        if (!present.isEmpty() || !refusedAgain.isEmpty()) { // else it may be the place of a drive not mounted
            absent.listed(known, present).forEach(this::giveUp);
        }
        var found = new LinkedHashSet<Path>();
        for (Path file : present) {
            if (absent.forget(file) || !known.contains(file)) {
                found.add(file);
            }
        }
        return found;
    }

    /// The files of ours that are in a folder, new ones taken in. Those refused are forgotten if they are no longer.
    private Set<Path> present(Path folder) throws IOException {
        var present = new LinkedHashSet<Path>();
        refusedAgain.clear();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                taken(file).ifPresent(present::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        refused.removeIf(file -> folder.equals(file.getParent()) && !refusedAgain.contains(file));
        present.retainAll(entries.keySet()); // a later day's may have taken the place of one just found
        return present;
    }

    private void giveUp(Path file) {
        Entry entry = entries.get(file);
        if (entry == null || config.symbols().contains(entry.sources.symbol())) {
            return;
        }
        LOG.info("file has been gone for a while, what was read of it stays, it is told of no more file={}", file);
        absent.giveUp(file);
        unreadable.forget(file);
        dropped.add(file);
    }

    private List<Path> known(Path folder) {
        return entries.keySet().stream()
                .filter(file -> folder.equals(file.getParent()))
                .toList();
    }

    /// Closes the files of a folder: another may come in its place.
    void leave(Path folder) {
        known(folder).forEach(this::reexamine);
    }

    /// The files that are known.
    Collection<Path> all() {
        return entries.keySet();
    }

    /// The files that have become of no use since this was asked last.
    List<Path> takeDropped() {
        List<Path> taken = List.copyOf(dropped);
        dropped.clear();
        return taken;
    }

    /// The path under which a file is known, if it stands for a symbol; a new one is taken in.
    Optional<Path> taken(Path file) {
        if (entries.containsKey(file)) {
            return Optional.of(file);
        }
        return switch (naming.of(file, symbols.keySet())) {
            case FileNaming.Ignored() -> Optional.empty();
            case FileNaming.Refused(String message) -> refuse(file, message);
            case FileNaming.Named named ->
                entries.containsKey(named.path()) ? Optional.of(named.path()) : takeIn(named);
        };
    }

    private Optional<Path> takeIn(FileNaming.Named named) {
        Optional<String> objection = objection(named);
        if (objection.isPresent()) {
            return refuse(named.path(), "file " + named.path() + ": " + objection.get());
        }
        SymbolSources sources = symbols.computeIfAbsent(
                named.symbol(),
                symbol -> new SymbolSources(symbol, config.instruments().sessionRule(symbol), resumePoints));
        if (named.kind() == SourceKind.DEPTH) {
            if (!sources.takesDepth(named.day())) {
                return Optional.empty();
            }
            DepthFile opened = openDepth(named);
            entries.put(named.path(), new Entry(sources, opened));
            sources.putDepth(named.day(), opened).ifPresent(this::drop);
        } else {
            SourceFile opened = open(named);
            entries.put(named.path(), new Entry(sources, opened));
            sources.put(named.kind(), opened).ifPresent(before -> {
                LOG.info(
                        "symbol {} goes over to file {}, since {} is gone",
                        named.symbol(),
                        named.path(),
                        before.path());
                drop(before);
            });
        }
        refused.remove(named.path());
        return Optional.of(named.path());
    }

    /// Why a file cannot be taken in, and what to do.
    private Optional<String> objection(FileNaming.Named named) {
        SymbolSources sources = symbols.get(named.symbol());
        Optional<SourceFile> other = sources == null ? Optional.empty() : sources.get(named.kind());
        if (other.isPresent() && !isAbsent(other.get())) {
            return Optional.of("symbol " + named.symbol() + " already comes from "
                    + other.get().path()
                    + ", expected one file each: give one of the two another name in bridge.aliases");
        }
        if (named.kind() == SourceKind.DEPTH && shared.isAhead(named.day())) {
            return Optional.of(
                    "its day has not begun in UTC, expected today's or an earlier one: check the clock of the"
                            + " machine that writes it; it is read when its day has begun");
        }
        if (entries.size() >= FILES_MAX) {
            return Optional.of(FILES_MAX + " files are open already, which is the limit: name the symbols you need in"
                    + " bridge.symbols");
        }
        return Optional.empty();
    }

    /// Whether a file's place is free: the folder could be listed and did not name it, nor is it there now.
    private boolean isAbsent(SourceFile file) {
        return absent.isAbsent(file.path()) && Files.notExists(file.path());
    }

    private void drop(SourceFile file) {
        entries.remove(file.path());
        dropped.add(file.path());
        unreadable.forget(file.path());
        absent.forget(file.path());
        file.close();
    }

    private SourceFile open(FileNaming.Named named) {
        BigDecimal multiplier = config.multiplier(named.symbol());
        return switch (named.kind()) {
            case SCID ->
                new ScidFile(
                        named.path(),
                        multiplier,
                        config.instruments().sessionRule(named.symbol()),
                        shared,
                        resume(named.symbol()).orElse(null));
            case DEPTH -> openDepth(named);
            case DAILY -> new DailyFile(named.path(), multiplier, shared);
            case BARS ->
                new BarTextFile(
                        named.path(),
                        config.sources().textZone(),
                        multiplier,
                        config.instruments().sessionRule(named.symbol()),
                        shared);
            case ACSIL -> new AcsilFile(named.path(), multiplier, shared);
        };
    }

    private DepthFile openDepth(FileNaming.Named named) {
        return new DepthFile(
                named.path(),
                config.multiplier(named.symbol()),
                config.sources().depthLevels(),
                shared);
    }

    private Optional<Resume> resume(Symbol symbol) {
        long taken = tradeLog.of(symbol).generation();
        Optional<ScidFile> before = Optional.ofNullable(symbols.get(symbol))
                .flatMap(sources -> sources.get(SourceKind.SCID))
                .map(ScidFile.class::cast);
        if (before.isPresent()) {
            ScidFile file = before.get();
            return Optional.of(new Resume(file.generation(), taken, file.cursor(), ABSENT));
        }
        Optional<Snapshot> last =
                resumePoints.of(symbol).filter(snapshot -> snapshot.cursor().offset() > 0);
        if (last.isEmpty()) {
            return taken == 0 ? Optional.empty() : Optional.of(new Resume(0, taken, FileCursor.NONE, ABSENT));
        }
        MarketState state = last.get().state();
        long close = state.has(Field.PREV_CLOSE) ? state.value(Field.PREV_CLOSE) : ABSENT;
        return Optional.of(
                new Resume(last.get().cursor().generation(), taken, last.get().cursor(), close));
    }

    private Optional<Path> refuse(Path file, String message) {
        refusedAgain.add(file);
        if (refused.size() < REFUSED_MAX && refused.add(file)) {
            LOG.warn(message);
        }
        return Optional.empty();
    }

    /// Says that another file may stand under a name now, or none; answers whether it is one of ours.
    boolean reexamine(Path file) {
        Entry entry = entries.get(file);
        if (entry != null) {
            entry.file.reexamine();
        }
        return entry != null;
    }

    /// Whether a file differs from what was read of it, as far as a look without reading tells.
    boolean hasChanged(Path file) {
        Entry entry = entries.get(file);
        return entry != null && entry.file.hasChanged();
    }

    /// Whether a file differs from what was read of it, or another stands in its place.
    boolean looksDifferent(Path file) {
        Entry entry = entries.get(file);
        return entry != null && entry.file.looksDifferent();
    }

    /// Reads what is new in a file; gives its symbol's state where there is something to publish.
    Optional<Draft> read(Path file, long seenUs) {
        Entry entry = entries.get(file);
        if (entry == null) {
            return Optional.empty();
        }
        FileUpdate update = entry.file.update();
        if (!(update instanceof FileUpdate.Unreadable(String message))) {
            unreadable.read(file);
        } else if (!absent.isGivenUp(file)) {
            unreadable.note(file, message);
        }
        entry.sources.looked(entry.file, update).ifPresent(this::drop);
        return entry.sources.draft(seenUs);
    }

    /// The files that could not be read the last time.
    UnreadableFiles unreadable() {
        return unreadable;
    }

    /// The trades of a symbol's file, if it has one.
    Optional<TradeTape> trades(Symbol symbol) {
        return Optional.ofNullable(symbols.get(symbol)).flatMap(SymbolSources::trades);
    }

    /// Whether a symbol comes from a file of ours; safe from any thread.
    boolean isPublished(Symbol symbol) {
        return symbols.containsKey(symbol);
    }

    /// The folders that may hold files of ours, the data folder first.
    List<Path> folders() {
        return naming.folders();
    }

    /// Configured symbols for which there is no file.
    List<Symbol> missing() {
        return config.symbols().stream()
                .filter(symbol -> !symbols.containsKey(symbol))
                .sorted()
                .toList();
    }

    int count() {
        return entries.size() - absent.givenUp();
    }

    int refused() {
        return refused.size();
    }

    ReadTally tally() {
        return shared.tally();
    }

    @Override
    public void close() {
        entries.values().forEach(entry -> entry.file.close());
    }
}
