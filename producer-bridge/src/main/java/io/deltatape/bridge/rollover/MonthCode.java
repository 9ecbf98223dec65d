package io.deltatape.bridge.rollover;

import java.time.Month;
import java.util.EnumSet;
import java.util.Set;

/// The letters that stand for months in the names of contracts: F for January to Z for December. Stateless.
public final class MonthCode {
    /// All twelve, January first.
    public static final String LETTERS = "FGHJKMNQUVXZ";

    private MonthCode() {}

    /// The month of a letter, which must be one of [#LETTERS].
    static Month month(char letter) {
        return Month.of(LETTERS.indexOf(letter) + 1);
    }

    /// The months of a row of letters, such as `HMUZ`; none for an empty one.
    ///
    /// @throws IllegalArgumentException if a letter stands for no month, or comes twice
    public static Set<Month> months(String letters) {
        Set<Month> months = EnumSet.noneOf(Month.class);
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (LETTERS.indexOf(letter) < 0 || !months.add(month(letter))) {
                throw new IllegalArgumentException("letters of months among " + LETTERS + ", each once");
            }
        }
        return Set.copyOf(months);
    }
}
