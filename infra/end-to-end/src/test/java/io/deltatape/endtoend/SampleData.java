package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of real sample files, which is not part of the project: property `deltatape.test.data`.
final class SampleData {
    private SampleData() {}

    /// A sample file. Skips the test, saying so, where no folder is named; fails it where the file is missing.
    static Path file(String name) {
        String folder = System.getProperty("deltatape.test.data", "");
        if (folder.isEmpty()) {
            System.out.println("skipped: a test needs " + name + "; run with -Ddeltatape.test.data=FOLDER");
        }
        assumeTrue(!folder.isEmpty(), "needs " + name + ": -Ddeltatape.test.data=FOLDER");
        Path file = Path.of(folder, name);
        assertThat(Files.exists(file)).as("sample file %s", file).isTrue();
        return file;
    }
}
