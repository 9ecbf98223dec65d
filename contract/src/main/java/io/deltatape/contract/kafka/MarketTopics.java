package io.deltatape.contract.kafka;

import io.deltatape.contract.config.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates the market topics where they are missing, checks those that exist, and waits until every partition can be
/// written: the one piece of code that every component runs at start.
///
/// The waiting is a gate against KAFKA-15591: producing right after a creation can leave a partition stuck, so nothing
/// is produced before `listOffsets` has succeeded for all partitions. Blocks; to be called from the thread that starts
/// a component.
public final class MarketTopics {
    private static final Logger LOG = LoggerFactory.getLogger(MarketTopics.class);
    private static final Duration ATTEMPT = Duration.ofSeconds(2);
    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(200);
    private static final long RETRY_NANOS = 20_000_000;

    private final KafkaSettings settings;
    private final List<TopicSpec> specs;

    public MarketTopics(KafkaSettings settings) {
        this.settings = settings;
        this.specs = TopicSpec.all(settings.topics());
    }

    /// Makes sure that all market topics are there and can be written.
    ///
    /// @throws SettingsException if Kafka's client refuses its properties
    /// @throws TopicsException if Kafka cannot be reached in that time, or a topic is laid out differently
    public void ensure(Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        Map<String, Object> ours = Map.of(
                "retry.backoff.ms",
                20,
                "reconnect.backoff.ms",
                50,
                "reconnect.backoff.max.ms",
                1_000,
                "request.timeout.ms",
                (int) ATTEMPT.toMillis(),
                "default.api.timeout.ms",
                (int) ATTEMPT.toMillis());
        Admin admin = admin(ours);
        try {
            retry(deadlineNanos, () -> create(admin));
            retry(deadlineNanos, () -> allOffsetsListed(admin));
            for (TopicSpec spec : specs) {
                retry(deadlineNanos, () -> check(admin, spec));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicsException("interrupted while waiting for Kafka at " + settings.bootstrapServers(), e);
        } finally {
            admin.close(CLOSE_PATIENCE);
        }
    }

    private Admin admin(Map<String, Object> ours) {
        try {
            return Admin.create(settings.properties(ours));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new SettingsException(List.of("Kafka's client does not start (" + cause.getMessage()
                    + "): correct kafka.bootstrap.servers or the kafka.client settings"));
        }
    }

    private interface Attempt {
        void run() throws InterruptedException, ExecutionException, TimeoutException;
    }

    private void retry(long deadlineNanos, Attempt attempt) throws InterruptedException {
        while (true) {
            try {
                attempt.run();
                return;
            } catch (ExecutionException | TimeoutException e) {
                if (System.nanoTime() - deadlineNanos >= 0) {
                    throw unreachable(e);
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private TopicsException unreachable(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return new TopicsException(
                "Kafka at " + settings.bootstrapServers() + " does not answer (" + cause
                        + "): start a broker, or set kafka.bootstrap.servers to one that runs",
                e);
    }

    private void create(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        var existing = admin.listTopics().names().get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
        for (TopicSpec spec : specs) {
            if (existing.contains(spec.name())) {
                continue;
            }
            var topic = new NewTopic(spec.name(), settings.partitions(), (short) settings.replication())
                    .configs(spec.creation(settings.replication()));
            try {
                admin.createTopics(List.of(topic)).all().get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
                LOG.info(
                        "topic created topic={} partitions={} replication={}",
                        spec.name(),
                        settings.partitions(),
                        settings.replication());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private void check(Admin admin, TopicSpec spec) throws InterruptedException, ExecutionException, TimeoutException {
        String name = spec.name();
        TopicDescription topic = admin.describeTopics(List.of(name))
                .allTopicNames()
                .get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS)
                .get(name);
        if (topic == null || topic.partitions().size() != settings.partitions()) {
            throw new TopicsException(
                    "topic " + name + " has "
                            + (topic == null ? 0 : topic.partitions().size())
                            + " partitions, but topics.partitions is " + settings.partitions()
                            + ": versions and order live per partition, so set topics.partitions to what is there, or use a new topics.prefix");
        }
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Config found = admin.describeConfigs(List.of(resource))
                .all()
                .get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS)
                .get(resource);
        String policy = found == null ? "unknown" : found.get("cleanup.policy").value();
        if (!spec.isCleanedBy(policy)) {
            throw new TopicsException("topic " + name + " has cleanup.policy=" + policy + ", expected "
                    + spec.cleanupPolicy() + ": " + spec.needs() + "; alter the topic, or use a new topics.prefix");
        }
    }

    private void allOffsetsListed(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        partitions().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        admin.listOffsets(latest).all().get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<TopicPartition> partitions() {
        var partitions = new ArrayList<TopicPartition>();
        for (TopicSpec spec : specs) {
            for (int p = 0; p < settings.partitions(); p++) {
                partitions.add(new TopicPartition(spec.name(), p));
            }
        }
        return partitions;
    }
}
