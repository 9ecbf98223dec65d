package io.deltatape.endtoend;

import io.deltatape.local.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The compaction claim on the embedded broker, its log cleaner hurried.
final class CompactionEmbeddedTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyStateIsExactAfterTheCleanerRanAndNoneIsWithTooShortARing() throws Exception {
        var hurried = Map.of(
                "log.cleaner.backoff.ms", "200", "log.initial.task.delay.ms", "0", "log.segment.delete.delay.ms", "0");
        try (var broker = EmbeddedBroker.start(folder.resolve("broker"), 0, hurried)) {
            new CompactionClaim(broker.bootstrapServers(), 4711).prove();
        }
    }
}
