package io.deltatape.bridge;

import io.deltatape.bridge.doctor.Folder;
import io.deltatape.bridge.doctor.FolderPlace;
import io.deltatape.bridge.doctor.ListedFile;
import io.deltatape.bridge.market.SourceKind;
import io.deltatape.bridge.sierra.Examination;
import io.deltatape.contract.Symbol;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lists what a bridge would make of the files in its folders, without reading them. Not thread-safe.
final class FolderListing {
    private record Source(Symbol symbol, SourceKind kind) {}

    private final FileNaming naming;
    private final List<ListedFile> files = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final Set<Symbol> known = new HashSet<>();
    private final Map<Source, Path> sources = new HashMap<>();
    private int ignored;

    private FolderListing(FileNaming naming) {
        this.naming = naming;
    }

    /// Lists the folders; only the first has to be there.
    ///
    /// @throws IOException if a folder cannot be listed
    static Folder of(BridgeConfig config) throws IOException {
        var listing = new FolderListing(new FileNaming(config));
        List<Path> folders = listing.naming.folders();
        for (Path folder : folders) {
            // The JSON folder comes last: its files stand for symbols of the others only.
            if (folder.equals(folders.getFirst()) || Files.isDirectory(folder)) {
                listing.add(folder);
            }
        }
        return new Folder(
                config.directory(),
                FolderPlace.look(config.directory()),
                listing.files,
                listing.ignored,
                listing.refused);
    }

    private void add(Path folder) throws IOException {
        Collection<Symbol> knownBefore = Set.copyOf(known);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path file : entries) {
                if (!Files.isDirectory(file)) {
                    add(file, naming.of(file, knownBefore));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void add(Path file, FileNaming.Meaning meaning) {
        switch (meaning) {
            case FileNaming.Ignored() -> ignored++;
            case FileNaming.Refused(String message) -> refused.add(message);
            case FileNaming.Named named -> add(file, named);
        }
    }

    private void add(Path file, FileNaming.Named named) {
        if (named.kind() != SourceKind.DEPTH) {
            Path other = sources.putIfAbsent(new Source(named.symbol(), named.kind()), named.path());
            if (other != null && !other.equals(named.path())) {
                refused.add("file " + file.getFileName() + ": symbol " + named.symbol() + " already comes from "
                        + other.getFileName() + ", expected one file each: give one of the two another name in"
                        + " bridge.aliases");
                return;
            }
        }
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            files.add(new ListedFile(
                    file,
                    named.kind(),
                    named.symbol(),
                    attributes.size(),
                    attributes.lastModifiedTime().toInstant(),
                    new Examination.NotLooked()));
            known.add(named.symbol());
        } catch (IOException e) {
            refused.add("file " + file.getFileName() + " cannot be asked for its size (" + e
                    + "), expected a readable file: check its permissions");
        }
    }
}
