package io.deltatape.bridge.doctor;

import java.time.Duration;
import java.util.List;

/// What watching a folder came to: how long, and how each file grew. Immutable.
record Watching(Duration time, List<FileGrowth> files) {
    Watching {
        files = List.copyOf(files);
    }

    /// Those that changed, the liveliest first.
    List<FileGrowth> grown() {
        return files.stream()
                .filter(file -> !file.growths().isEmpty())
                .sorted((a, b) ->
                        Integer.compare(b.growths().size(), a.growths().size()))
                .toList();
    }

    Lateness lateness() {
        return Lateness.together(files.stream().map(FileGrowth::lateness).toList());
    }

    /// The shortest interval at which any file was written, which bounds Sierra Chart's flush time; zero if unknown.
    long flushNanos() {
        return files.stream()
                .filter(FileGrowth::hasInterval)
                .mapToLong(FileGrowth::intervalNanos)
                .min()
                .orElse(0);
    }
}
