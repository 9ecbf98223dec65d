package io.deltatape.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The files of one symbol: its .scid file and what is written beside it, all from the same records. Owned by the
/// simulator thread; what [#scid] says of itself is for any.
final class SymbolFiles implements Closeable {
    private final String symbol;
    private final ScidWriter scid;
    private final @Nullable BarBuilder bars;
    private final List<CompanionFile> companions;

    SymbolFiles(String symbol, ScidWriter scid, @Nullable BarBuilder bars, List<CompanionFile> companions) {
        this.symbol = symbol;
        this.scid = scid;
        this.bars = bars;
        this.companions = List.copyOf(companions);
    }

    /// Opens a symbol's files, or creates them; closes what it has opened when one fails.
    static SymbolFiles open(
            Path folder,
            String symbol,
            SimulatorOptions options,
            ScidOptions scidOptions,
            SplittableRandom random,
            AcsilGlobals globals)
            throws IOException {
        BarBuilder bars = options.files().storageUnit().isZero()
                ? null
                : new BarBuilder(options.files().storageUnit());
        List<Closeable> opened = new ArrayList<>();
        try {
            ScidWriter scid = ScidWriter.open(ScidWriter.fileOf(folder, symbol), scidOptions);
            opened.add(scid::close);
            List<CompanionFile> companions = new ArrayList<>();
            for (Companion kind : options.companions().stream().sorted().toList()) {
                CompanionFile companion = kind.open(folder, symbol, options, random.split(), globals);
                opened.add(companion);
                companions.add(companion);
            }
            return new SymbolFiles(symbol, scid, bars, companions);
        } catch (IOException | RuntimeException e) {
            Closing.suppressing(e, opened);
            throw e;
        }
    }

    String symbol() {
        return symbol;
    }

    ScidWriter scid() {
        return scid;
    }

    /// The order book after the last record; throws when none is written.
    BookLevels book() {
        return companions.stream()
                .filter(DepthFeed.class::isInstance)
                .map(DepthFeed.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(symbol + ": no order book is simulated"))
                .levels();
    }

    /// Takes up the symbol's next record, which was due at `dueNanos` on the clock of the .scid file's listener.
    void take(SimulatedRecord record, long dueNanos) throws IOException {
        scid.takenUp(dueNanos);
        store(record);
        for (CompanionFile companion : companions) {
            companion.take(record);
        }
    }

    /// Writes what waits.
    void flush() throws IOException {
        scid.flush();
        for (CompanionFile companion : companions) {
            companion.flush();
        }
    }

    /// Whether something waits for a flush.
    boolean holdsBytes() {
        return scid.holdsBytes() || companions.stream().anyMatch(CompanionFile::holdsBytes);
    }

    /// Does something to the .scid file. The bar that grew in it may be gone or changed: the next record begins
    /// another.
    void commit(Misdeed misdeed, RandomGenerator random) throws IOException {
        misdeed.commit(scid, random);
        if (bars != null) {
            bars.restart();
        }
    }

    @Override
    public void close() throws IOException {
        List<Closeable> all = new ArrayList<>(companions);
        all.add(scid::close);
        Closing.all(all);
    }

    private void store(SimulatedRecord record) throws IOException {
        if (bars == null) {
            scid.append(record);
            return;
        }
        switch (bars.take(record)) {
            case BEGAN -> scid.append(bars.bar());
            case GREW -> scid.replaceLast(bars.bar());
            case NONE -> {}
        }
    }
}
