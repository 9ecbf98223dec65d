package io.deltatape.bridge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The files that a listing of their folder no longer names, for how many listings, and which of them are given up.
/// Owned by the market thread.
final class AbsentFiles {
    /// Ten minutes of listings each five seconds; then nobody need be told any more.
    static final int GONE_LISTINGS = 120;

    private final Map<Path, Integer> listings = new HashMap<>();
    private final Set<Path> gone = new HashSet<>();

    /// Notes that a folder was listed, which of its files were known before and which are present; gives those
    /// that have been absent for [#GONE_LISTINGS] now.
    List<Path> listed(Collection<Path> known, Set<Path> present) {
        var goneNow = new ArrayList<Path>();
        for (Path file : known) {
            if (present.contains(file)) {
                listings.remove(file);
            } else if (listings.merge(file, 1, Integer::sum) == GONE_LISTINGS) {
                goneNow.add(file);
            }
        }
        return goneNow;
    }

    /// Whether the last listing of its folder did not name a file.
    boolean isAbsent(Path file) {
        return listings.containsKey(file);
    }

    /// Notes that a file is not told of until it is back.
    void giveUp(Path file) {
        gone.add(file);
    }

    boolean isGivenUp(Path file) {
        return gone.contains(file);
    }

    /// Forgets that a file was absent; answers whether it was given up.
    boolean forget(Path file) {
        listings.remove(file);
        return gone.remove(file);
    }

    int givenUp() {
        return gone.size();
    }
}
