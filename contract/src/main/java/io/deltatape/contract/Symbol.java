package io.deltatape.contract;

/// The name of an instrument as Sierra Chart spells it in its file names, for example `NQZ26-CME`.
///
/// Immutable. A name is 1 to 128 characters, none of which a Windows file name forbids: so a symbol never contains
/// the `|` that ends it in a key, nor a character that JSON would have to escape. A name that begins with `~` is
/// reserved for the canaries that prove the way from file to client alive; clients do not show it.
public record Symbol(String name) implements Comparable<Symbol> {
    public static final int LENGTH_MAX = 128;
    private static final String FORBIDDEN = "|\"\\/:*?<>";

    public Symbol {
        if (!isValid(name)) {
            throw new IllegalArgumentException("symbol \"" + name + "\": expected 1 to " + LENGTH_MAX
                    + " printable characters without any of " + FORBIDDEN);
        }
    }

    /// Whether a text can be a symbol: for input that may be wrong, where an exception would be out of place.
    public static boolean isValid(String name) {
        if (name.isBlank() || name.length() > LENGTH_MAX) {
            return false;
        }
        return name.chars()
                .noneMatch(c -> c < ' ' || c == 0x7f || FORBIDDEN.indexOf(c) >= 0 || Character.isSurrogate((char) c));
    }

    /// Whether this is a canary rather than an instrument.
    public boolean isReserved() {
        return name.charAt(0) == '~';
    }

    @Override
    public int compareTo(Symbol other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
