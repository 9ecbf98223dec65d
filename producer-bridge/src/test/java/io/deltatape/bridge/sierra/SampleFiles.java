package io.deltatape.bridge.sierra;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;

/// The sample files beside the repository: where no folder is named a test is skipped and says so, and where a
/// file is missing it fails.
final class SampleFiles {
    private SampleFiles() {}

    static Path named(String name) {
        String folder = System.getProperty("deltatape.test.data", "");
        if (folder.isEmpty()) {
            System.out.println("skipped: a test needs " + name + "; run with -Ddeltatape.test.data=FOLDER");
        }
        assumeFalse(folder.isEmpty(), "needs " + name + ": -Ddeltatape.test.data=FOLDER");
        Path file = Path.of(folder, name);
        if (!Files.exists(file)) {
            throw new AssertionError("sample file " + file + " is missing: deltatape.test.data names another folder");
        }
        return file;
    }
}
