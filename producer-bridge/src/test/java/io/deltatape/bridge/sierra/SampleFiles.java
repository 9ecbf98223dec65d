package io.deltatape.bridge.sierra;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;

/// The sample files beside the repository: absent folder skips a test, an absent file in it fails it.
final class SampleFiles {
    private SampleFiles() {}

    static Path named(String name) {
        String folder = System.getProperty("deltatape.test.data", "");
        assumeFalse(folder.isEmpty(), "skipped: deltatape.test.data does not name the folder of sample files");
        Path file = Path.of(folder, name);
        if (!Files.exists(file)) {
            throw new AssertionError("sample file " + file + " is missing: deltatape.test.data names another folder");
        }
        return file;
    }
}
