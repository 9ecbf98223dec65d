package io.deltatape.bridge.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How sizes, times and sentences are written for a person. Stateless.
final class Words {
    /// No line of a report is wider.
    static final int WIDTH = 100;

    private static final long KILO = 1_000;

    private Words() {}

    static String size(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= KILO && unit < 3) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, "kMGT".charAt(unit));
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// A count with its noun, which takes an s where there is not one.
    static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, nanos < 100_000_000 ? "%.1f ms" : "%.0f ms", nanos / 1e6);
    }

    /// A span of time in its two largest digits or so.
    static String span(Duration span) {
        double seconds = span.toNanos() / 1e9;
        if (seconds < 0) {
            return "future";
        }
        if (seconds < 1) {
            return String.format(Locale.ROOT, "%.0f ms", seconds * 1e3);
        }
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (seconds < 6_000) {
            return String.format(Locale.ROOT, "%.0f min", seconds / 60);
        }
        return seconds < 172_800
                ? String.format(Locale.ROOT, "%.0f h", seconds / 3_600)
                : String.format(Locale.ROOT, "%,.0f d", seconds / 86_400);
    }

    /// A text in a column of so many characters.
    static String cell(String text, int width) {
        String cut = text.length() <= width ? text : text.substring(0, width - 1) + "…";
        return cut + " ".repeat(width - cut.length());
    }

    /// The first few of some names, and how many more there are.
    static String some(List<String> names) {
        int few = 3;
        String first = String.join(", ", names.subList(0, Math.min(few, names.size())));
        return names.size() <= few ? first : first + " and " + (names.size() - few) + " more";
    }

    /// Breaks a sentence at its blanks; the first line begins with one text, the others with blanks of its length.
    static String wrap(String begin, String sentence) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder(begin);
        boolean isEmpty = true;
        for (String word : sentence.split(" ", -1)) {
            if (!isEmpty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(begin.length()));
                isEmpty = true;
            }
            line.append(isEmpty ? "" : " ").append(word);
            isEmpty = false;
        }
        lines.add(line.toString());
        return String.join("\n", lines);
    }
}
