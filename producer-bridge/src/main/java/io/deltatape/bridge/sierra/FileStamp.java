package io.deltatape.bridge.sierra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// What the file system says of a path without opening it: two stamps that differ mean that the file changed.
/// Immutable.
record FileStamp(long size, FileTime modified, String key) {
    /// Of a path that has no file, or none that can be asked.
    static final FileStamp NONE = new FileStamp(-1, FileTime.fromMillis(0), "");

    static FileStamp of(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileStamp(attributes.size(), attributes.lastModifiedTime(), key(attributes));
        } catch (IOException _) {
            return NONE;
        }
    }

    /// What tells a file from another of its name: the key of the file system, or where it has none, as on Windows,
    /// the time of creation.
    static String key(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? "created " + attributes.creationTime() : key.toString();
    }
}
