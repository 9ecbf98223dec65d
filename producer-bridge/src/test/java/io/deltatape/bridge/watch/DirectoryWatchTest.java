package io.deltatape.bridge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWatchTest {
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    Path folder;

    private final AtomicLong clockUs = new AtomicLong(1_000);
    private final BlockingQueue<FileChange> queue = new LinkedBlockingQueue<>();

    private FileChange awaitKind(FileChange.Kind kind) throws InterruptedException {
        while (true) {
            FileChange change = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(change).as("a change of kind %s", kind).isNotNull();
            if (change.kind() == kind) {
                return change;
            }
        }
    }

    @Test
    void creationWritingAndDeletionAreTold() throws IOException, InterruptedException {
        Path file = folder.resolve("ESZ26-CME.scid");
        try (var _ = DirectoryWatch.start(List.of(folder), clockUs::incrementAndGet, System::nanoTime, queue)) {
            Files.createFile(file);
            assertThat(awaitKind(FileChange.Kind.CREATED).file()).isEqualTo(file);

            Files.write(file, new byte[40], StandardOpenOption.APPEND);
            FileChange modified = awaitKind(FileChange.Kind.MODIFIED);
            assertThat(modified.file()).isEqualTo(file);
            assertThat(modified.seenUs()).isGreaterThan(1_000);

            Files.delete(file);
            assertThat(awaitKind(FileChange.Kind.DELETED).file()).isEqualTo(file);
        }
    }

    @Test
    void aFileMovedInPlaceOfAnotherIsCreated() throws IOException, InterruptedException {
        Path file = Files.createFile(folder.resolve("ESZ26-CME.scid"));
        Path other = Files.createFile(folder.resolve("temporary"));
        try (var _ = DirectoryWatch.start(List.of(folder), clockUs::get, System::nanoTime, queue)) {
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

            assertThat(awaitKind(FileChange.Kind.CREATED).file()).isEqualTo(file);
        }
    }

    @Test
    void whatDoesNotFitTheQueueBecomesOneRescan() throws IOException, InterruptedException {
        var refused = new CountDownLatch(1);
        var full = new ArrayBlockingQueue<FileChange>(1) {
            @Override
            public boolean offer(FileChange change) {
                boolean taken = super.offer(change);
                if (!taken) {
                    refused.countDown();
                }
                return taken;
            }
        };
        full.add(new FileChange(folder, FileChange.Kind.MODIFIED, 0));
        try (var _ = DirectoryWatch.start(List.of(folder), clockUs::get, System::nanoTime, full)) {
            Files.createFile(folder.resolve("file"));
            assertThat(refused.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

            assertThat(full.take().seenUs()).isZero();
            FileChange change = full.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(change).isEqualTo(new FileChange(folder, FileChange.Kind.RESCAN, 1_000));
        }
    }

    @Test
    void aDirectoryFoundWhileTheQueueIsFullIsTheOneToBeScanned() throws IOException, InterruptedException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path later = folder.resolve("later");
        var refused = new CountDownLatch(1);
        var full = new ArrayBlockingQueue<FileChange>(1) {
            @Override
            public boolean offer(FileChange change) {
                boolean taken = super.offer(change);
                if (!taken) {
                    refused.countDown();
                }
                return taken;
            }
        };
        full.add(new FileChange(first, FileChange.Kind.MODIFIED, 0));
        try (var _ = DirectoryWatch.start(List.of(first, later), clockUs::get, System::nanoTime, full)) {
            Files.createDirectory(later);
            assertThat(refused.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

            assertThat(full.take().seenUs()).isZero();
            FileChange change = full.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(change).isEqualTo(new FileChange(later, FileChange.Kind.RESCAN, 1_000));
        }
    }

    @Test
    void aDirectoryThatGoesAwayIsTold() throws IOException, InterruptedException {
        Path sub = Files.createDirectory(folder.resolve("sub"));
        try (var _ = DirectoryWatch.start(List.of(sub), clockUs::get, System::nanoTime, queue)) {
            Files.delete(sub);

            assertThat(awaitKind(FileChange.Kind.LOST).file()).isEqualTo(sub);
        }
    }

    @Test
    void aDirectoryThatComesBackIsToBeScannedAndWatchedAgain() throws IOException, InterruptedException {
        Path sub = Files.createDirectory(folder.resolve("sub"));
        try (var _ = DirectoryWatch.start(List.of(sub), clockUs::incrementAndGet, System::nanoTime, queue)) {
            Files.move(sub, folder.resolve("away"));
            assertThat(awaitKind(FileChange.Kind.LOST).file()).isEqualTo(sub);
            Files.createDirectory(sub);
            assertThat(awaitKind(FileChange.Kind.RESCAN).file()).isEqualTo(sub);
            Path file = Files.createFile(sub.resolve("new.scid"));

            assertThat(awaitKind(FileChange.Kind.CREATED).file()).isEqualTo(file);
        }
    }

    @Test
    void aFurtherDirectoryMayComeLater() throws IOException, InterruptedException {
        Path later = folder.resolve("later");
        try (var _ = DirectoryWatch.start(List.of(folder, later), clockUs::incrementAndGet, System::nanoTime, queue)) {
            Files.createDirectory(later);
            assertThat(awaitKind(FileChange.Kind.RESCAN).file()).isEqualTo(later);
            Path file = Files.createFile(later.resolve("new.depth"));

            assertThat(awaitKind(FileChange.Kind.CREATED).file()).isEqualTo(file);
        }
    }

    @Test
    void aMissingDirectoryIsRefusedWithWhatToDo() throws IOException {
        Path missing = folder.resolve("none");
        assertThatThrownBy(() -> DirectoryWatch.start(List.of(missing), clockUs::get, System::nanoTime, queue))
                .isInstanceOf(DirectoryException.class)
                .hasMessage("directory " + missing + ": does not exist, expected a readable folder with Sierra"
                        + " Chart's files: set bridge.directory (--data) to it");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> DirectoryWatch.start(List.of(file), clockUs::get, System::nanoTime, queue))
                .hasMessageContaining("is a file, expected a readable folder");
    }
}
