package io.deltatape.contract.config;

import java.util.List;

/// A configuration that cannot be used, with everything that is wrong with it.
public final class SettingsException extends RuntimeException {
    private final List<String> problems;

    public SettingsException(List<String> problems) {
        super(
                problems.size() == 1
                        ? "configuration: " + problems.getFirst()
                        : "configuration, " + problems.size() + " problems:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
