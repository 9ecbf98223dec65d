package io.deltatape.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.deltatape.bridge.watch.DirectoryException;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.TopicsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LateFolderTest {
    @TempDir
    Path parent;

    private final AtomicLong looks = new AtomicLong();

    @Test
    void aFolderThatComesLateIsWaitedFor() {
        Path folder = parent.resolve("late");

        LateFolder.await(
                folder,
                Duration.ofDays(1),
                () -> {
                    if (looks.incrementAndGet() == 3) {
                        create(folder);
                    }
                    return 0;
                },
                () -> false);

        assertThat(folder).isDirectory();
    }

    @Test
    void oneThatStaysAwayIsGivenUpWhenThePatienceIsOver() {
        LateFolder.await(
                parent.resolve("never"),
                Duration.ofSeconds(2),
                () -> looks.getAndIncrement() * 1_000_000_000,
                () -> false);

        assertThat(looks).hasValue(3);
    }

    @Test
    void whatIsThereIsNotWaitedFor() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        LateFolder.await(file, Duration.ofDays(1), looks::incrementAndGet, () -> false);

        assertThat(looks).as("a file is refused at once").hasValue(0);
    }

    @Test
    void aBridgeWithoutPatienceIsRefusedWhereThereIsNoFolder() {
        Settings settings = Settings.of(
                Map.of(), Map.of("bridge.directory", parent.resolve("never").toString(), "bridge.start.patience", "0"));

        assertThatThrownBy(() -> ProducerBridge.start(BridgeConfig.from(settings), KafkaSettings.from(settings)))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void aBridgeWaitsForItsFolder() {
        Path folder = parent.resolve("late");
        Settings settings = Settings.of(
                Map.of(),
                Map.of(
                        "bridge.directory", folder.toString(),
                        "bridge.start.patience", "1s",
                        "kafka.bootstrap.servers", "127.0.0.1:1"));
        var log = (Logger) LoggerFactory.getLogger(LateFolder.class);
        var onWaiting = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                create(folder);
            }
        };
        onWaiting.start();
        log.setLevel(Level.WARN);
        log.addAppender(onWaiting);
        try {
            assertThatThrownBy(() -> ProducerBridge.start(BridgeConfig.from(settings), KafkaSettings.from(settings)))
                    .as("it went on to Kafka, which is away")
                    .isInstanceOf(TopicsException.class);
        } finally {
            log.detachAppender(onWaiting);
            log.setLevel(null);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
