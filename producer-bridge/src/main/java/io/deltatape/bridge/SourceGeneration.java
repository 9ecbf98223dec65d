package io.deltatape.bridge;

import io.deltatape.bridge.market.Precedence;
import io.deltatape.bridge.market.SourceKind;
import io.deltatape.bridge.sierra.SourceFile;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.Snapshot;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The generation of a symbol's state: within one, each state came about from the one before. It grows when a file that
/// contributes, or did, is another incarnation or another day's, and when another kind of file becomes the main one.
/// Over a restart it goes on, but only a `.scid` file is known again. Owned by the market thread.
final class SourceGeneration {
    private record Incarnation(String file, long number) {
        static Incarnation of(SourceFile file) {
            return new Incarnation(String.valueOf(file.path().getFileName()), file.generation());
        }
    }

    private final Map<SourceKind, Incarnation> incarnations = new EnumMap<>(SourceKind.class);
    /// The latest kind of the main file; null before the first.
    private @Nullable SourceKind main;
    private long number;

    /// Of a symbol of which nothing was published.
    SourceGeneration() {
        number = 1;
    }

    /// After the last snapshot of the bridge before.
    SourceGeneration(Snapshot known, SourceKind lead) {
        number = known.generation();
        main = Precedence.isMain(lead) ? lead : null;
        FileCursor cursor = known.cursor();
        if (cursor.offset() > 0) {
            incarnations.put(SourceKind.SCID, new Incarnation(cursor.file(), cursor.generation()));
        }
    }

    long number() {
        return number;
    }

    /// Takes notice of what the next state is made of: the kinds that contribute, and the file of each kind that is
    /// there.
    void moveOn(Precedence.Merged merged, Map<SourceKind, SourceFile> files) {
        boolean isAnother = false;
        for (Map.Entry<SourceKind, SourceFile> entry : files.entrySet()) {
            SourceKind kind = entry.getKey();
            if (merged.kinds().contains(kind) || incarnations.containsKey(kind)) {
                Incarnation now = Incarnation.of(entry.getValue());
                Incarnation before = incarnations.put(kind, now);
                isAnother |= before != null && !before.equals(now);
            }
        }
        Optional<SourceKind> next = merged.main();
        isAnother |= main != null && next.isPresent() && next.get() != main;
        main = next.orElse(main);
        number += isAnother ? 1 : 0;
    }
}
