package io.deltatape.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.testcontainers.kafka.KafkaContainer;

/// The compaction claim on a broker in a container: needs Docker, and is skipped, saying so, unless
/// `deltatape.test.docker` demands it.
final class CompactionContainerTest {
    @Test
    void everyStateIsExactAfterTheCleanerRanInARealBroker() throws Exception {
        boolean demanded = "required".equals(System.getProperty("deltatape.test.docker", ""));
        if (!demanded) {
            System.out.println(
                    "skipped: CompactionContainerTest needs Docker; run with -Ddeltatape.test.docker=required");
        }
        assumeTrue(demanded, "needs Docker: -Ddeltatape.test.docker=required");
        try (var broker = new KafkaContainer("apache/kafka:4.3.1")
                .withEnv("KAFKA_LOG_CLEANER_BACKOFF_MS", "200")
                .withEnv("KAFKA_LOG_INITIAL_TASK_DELAY_MS", "0")
                .withStartupTimeout(Duration.ofMinutes(4))) {
            broker.start();
            new CompactionClaim(broker.getBootstrapServers(), 4712).prove();
        }
    }
}
