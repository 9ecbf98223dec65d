package io.deltatape.contract.kafka;

import io.deltatape.contract.config.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates the market topics where they are missing, checks those that exist, and waits until every partition can be
/// written: the one piece of code that every component runs at start.
///
/// The waiting is a gate against KAFKA-15591: producing right after a creation can leave a partition stuck, so
/// nothing is produced before `listOffsets` has succeeded for all partitions. A broker that does not answer is
/// asked again until the time is up; what Kafka refuses is told at once. Blocks; to be called from the thread
/// that starts a component.
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
    /// @throws TopicsException if Kafka cannot be reached in that time or refuses us, or a topic does not fit
    public void ensure(Duration patience) {
        ask(patience, (admin, deadlineNanos) -> {
            retry(deadlineNanos, () -> checkExisting(admin, specs));
            if (retry(deadlineNanos, () -> create(admin)) == Creation.BY_ANOTHER) {
                retry(deadlineNanos, () -> checkExisting(admin, specs));
            }
            retry(deadlineNanos, () -> allOffsetsListed(admin));
        });
    }

    /// What is there already: how many of the wanted topics, all of which fit, and how many brokers.
    public record Survey(int found, int wanted, int brokers) {}

    /// Looks whether the topics that are there fit, and creates nothing.
    ///
    /// @throws SettingsException if Kafka's client refuses its properties
    /// @throws TopicsException if Kafka cannot be reached in that time or refuses us, or a topic does not fit
    public Survey survey(Duration patience) {
        var found = new AtomicInteger();
        var brokers = new AtomicInteger();
        ask(patience, (admin, deadlineNanos) -> {
            brokers.set(retry(
                    deadlineNanos,
                    () -> admin.describeCluster()
                            .nodes()
                            .get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS)
                            .size()));
            found.set(retry(deadlineNanos, () -> checkExisting(admin, specs)));
        });
        return new Survey(found.get(), specs.size(), brokers.get());
    }

    /// Makes sure that the topic of deltas is there, as a reader needs it, and creates nothing.
    ///
    /// @throws SettingsException if Kafka's client refuses its properties
    /// @throws TopicsException if Kafka cannot be reached in that time or refuses us, or the topic does not fit
    public void requireDeltas(Duration patience) {
        List<TopicSpec> read = specs.stream()
                .filter(spec -> spec.name().equals(settings.topics().deltas()))
                .toList();
        ask(patience, (admin, deadlineNanos) -> {
            if (retry(deadlineNanos, () -> checkExisting(admin, read)) < read.size()) {
                throw new TopicsException("no such topic " + settings.topics().deltas() + " at "
                        + settings.bootstrapServers()
                        + ": start producer-bridge and delta-streams, which create it, or set topics.prefix (it is \""
                        + settings.topicPrefix() + "\") to theirs");
            }
        });
    }

    private interface Questions {
        void ask(Admin admin, long deadlineNanos) throws InterruptedException;
    }

    private void ask(Duration patience, Questions questions) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        Admin admin = admin();
        try {
            questions.ask(admin, deadlineNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicsException("interrupted while waiting for Kafka at " + settings.bootstrapServers(), e);
        } finally {
            admin.close(CLOSE_PATIENCE);
        }
    }

    private Admin admin() {
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
        try {
            return Admin.create(settings.properties(ours));
        } catch (KafkaException e) {
            throw KafkaSettings.refusal(e);
        }
    }

    private interface Attempt<T> {
        T run() throws InterruptedException, ExecutionException, TimeoutException;
    }

    private <T> T retry(long deadlineNanos, Attempt<T> attempt) throws InterruptedException {
        while (true) {
            try {
                return attempt.run();
            } catch (ExecutionException | TimeoutException e) {
                Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
                if (!(cause instanceof TimeoutException) && !(cause instanceof RetriableException)) {
                    throw new TopicsException(refusal(cause), e);
                }
                if (System.nanoTime() - deadlineNanos >= 0) {
                    throw new KafkaAwayException(
                            "Kafka at " + settings.bootstrapServers() + " does not answer (" + cause
                                    + "): start a broker, or set kafka.bootstrap.servers to one that runs",
                            e);
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    /// What Kafka refuses will be refused again.
    private String refusal(Throwable cause) {
        String said = " (" + cause.getMessage() + ")";
        return "Kafka at " + settings.bootstrapServers()
                + switch (cause) {
                    case InvalidReplicationFactorException _ ->
                        " cannot keep " + settings.replication() + " copies of each partition" + said
                                + ": start as many brokers, or set topics.replication to no more than there are";
                    case PolicyViolationException _ ->
                        " has a policy against the topics as they would be created" + said
                                + ": set topics.partitions, topics.replication and topics.prefix to what it allows, or create"
                                + " the topics by hand";
                    case AuthenticationException _ ->
                        " does not accept our credentials" + said
                                + ": correct kafka.client.security.protocol and the kafka.client.sasl or kafka.client.ssl"
                                + " settings";
                    case AuthorizationException _ ->
                        " does not allow us to describe or create the topics" + said
                                + ": give the user of kafka.client.sasl.jaas.config these rights, or let one who has them"
                                + " create the topics";
                    default ->
                        " refuses the topics" + said
                                + ": correct topics.prefix, topics.partitions or the kafka.client settings";
                };
    }

    /// Checks those of the topics that are there.
    ///
    /// @return how many are
    private int checkExisting(Admin admin, List<TopicSpec> wanted)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> names = names(admin);
        int found = 0;
        for (TopicSpec spec : wanted) {
            if (names.contains(spec.name())) {
                check(admin, spec);
                found++;
            }
        }
        return found;
    }

    private static Set<String> names(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        return admin.listTopics().names().get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private enum Creation {
        OURS,
        BY_ANOTHER
    }

    private Creation create(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> existing = names(admin);
        var creation = Creation.OURS;
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
                creation = Creation.BY_ANOTHER;
            }
        }
        return creation;
    }

    private void check(Admin admin, TopicSpec spec) throws InterruptedException, ExecutionException, TimeoutException {
        String name = spec.name();
        TopicDescription topic = admin.describeTopics(List.of(name))
                .allTopicNames()
                .get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS)
                .get(name);
        int partitions = topic == null ? 0 : topic.partitions().size();
        if (partitions != settings.partitions()) {
            throw new TopicsException(
                    "topic " + name + " has " + partitions + " partitions, but topics.partitions is "
                            + settings.partitions()
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

    private int allOffsetsListed(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        partitions().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return admin.listOffsets(latest)
                .all()
                .get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS)
                .size();
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
