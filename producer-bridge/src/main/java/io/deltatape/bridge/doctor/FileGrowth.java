package io.deltatape.bridge.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How one file changed while it was watched. Immutable.
record FileGrowth(Path file, List<Growth> growths, Lateness lateness) {
    /// So many changes are needed to say how often the file is written.
    static final int GROWTHS_MIN = 3;

    FileGrowth {
        growths = List.copyOf(growths);
    }

    static FileGrowth of(Path file, List<Growth> growths, List<Long> eventNanos) {
        return new FileGrowth(file, growths, Lateness.of(growths, eventNanos));
    }

    boolean hasInterval() {
        return growths.size() >= GROWTHS_MIN;
    }

    /// The median time between two changes; zero where there are fewer than two.
    long intervalNanos() {
        var gaps = new ArrayList<Long>();
        for (int i = 1; i < growths.size(); i++) {
            gaps.add(growths.get(i).seenNanos() - growths.get(i - 1).seenNanos());
        }
        return Lateness.median(gaps);
    }

    /// The median of the bytes added by a change.
    long bytesEach() {
        return Lateness.median(growths.stream().map(Growth::bytes).toList());
    }
}
