package io.deltatape.contract.kafka;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How one topic is laid out: its name, its clean-up policy and the configuration it is created with. Immutable.
///
/// `needs` says what would be lost under another policy.
record TopicSpec(String name, String cleanupPolicy, String needs, Map<String, String> config) {
    private static final String TIMESTAMP_TYPE = "message.timestamp.type";
    private static final String BROKERS_TIME = "LogAppendTime";
    private static final String SEGMENT_MS = Integer.toString(600_000);
    private static final String HOUR_MS = Integer.toString(3_600_000);
    private static final String DAY_MS = Integer.toString(86_400_000);
    private static final String WEEK_MS = Long.toString(7L * 86_400_000);

    TopicSpec {
        config = Map.copyOf(config);
    }

    /// All topics of a system.
    static List<TopicSpec> all(Topics topics) {
        return List.of(
                compacted(topics.snapshots(), "its states would be lost"),
                compacted(topics.deltas(), "its states would be lost"),
                compacted(topics.instruments(), "its instruments would be lost"),
                trades(topics.trades()),
                status(topics.status()));
    }

    /// A compacted log is cleaned in rolled segments only: small and short-lived ones keep the topic near its
    /// bound, for deltas a keyframe and 64 deltas a symbol.
    private static TopicSpec compacted(String name, String needs) {
        var config = new LinkedHashMap<String, String>();
        config.put("segment.bytes", Integer.toString(64 << 20));
        config.put(TIMESTAMP_TYPE, BROKERS_TIME);
        config.put("segment.ms", SEGMENT_MS);
        config.put("min.cleanable.dirty.ratio", "0.5");
        config.put("max.compaction.lag.ms", HOUR_MS);
        config.put("delete.retention.ms", DAY_MS);
        return new TopicSpec(name, "compact", needs, config);
    }

    /// The broker stamps the records: it would refuse those of a clock that is an hour ahead, and delete those of
    /// one that is a week behind.
    private static TopicSpec trades(String name) {
        return new TopicSpec(
                name,
                "delete",
                "all but the last trade of each symbol would be lost",
                Map.of("retention.ms", WEEK_MS, TIMESTAMP_TYPE, BROKERS_TIME));
    }

    /// The last word of each component, and no word of one that has been gone for a day. The broker stamps the
    /// records, so that a component learns how far its clock is from the broker's.
    private static TopicSpec status(String name) {
        return new TopicSpec(
                name,
                "compact,delete",
                "components gone long ago would be shown",
                Map.of(
                        "segment.ms",
                        SEGMENT_MS,
                        "max.compaction.lag.ms",
                        HOUR_MS,
                        "retention.ms",
                        DAY_MS,
                        TIMESTAMP_TYPE,
                        BROKERS_TIME));
    }

    /// The configuration of a new topic with so many copies.
    Map<String, String> creation(int replication) {
        var all = new LinkedHashMap<>(config);
        all.put("cleanup.policy", cleanupPolicy);
        all.put("min.insync.replicas", replication >= 3 ? "2" : "1");
        return all;
    }

    /// Whether a policy as Kafka states it is this topic's.
    boolean isCleanedBy(String policy) {
        return words(policy).equals(words(cleanupPolicy));
    }

    private static Set<String> words(String policy) {
        return Arrays.stream(policy.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }
}
