package io.deltatape.bridge;

import io.deltatape.contract.Symbol;
import java.nio.file.Path;
import java.util.Locale;

/// The rule that says which symbol a file of the folder stands for: its base name, exactly, or the alias configured
/// for that. Immutable.
record FileNaming(BridgeConfig config) {
    private static final String EXTENSION = ".scid";

    /// What a file name comes to.
    sealed interface Meaning {}

    /// The intraday file of a symbol.
    record Named(Symbol symbol) implements Meaning {}

    /// No intraday file, or of a symbol that is not configured.
    record Ignored() implements Meaning {}

    /// An intraday file whose name cannot be a symbol.
    record Refused(String message) implements Meaning {}

    Meaning of(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.toLowerCase(Locale.ROOT).endsWith(EXTENSION)) {
            return new Ignored();
        }
        String base = name.substring(0, name.length() - EXTENSION.length());
        Symbol alias = config.aliases().get(base);
        if (alias == null && (!Symbol.isValid(base) || new Symbol(base).isReserved())) {
            return new Refused("file " + file + ": its base name cannot be a symbol, expected 1 to " + Symbol.LENGTH_MAX
                    + " characters that a Windows file name may have, not beginning with ~: rename it, or give it a"
                    + " symbol in bridge.aliases");
        }
        Symbol symbol = alias == null ? new Symbol(base) : alias;
        boolean wanted = config.symbols().isEmpty() || config.symbols().contains(symbol);
        return wanted ? new Named(symbol) : new Ignored();
    }
}
