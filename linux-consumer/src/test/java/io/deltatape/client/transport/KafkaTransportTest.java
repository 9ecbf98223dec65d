package io.deltatape.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.kafka.KafkaSettings;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

final class KafkaTransportTest {
    @Test
    @Timeout(60)
    void settingsThatKafkaRefusesAreWhatIsWaitedForAndNoFaultOfTheProgram() throws InterruptedException {
        var log = (Logger) LoggerFactory.getLogger(KafkaTransport.class);
        var said = new ListAppender<ILoggingEvent>();
        said.start();
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        log.addAppender(said);
        var listener = new Waiting();
        var refused = Map.of("security.protocol", "NONSENSE");
        try (var transport = new KafkaTransport(new KafkaSettings("k:9092", "", 1, 1, WireFormat.JSON, refused))) {
            transport.start(listener);

            for (int attempt = 0; attempt < 2; ) { // the second shows that a cause is logged once
                String waiting = listener.told.poll(30, TimeUnit.SECONDS);
                assertThat(waiting).isNotNull();
                attempt += waiting.contains("Invalid value NONSENSE for configuration security.protocol") ? 1 : 0;
            }
        } finally {
            log.detachAppender(said);
            log.setAdditive(true);
            log.setLevel(null);
        }

        assertThat(said.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.INFO);
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    private static final class Waiting implements Transport.Listener {
        final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        public void waiting(String what) {
            told.add(what);
        }

        @Override
        public void reading() {}

        @Override
        public void caughtUp() {}

        @Override
        public void offered(
                int lane, Transport.Arrival arrival, SymbolTracker tracker, Update update, ApplyOutcome outcome) {}

        @Override
        public void rejected() {}

        @Override
        public void retired(Symbol symbol) {}

        @Override
        public void batchEnded() {}
    }
}
