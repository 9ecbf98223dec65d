package io.deltatape.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a running component says of itself each second in `bridge.status`, under its id. Immutable.
///
/// `kind` is `bridge`, …; times are in microseconds since 1970 on the component's clock. `figures` are its
/// counts and measurements by name, docs/operations.md says what each means. `clockOffsetUs` is how far the
/// component's clock is ahead of the broker's, give or take `clockErrorUs`, which is negative where that is not
/// known.
public record ComponentStatus(
        String id,
        String kind,
        long timeUs,
        long startedUs,
        List<Problem> problems,
        Map<String, Long> figures,
        long clockOffsetUs,
        long clockErrorUs)
        implements StatusRecord {
    /// Something that is not as it should be: a stable code, what it concerns (a file, a symbol, or nothing), and a
    /// sentence for a person.
    public record Problem(String code, String subject, String message) {}

    public ComponentStatus {
        problems = List.copyOf(problems);
        figures = Map.copyOf(figures);
    }

    /// Whether nothing is wrong.
    public boolean isHealthy() {
        return problems.isEmpty();
    }

    /// The figures in the order of their names.
    public Map<String, Long> sortedFigures() {
        return new TreeMap<>(figures);
    }
}
