package io.deltatape.bridge;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.publish.Draft;
import io.deltatape.bridge.publish.ResumePoints;
import io.deltatape.bridge.sierra.FileUpdate;
import io.deltatape.bridge.sierra.ReadTally;
import io.deltatape.bridge.sierra.Resume;
import io.deltatape.bridge.sierra.ScidFile;
import io.deltatape.bridge.sierra.SharedReading;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of the folder and the symbols that they stand for. Owned by the market thread, but for [#isPublished].
///
/// What cannot be read is said once, and again when the reason changes.
final class SymbolFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SymbolFiles.class);
    /// More files than these are refused: each known one is held open.
    private static final int FILES_MAX = 10_000;
    /// Refused names remembered, so that each is said once.
    private static final int REFUSED_MAX = 10_000;
    private static final String SOURCE = "scid";

    private static final class Entry {
        final Symbol symbol;
        final ScidFile file;
        final boolean isResumed;
        boolean isPublished;

        @Nullable
        String problem;

        Entry(Symbol symbol, ScidFile file, boolean isResumed) {
            this.symbol = symbol;
            this.file = file;
            this.isResumed = isResumed;
        }
    }

    private final BridgeConfig config;
    private final FileNaming naming;
    private final ResumePoints resumePoints;
    private final SharedReading shared = new SharedReading();
    private final Map<Path, Entry> entries = new HashMap<>();
    private final Set<Path> refused = new HashSet<>();
    private int unreadable;
    /// Written by the market thread, read by any.
    private final Map<Symbol, Path> symbols = new ConcurrentHashMap<>();

    SymbolFiles(BridgeConfig config, ResumePoints resumePoints) {
        this.config = config;
        this.naming = new FileNaming(config);
        this.resumePoints = resumePoints;
    }

    /// The files of the folder that stand for a symbol, those that vanished included.
    ///
    /// @throws IOException if the folder cannot be listed
    Collection<Path> scan() throws IOException {
        var found = new ArrayList<Path>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(config.directory())) {
            for (Path file : files) {
                if (knows(file)) {
                    found.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.forEach(this::reexamine);
        return found;
    }

    /// Whether a file stands for a symbol; a new one is taken in.
    boolean knows(Path file) {
        if (entries.containsKey(file)) {
            return true;
        }
        return switch (naming.of(file)) {
            case FileNaming.Ignored() -> false;
            case FileNaming.Refused(String message) -> refuse(file, message);
            case FileNaming.Named(Symbol symbol) -> takeIn(file, symbol);
        };
    }

    private boolean takeIn(Path file, Symbol symbol) {
        Path other = symbols.get(symbol);
        if (other != null) {
            return refuse(
                    file,
                    "file " + file + ": symbol " + symbol + " already comes from " + other
                            + ", expected one file each: give one of the two another name in bridge.aliases");
        }
        if (entries.size() >= FILES_MAX) {
            return refuse(
                    file,
                    "file " + file + ": " + FILES_MAX + " files are open already, which is the limit: name"
                            + " the symbols you need in bridge.symbols");
        }
        Optional<Snapshot> last = resumePoints.of(symbol);
        Resume resume = last.map(SymbolFiles::resume).orElse(null);
        var opened = new ScidFile(file, config.multiplier(symbol), shared, resume);
        entries.put(file, new Entry(symbol, opened, last.isPresent()));
        symbols.put(symbol, file);
        return true;
    }

    private static Resume resume(Snapshot last) {
        MarketState state = last.state();
        long close = state.has(Field.PREV_CLOSE) ? state.value(Field.PREV_CLOSE) : MarketRecord.ABSENT;
        return new Resume(last.generation(), last.cursor(), close);
    }

    private boolean refuse(Path file, String message) {
        if (refused.size() < REFUSED_MAX && refused.add(file)) {
            LOG.warn(message);
        }
        return false;
    }

    /// Says that another file may stand under a name now, or none; answers whether it is one of ours.
    boolean reexamine(Path file) {
        Entry entry = entries.get(file);
        if (entry != null) {
            entry.file.reexamine();
        }
        return entry != null;
    }

    /// Reads what is new in a file; gives its symbol's state where there is something to publish.
    Optional<Draft> read(Path file, long seenUs) {
        Entry entry = entries.get(file);
        if (entry == null) {
            return Optional.empty();
        }
        FileUpdate update = entry.file.update();
        if (update instanceof FileUpdate.Unreadable(String message)) {
            if (!message.equals(entry.problem)) {
                LOG.warn(message);
            }
            unreadable += entry.problem == null ? 1 : 0;
            entry.problem = message;
            return Optional.empty();
        }
        if (entry.problem != null) {
            LOG.info("file can be read again file={}", file);
            unreadable--;
            entry.problem = null;
        }
        MarketState state = entry.file.state();
        boolean isFirst = !entry.isPublished;
        boolean hasSomething = !state.equals(MarketState.EMPTY) || entry.isResumed || entry.file.generation() > 1;
        if (!hasSomething || !(isFirst || update instanceof FileUpdate.Changed)) {
            return Optional.empty();
        }
        entry.isPublished = true;
        return Optional.of(
                new Draft(entry.symbol, entry.file.generation(), SOURCE, seenUs, entry.file.cursor(), state));
    }

    /// Whether a symbol comes from a file of ours; safe from any thread.
    boolean isPublished(Symbol symbol) {
        return symbols.containsKey(symbol);
    }

    /// Configured symbols for which there is no file.
    List<Symbol> missing() {
        return config.symbols().stream()
                .filter(symbol -> !symbols.containsKey(symbol))
                .sorted()
                .toList();
    }

    int count() {
        return entries.size();
    }

    int unreadable() {
        return unreadable;
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
