package io.deltatape.bridge;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What a bridge has done since it started, and how it stands, at one moment. Immutable.
public record BridgeFigures(Map<Figure, Long> values) {
    static final BridgeFigures NONE =
            new BridgeFigures(Arrays.stream(Figure.values()).collect(Collectors.toMap(figure -> figure, _ -> 0L)));

    public BridgeFigures {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    public long get(Figure figure) {
        return values.getOrDefault(figure, 0L);
    }

    /// Each figure as `name=value`.
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().word() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
