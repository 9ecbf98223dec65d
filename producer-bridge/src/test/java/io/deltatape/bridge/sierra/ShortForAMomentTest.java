package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.deltatape.contract.Field;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// A file that is short in one look and whole when it is opened anew, as an old cache of a share shows it.
class ShortForAMomentTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");

    @TempDir
    Path folder;

    private final Logger log = (Logger) LoggerFactory.getLogger(ScidFile.class.getPackageName());
    private AppenderBase<ILoggingEvent> between = onDoubt(() -> {});

    /// Does something between the look that found the file short and the next.
    private static AppenderBase<ILoggingEvent> onDoubt(Runnable action) {
        return new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getMessage().contains("seems shorter")) {
                    action.run();
                }
            }
        };
    }

    private void betweenLooks(Runnable action) {
        between = onDoubt(action);
        between.start();
        log.setLevel(Level.INFO);
        log.addAppender(between);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(between);
        log.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 56, 96, 100})
    void tradesGoOn(int shortBytes) {
        Path path = folder.resolve("NQZ26-CME.scid");
        byte[] whole = join(ScidBytes.header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2));
        overwrite(path, whole);
        var shared = new SharedReading(() -> 0);
        try (var file = new ScidFile(path, BigDecimal.ONE, shared, null)) {
            file.update();
            overwrite(path, Arrays.copyOf(whole, shortBytes));
            betweenLooks(() -> overwrite(path, join(whole, tick(TIME + 2, 102, 4))));

            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(1));
            assertThat(file.generation()).isEqualTo(1);
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(7);
            assertThat(shared.tally().incarnations()).isZero();
        }
    }

    @Test
    void aBookGoesOn() {
        Path path = folder.resolve("NQZ26-CME.2026-03-02.depth");
        byte[] whole = join(DepthBytes.header(), DepthBytes.snapshot(TIME, 99, 100));
        overwrite(path, whole);
        var shared = new SharedReading(() -> 0);
        try (var file = new DepthFile(path, BigDecimal.ONE, 10, shared)) {
            file.update();
            overwrite(path, Arrays.copyOf(whole, whole.length - 24));
            betweenLooks(() -> {
                overwrite(path, whole);
                append(path, DepthBytes.last(TIME + 1, DepthBytes.ADD_BID, 98, 1));
            });

            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(1));
            assertThat(file.generation()).isEqualTo(1);
            assertThat(file.state().bids()).hasToString("[99×10, 98×1]");
        }
    }
}
