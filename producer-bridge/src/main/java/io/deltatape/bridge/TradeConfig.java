package io.deltatape.bridge;

import io.deltatape.bridge.publish.TradePublisher;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import java.util.List;

/// How trades are published one by one: from where in a file that nothing was published of, and how many may be
/// under way to Kafka at a time. Immutable.
public record TradeConfig(TradePublisher.Start from, int window) {
    private static final Setting<TradePublisher.Start> FROM = Setting.choice(
            "trades.from",
            TradePublisher.Start.SESSION,
            TradePublisher.Start.class,
            "where the trades of a file first seen begin: with its session, its beginning, or its end");
    private static final Setting<Integer> WINDOW = Setting.integer(
            "trades.window",
            10_000,
            1,
            50_000,
            "trades under way to Kafka at most, about 300 bytes of memory each; the rest waits in the files");

    static final List<Setting<?>> KEYS = List.of(FROM, WINDOW);

    static TradeConfig from(Settings settings) {
        return new TradeConfig(settings.get(FROM), settings.get(WINDOW));
    }
}
