package io.deltatape.bridge;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.header;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.publish.MockTrades;
import io.deltatape.bridge.publish.ResumePoints;
import io.deltatape.bridge.sierra.ScidBytes;
import io.deltatape.bridge.sierra.SharedReading;
import io.deltatape.contract.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder of 5,000 files: all are read, held open, and read on.
final class ManyFilesTest {
    private static final int FILES = 5_000;
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private Path file(int number) {
        return folder.resolve("S%04d-CME.scid".formatted(number));
    }

    @Test
    void allAreReadAndReadOn() throws IOException {
        for (int i = 0; i < FILES; i++) {
            append(file(i), join(header(), tick(TIME, 100, 1)));
        }
        var shared = new SharedReading(() -> 0);
        try (var files =
                new SourceFiles(BridgeConfig.of(folder), ResumePoints.none(), new MockTrades(2).log(), shared)) {
            Collection<Path> found = files.scan(folder);
            assertThat(found).hasSize(FILES);
            for (Path each : found) {
                assertThat(files.read(each, 1)).as("%s", each).isPresent();
            }
            assertThat(files.unreadable().count()).isZero();
            assertThat(shared.tally().records()).isEqualTo(FILES);

            assertThat(found).noneMatch(files::hasChanged);
            append(file(4_711), tick(TIME + 1, 101, 6));
            assertThat(found).filteredOn(files::hasChanged).containsExactly(file(4_711));
            assertThat(files.read(file(4_711), 2).orElseThrow().state().value(Field.VOLUME))
                    .isEqualTo(7);
        }
    }
}
