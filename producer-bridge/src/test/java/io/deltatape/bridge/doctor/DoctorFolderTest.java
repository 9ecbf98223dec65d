package io.deltatape.bridge.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.watch.DirectoryWatch;
import io.deltatape.bridge.watch.FileChange;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real folder and a writer that holds its handle, as Sierra Chart may.
final class DoctorFolderTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void appendsThroughAHeldHandleAreSeenByProbeAndByEvents() throws Exception {
        Path file = Files.createFile(folder.resolve("ES.scid"));
        BlockingQueue<FileChange> changes = new LinkedBlockingQueue<>();
        int appends = 3;

        try (FileChannel writer = FileChannel.open(file, StandardOpenOption.APPEND);
                var _ = DirectoryWatch.start(
                        List.of(folder), () -> System.nanoTime() / 1_000, System::nanoTime, changes);
                var recorder = new GrowthRecorder(List.of(file), System.nanoTime())) {
            for (int i = 1; i <= appends; i++) {
                recorder.probe(System.nanoTime());
                writer.write(ByteBuffer.allocate(40 * i));
                recorder.probe(System.nanoTime());
                FileChange change = changes.poll(60, TimeUnit.SECONDS);
                assertThat(change).isNotNull();
                recorder.event(change, System.nanoTime());
            }
            FileGrowth seen = recorder.result().getFirst();

            assertThat(seen.growths()).extracting(Growth::bytes).containsExactly(40L, 80L, 120L);
            assertThat(seen.lateness().count() + seen.lateness().never()).isEqualTo(appends);
            assertThat(seen.lateness().count()).isPositive();
        }
    }
}
