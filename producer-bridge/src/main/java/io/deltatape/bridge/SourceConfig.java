package io.deltatape.bridge;

import io.deltatape.bridge.market.SourceKind;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which kinds of file are read, where they are, and how they are watched. Immutable.
///
/// `depthFolder` and `acsilFolder` are below Sierra Chart's data folder unless they are absolute. `textZone` is
/// the time zone of the chart whose bars are exported as text. `probeInterval` is how often an active file's
/// size is asked for; zero leaves it to the system's events.
public record SourceConfig(
        Set<SourceKind> kinds,
        Path depthFolder,
        Path acsilFolder,
        int depthLevels,
        ZoneId textZone,
        Duration probeInterval) {
    private static final String ALL = String.join(
            ",", Arrays.stream(SourceKind.values()).map(SourceKind::word).toList());
    private static final Setting<List<String>> KINDS = Setting.list(
            "bridge.sources", ALL, "kinds of file to read, separated by commas: " + ALL.replace(",", ", "));
    private static final Setting<Path> DEPTH_FOLDER = Setting.path(
            "bridge.depth.directory", "MarketDepthData", "folder of .depth files, within bridge.directory if relative");
    private static final Setting<Path> ACSIL_FOLDER = Setting.path(
            "bridge.acsil.directory", "ACSILOutput", "folder of JSON snapshots, within bridge.directory if relative");
    private static final Setting<Integer> DEPTH_LEVELS =
            Setting.integer("bridge.depth.levels", 10, 1, 1_000, "best levels of each side of the book to publish");
    private static final Setting<ZoneId> TEXT_ZONE = new Setting<>(
            "bridge.text.zone",
            "America/New_York",
            "time zone of the charts whose bars are exported as text",
            SourceConfig::zone);
    private static final Setting<Duration> PROBE = Setting.duration(
            "bridge.probe.interval",
            "25ms",
            "how often the size of a file that changes is asked for, 5ms to 1s; one quiet for a minute 10 times, for two"
                    + " hours 40 times less often; 0 leaves it to the system's events");
    private static final Duration PROBE_MIN = Duration.ofMillis(5);
    private static final Duration PROBE_MAX = Duration.ofSeconds(1);

    static final List<Setting<?>> KEYS = List.of(KINDS, DEPTH_FOLDER, ACSIL_FOLDER, DEPTH_LEVELS, TEXT_ZONE, PROBE);

    public SourceConfig {
        kinds = Set.copyOf(kinds);
    }

    static SourceConfig from(Settings settings) {
        Duration probe = settings.get(PROBE);
        if (!probe.isZero() && (probe.compareTo(PROBE_MIN) < 0 || probe.compareTo(PROBE_MAX) > 0)) {
            settings.problem(PROBE.key() + " is " + probe.toNanos() / 1_000 + " µs, expected 0, or "
                    + PROBE_MIN.toMillis() + "ms to " + PROBE_MAX.toSeconds()
                    + "s: 25ms finds each change in time and costs little");
        }
        return new SourceConfig(
                kinds(settings),
                settings.get(DEPTH_FOLDER),
                settings.get(ACSIL_FOLDER),
                settings.get(DEPTH_LEVELS),
                settings.get(TEXT_ZONE),
                probe);
    }

    private static Set<SourceKind> kinds(Settings settings) {
        var kinds = EnumSet.noneOf(SourceKind.class);
        for (String word : settings.get(KINDS)) {
            SourceKind.of(word)
                    .ifPresentOrElse(
                            kinds::add,
                            () -> settings.problem(KINDS.key() + " names \"" + word + "\", expected some of " + ALL));
        }
        if (kinds.isEmpty()) {
            settings.problem(KINDS.key() + " names no kind of file, expected some of " + ALL);
        }
        return kinds;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time zone such as America/Chicago", e);
        }
    }
}
