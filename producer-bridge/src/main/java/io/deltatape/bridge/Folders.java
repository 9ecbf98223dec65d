package io.deltatape.bridge;

import io.deltatape.contract.ComponentStatus.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folders of the bridge's files: which are there, and what is in them. Owned by the market thread.
final class Folders {
    private interface Listing {
        Collection<Path> of(Path folder) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

    private final SourceFiles files;
    private final Set<Path> lost = new TreeSet<>();
    private final Set<Path> unwatched = new TreeSet<>();
    private long losses;
    private long changes;

    Folders(SourceFiles files) {
        this.files = files;
    }

    /// Every file of ours, each to be opened anew; that of a symbol's trades before those that need to know the symbol.
    Collection<Path> scan() {
        return list(files::scan);
    }

    /// The files of ours that are new.
    Collection<Path> discover() {
        return list(files::discover);
    }

    private Collection<Path> list(Listing listing) {
        var found = new LinkedHashSet<Path>();
        for (Path folder : files.folders()) {
            try {
                if (Files.isDirectory(folder)) {
                    found.addAll(lost.contains(folder) ? files.scan(folder) : listing.of(folder));
                    find(folder);
                }
            } catch (IOException e) {
                lose(folder, e.toString());
            }
        }
        return found;
    }

    /// Notes that a folder is gone: its files are closed, so that whoever removes or replaces it is not hindered.
    void lose(Path folder, String why) {
        if (lost.add(folder)) {
            losses++;
            changes++;
            files.leave(folder);
            LOG.warn(
                    "directory {} is gone ({}), expected a readable folder with Sierra Chart's files: what was read stays,"
                            + " it is looked for twice a second; make it available again",
                    folder,
                    why);
        }
    }

    private void find(Path folder) {
        if (lost.remove(folder)) {
            changes++;
            LOG.info("directory is there again, all its files are looked at directory={}", folder);
        }
    }

    /// Notes that the system tells nothing of a folder.
    void unwatched(Path folder) {
        changes += unwatched.add(folder) ? 1 : 0;
    }

    /// Notes that the system tells of a folder.
    void watched(Path folder) {
        changes += unwatched.remove(folder) ? 1 : 0;
    }

    /// Whether a file's folder is gone.
    boolean isLost(Path file) {
        return !lost.isEmpty() && file.getParent() != null && lost.contains(file.getParent());
    }

    boolean isAnyLost() {
        return !lost.isEmpty();
    }

    /// Times that a folder was gone.
    long losses() {
        return losses;
    }

    /// Grows whenever something becomes wrong or right.
    long changes() {
        return changes;
    }

    /// What is wrong now.
    List<Problem> problems() {
        return Stream.concat(
                        lost.stream()
                                .map(folder -> new Problem(
                                        "folder_lost", folder.toString(), "the folder is gone; it is looked for")),
                        unwatched.stream()
                                .map(folder -> new Problem(
                                        "folder_unwatched",
                                        folder.toString(),
                                        "the system tells nothing of changes there; files are asked instead")))
                .toList();
    }
}
