package io.deltatape.client.cli;

import io.deltatape.client.cache.Freshness;
import io.deltatape.client.cache.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Lays out readings as a table that fits a width: columns that do not fit are left out, least important first.
///
/// Stateless.
final class WatchTable {
    /// Whether rows that are not live are marked by the terminal's colours.
    enum Ink {
        PLAIN,
        COLOUR
    }

    private static final String GAP = "  ";
    private static final String STALE_INK = "\u001b[33m";
    private static final String DISCONNECTED_INK = "\u001b[31m";
    private static final String NO_INK = "\u001b[0m";

    private WatchTable() {}

    /// The header and a line for each reading, none longer than the width (colours not counted).
    static List<String> lines(Collection<Reading> readings, int width, Ink ink) {
        Map<Column, Integer> widths = widths(readings);
        fit(widths, width);
        var lines = new ArrayList<String>(readings.size() + 1);
        lines.add(cut(header(widths), width));
        for (Reading reading : readings) {
            lines.add(inked(cut(row(reading, widths), width), reading.freshness(), ink));
        }
        return lines;
    }

    private static Map<Column, Integer> widths(Collection<Reading> readings) {
        var widths = new EnumMap<Column, Integer>(Column.class);
        for (Column column : Column.values()) {
            int widest = column.header().length();
            for (Reading reading : readings) {
                widest = Math.max(widest, column.cell(reading).length());
            }
            widths.put(column, widest);
        }
        return widths;
    }

    private static void fit(Map<Column, Integer> widths, int width) {
        while (widths.size() > 1 && total(widths) > width) {
            int highest = widths.keySet().stream().mapToInt(Column::rank).max().orElse(0);
            widths.keySet().removeIf(column -> column.rank() == highest);
        }
    }

    private static int total(Map<Column, Integer> widths) {
        return widths.values().stream().mapToInt(Integer::intValue).sum() + GAP.length() * (widths.size() - 1);
    }

    private static String header(Map<Column, Integer> widths) {
        var cells = new ArrayList<String>();
        widths.forEach((column, width) -> cells.add(padded(column, column.header(), width)));
        return String.join(GAP, cells).stripTrailing();
    }

    private static String row(Reading reading, Map<Column, Integer> widths) {
        var cells = new ArrayList<String>();
        widths.forEach((column, width) -> cells.add(padded(column, column.cell(reading), width)));
        return String.join(GAP, cells).stripTrailing();
    }

    private static String padded(Column column, String text, int width) {
        String padding = " ".repeat(Math.max(0, width - text.length()));
        return column.isWord() ? text + padding : padding + text;
    }

    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, Math.max(0, width));
    }

    private static String inked(String line, Freshness freshness, Ink ink) {
        if (ink == Ink.PLAIN) {
            return line;
        }
        return switch (freshness) {
            case LIVE -> line;
            case STALE -> STALE_INK + line + NO_INK;
            case DISCONNECTED -> DISCONNECTED_INK + line + NO_INK;
        };
    }
}
