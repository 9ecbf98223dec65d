package io.deltatape.delta;

import io.deltatape.contract.kafka.KafkaSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;

/// The settings of Kafka Streams that serve latency first; docs/operations.md says what each costs. Stateless.
final class StreamsProperties {
    /// A poll returns as soon as there are records, so these two cost no latency; they bound how late a
    /// punctuation or a resumed partition is noticed, and what an idle instance costs.
    private static final long POLL_MS = 25;

    private static final int FETCH_WAIT_MS = 100;
    private static final int RESTORE_FETCH_WAIT_MS = 20;

    private StreamsProperties() {}

    static Properties of(DeltaConfig config, KafkaSettings kafka, FigureCounters figures) {
        var ours = new LinkedHashMap<String, Object>();
        ours.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(config, kafka));
        ours.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        ours.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        ours.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, config.guarantee().kafkaName());
        ours.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        ours.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, config.membership().kafkaName());
        ours.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
        ours.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        ours.put(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG, "INFO");
        ours.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailurePolicy.class);
        ours.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, FailurePolicy.class);
        ours.put(FailurePolicy.FIGURES, figures);
        ours.put("retry.backoff.ms", 10L);
        ours.put("reconnect.backoff.ms", 50L);
        ours.put("reconnect.backoff.max.ms", 1_000L);
        ours.putAll(producer(config));
        ours.putAll(consumer(config));
        return kafka.properties(ours);
    }

    /// The name of the group too.
    static String applicationId(DeltaConfig config, KafkaSettings kafka) {
        return kafka.topicPrefix() + config.applicationId();
    }

    private static Map<String, Object> producer(DeltaConfig config) {
        return Map.of(
                StreamsConfig.producerPrefix("linger.ms"),
                (int) config.linger().toMillis(),
                // What gathers while a request is under way goes with the next: see ADR 0021.
                StreamsConfig.producerPrefix("max.in.flight.requests.per.connection"),
                1,
                StreamsConfig.producerPrefix("acks"),
                "all",
                StreamsConfig.producerPrefix("compression.type"),
                "none");
    }

    private static Map<String, Object> consumer(DeltaConfig config) {
        var consumer = new LinkedHashMap<String, Object>();
        consumer.put(StreamsConfig.mainConsumerPrefix("fetch.max.wait.ms"), FETCH_WAIT_MS);
        consumer.put(StreamsConfig.restoreConsumerPrefix("fetch.max.wait.ms"), RESTORE_FETCH_WAIT_MS);
        if (config.membership() == Membership.CLASSIC) {
            consumer.put(StreamsConfig.mainConsumerPrefix("session.timeout.ms"), 6_000);
            consumer.put(StreamsConfig.mainConsumerPrefix("heartbeat.interval.ms"), 1_000);
        }
        return consumer;
    }
}
