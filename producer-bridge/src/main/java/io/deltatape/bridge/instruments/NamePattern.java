package io.deltatape.bridge.instruments;

/// A text with one `*`, which stands for any characters or none. Immutable.
record NamePattern(String prefix, String suffix) {
    private static final char ANY = '*';

    /// Whether a name is a pattern rather than one symbol or root; `*` cannot stand in a symbol.
    static boolean isPattern(String text) {
        return text.indexOf(ANY) >= 0;
    }

    /// Reads a text that has a `*`.
    static NamePattern of(String text) {
        int at = text.indexOf(ANY);
        return new NamePattern(text.substring(0, at), text.substring(at + 1));
    }

    boolean matches(String name) {
        return name.length() >= prefix.length() + suffix.length() && name.startsWith(prefix) && name.endsWith(suffix);
    }
}
