package io.deltatape.bridge.doctor;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// What was found in a folder: files that the bridge would read, how many it passes over, why it refuses others.
/// Immutable.
public record Folder(Path directory, FolderPlace place, List<ListedFile> files, int ignored, List<String> refused) {
    public Folder {
        files = files.stream()
                .sorted(Comparator.comparing(ListedFile::latest)
                        .reversed()
                        .thenComparing(file -> file.file().toString()))
                .toList();
        refused = List.copyOf(refused);
    }

    long bytes() {
        return files.stream().mapToLong(ListedFile::sizeBytes).sum();
    }
}
