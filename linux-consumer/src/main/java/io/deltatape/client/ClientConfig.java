package io.deltatape.client;

import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import java.time.Duration;
import java.util.List;

/// When a client calls a state stale, and itself disconnected. Immutable.
public record ClientConfig(Duration ttl, Duration disconnectedAfter) {
    private static final Setting<Duration> TTL = Setting.duration(
            "client.ttl", "5s", "how long a state counts as live after the last proof that nothing newer exists");
    private static final Setting<Duration> DISCONNECTED_AFTER = Setting.duration(
            "client.disconnected.after", "3s", "silence, over all symbols, after which a client is disconnected");

    /// Every key that [#from] reads.
    public static final List<Setting<?>> KEYS = List.of(TTL, DISCONNECTED_AFTER);

    public static final ClientConfig DEFAULT = new ClientConfig(Duration.ofSeconds(5), Duration.ofSeconds(3));

    public ClientConfig {
        if (!ttl.isPositive() || !disconnectedAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "ttl is " + ttl + " and disconnectedAfter " + disconnectedAfter + ", expected more than zero");
        }
    }

    public static ClientConfig from(Settings settings) {
        return new ClientConfig(positive(settings, TTL), positive(settings, DISCONNECTED_AFTER));
    }

    private static Duration positive(Settings settings, Setting<Duration> setting) {
        Duration value = settings.get(setting);
        if (value.isPositive()) {
            return value;
        }
        settings.problem(setting.key() + " is 0, expected more than zero: " + setting.meaning());
        return setting.parser().apply(setting.defaultText());
    }
}
