package io.deltatape.client.cli;

import io.deltatape.contract.Symbol;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds the known symbols that a mistyped one may have meant. Stateless.
final class NearestNames {
    private static final int COUNT_MAX = 3;

    private NearestNames() {}

    /// The nearest names, best first: those that begin with the text, then those of fewest edits.
    static List<String> of(String text, Collection<Symbol> known) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return known.stream()
                .map(Symbol::name)
                .sorted(Comparator.comparingInt((String name) -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(COUNT_MAX)
                .toList();
    }

    /// The sentence that follows "no such symbol".
    static String advice(String text, Collection<Symbol> known) {
        if (known.isEmpty()) {
            return "no symbol is known yet: is a bridge running?";
        }
        return "the nearest of " + known.size() + " known are " + String.join(", ", of(text, known));
    }

    private static int distance(String wanted, String name) {
        return name.startsWith(wanted) ? 0 : edits(wanted, name);
    }

    /// The edits that turn one text into the other (Levenshtein).
    private static int edits(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
