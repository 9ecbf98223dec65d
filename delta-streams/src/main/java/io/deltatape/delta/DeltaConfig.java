package io.deltatape.delta;

import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The configuration of delta-streams. Immutable.
///
/// `applicationId` is the consumer group, behind the topics' prefix; instances with the same one share the work.
/// `healthPort` 0 means no endpoint. `patience` is how long a start waits for Kafka.
public record DeltaConfig(
        String applicationId,
        int threads,
        Guarantee guarantee,
        Membership membership,
        Duration keyframeInterval,
        Duration commitInterval,
        Duration linger,
        Path stateDirectory,
        String healthAddress,
        int healthPort,
        Duration patience) {
    private static final Setting<String> APPLICATION_ID = Setting.text(
            "delta.application.id", "delta-streams", "the group in which instances of delta-streams share the work");
    private static final Setting<Integer> THREADS =
            Setting.integer("delta.threads", 2, 1, 64, "stream threads of this instance");
    private static final Setting<Boolean> EXACTLY_ONCE = Setting.flag(
            "delta.exactly.once",
            "false",
            "true writes in Kafka transactions; readers that read committed then wait for commits");
    private static final Setting<Membership> GROUP_PROTOCOL = Setting.choice(
            "delta.group.protocol",
            Membership.CLASSIC,
            Membership.class,
            "how instances share partitions: classic, or streams (broker 4.2 or later; its session timeout is the broker's)");
    private static final Setting<Duration> KEYFRAME_INTERVAL = Setting.duration(
            "delta.keyframe.interval", "60s", "at the latest so long after a symbol's keyframe comes the next");
    private static final Setting<Duration> COMMIT_INTERVAL = Setting.duration(
            "delta.commit.interval", "1s", "how often offsets are committed: at most so much is processed again");
    private static final Setting<Duration> LINGER = Setting.duration(
            "delta.linger", "0", "how long the producer waits to fill a batch: more saves CPU and costs latency");
    private static final Setting<Path> STATE_DIRECTORY = Setting.path(
            "delta.state.directory",
            "deltatape-data/streams",
            "Kafka Streams' directory; the states are in memory, so nothing of worth is in it");
    private static final Setting<String> HEALTH_ADDRESS =
            Setting.text("delta.health.address", "127.0.0.1", "the address on which health and metrics are served");
    private static final Setting<Integer> HEALTH_PORT = Setting.integer(
            "delta.health.port", 0, 0, 65_535, "the port on which health and metrics are served; 0 for none");
    private static final Setting<Duration> PATIENCE =
            Setting.duration("delta.start.patience", "30s", "how long a start waits for Kafka before it gives up");

    /// Every key that [#from] reads.
    public static final List<Setting<?>> KEYS = List.of(
            APPLICATION_ID,
            THREADS,
            EXACTLY_ONCE,
            GROUP_PROTOCOL,
            KEYFRAME_INTERVAL,
            COMMIT_INTERVAL,
            LINGER,
            STATE_DIRECTORY,
            HEALTH_ADDRESS,
            HEALTH_PORT,
            PATIENCE);

    private static final Duration INTERVAL_MIN = Duration.ofMillis(10);
    private static final Duration INTERVAL_MAX = Duration.ofDays(1);

    public static DeltaConfig from(Settings settings) {
        return new DeltaConfig(
                applicationId(settings),
                settings.get(THREADS),
                settings.get(EXACTLY_ONCE) ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE,
                settings.get(GROUP_PROTOCOL),
                interval(settings, KEYFRAME_INTERVAL),
                interval(settings, COMMIT_INTERVAL),
                settings.get(LINGER),
                settings.get(STATE_DIRECTORY),
                settings.get(HEALTH_ADDRESS),
                settings.get(HEALTH_PORT),
                settings.get(PATIENCE));
    }

    /// Kafka uses the id in names of topics and files.
    private static String applicationId(Settings settings) {
        String id = settings.get(APPLICATION_ID);
        if (!id.matches("[A-Za-z0-9._-]{1,200}")) {
            settings.problem(APPLICATION_ID.key() + " is \"" + id
                    + "\", expected 1 to 200 letters, digits, '.', '_' or '-': " + APPLICATION_ID.meaning());
        }
        return id;
    }

    private static Duration interval(Settings settings, Setting<Duration> setting) {
        Duration interval = settings.get(setting);
        if (interval.compareTo(INTERVAL_MIN) < 0 || interval.compareTo(INTERVAL_MAX) > 0) {
            settings.problem(setting.key() + " is " + interval.toMillis() + " ms, expected " + INTERVAL_MIN.toMillis()
                    + " ms to " + INTERVAL_MAX.toHours() + " h: " + setting.meaning());
        }
        return interval;
    }

    /// With defaults for everything: for tests and the one-process run.
    public static DeltaConfig defaults() {
        return from(Settings.of(Map.of(), Map.of()));
    }

    public DeltaConfig withStateDirectory(Path directory) {
        return new DeltaConfig(
                applicationId,
                threads,
                guarantee,
                membership,
                keyframeInterval,
                commitInterval,
                linger,
                directory,
                healthAddress,
                healthPort,
                patience);
    }

    public DeltaConfig withKeyframeInterval(Duration interval) {
        return new DeltaConfig(
                applicationId,
                threads,
                guarantee,
                membership,
                interval,
                commitInterval,
                linger,
                stateDirectory,
                healthAddress,
                healthPort,
                patience);
    }
}
