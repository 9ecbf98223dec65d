package io.deltatape.bridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.deltatape.contract.kafka.KafkaSettings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class TradeOpenerTest {
    /// Counts what is said.
    private static final class Counting extends AppenderBase<ILoggingEvent> {
        private final CountDownLatch attempts = new CountDownLatch(2);

        @Override
        protected void append(ILoggingEvent event) {
            attempts.countDown();
        }
    }

    @Test
    void aNameThatIsNotResolvedIsTriedAgain() throws InterruptedException {
        var log = (Logger) LoggerFactory.getLogger(TradeOpener.class);
        var counting = new Counting();
        counting.start();
        log.addAppender(counting);
        log.setLevel(Level.WARN);
        try (var opener = new TradeOpener(KafkaSettings.at("no-such-host.invalid:9092"), "test", System::nanoTime)) {
            CompletableFuture<TradePublisher.Opened> opened = opener.open(new long[8]);

            assertThat(counting.attempts.await(120, TimeUnit.SECONDS))
                    .as("tried a second time")
                    .isTrue();
            assertThat(opened).isNotDone();
        } finally {
            log.detachAppender(counting);
            log.setLevel(null);
        }
    }
}
