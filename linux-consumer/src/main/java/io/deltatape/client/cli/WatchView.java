package io.deltatape.client.cli;

import io.deltatape.client.ClientFigures;
import io.deltatape.client.MarketClient;
import io.deltatape.client.cache.Reading;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// What `watch` shows: the status line and the table of the symbols wanted, or of all.
///
/// Belongs to one thread.
final class WatchView {
    private final MarketClient client;
    private final FeedMeter meter;
    private final SortedSet<Symbol> wanted;
    private final Map<Symbol, StreamPosition> printed = new HashMap<>();
    private boolean headerPrinted;

    /// `wanted` empty means all.
    WatchView(MarketClient client, FeedMeter meter, List<Symbol> wanted) {
        this.client = client;
        this.meter = meter;
        this.wanted = new TreeSet<>(wanted);
    }

    /// The lines of a screen of that size: those rows that do not fit are counted.
    List<String> screen(Terminal.Size size) {
        List<Reading> readings = readings();
        var lines = new ArrayList<String>();
        lines.add(fitted(statusLine(), size.width()));
        List<String> notes = notes(readings);
        int rows = Math.max(1, size.height() - 2 - notes.size());
        boolean fits = readings.size() <= rows;
        List<Reading> shown = fits ? readings : readings.subList(0, rows - 1);
        lines.addAll(WatchTable.lines(shown, size.width(), WatchTable.Ink.COLOUR));
        if (!fits) {
            lines.add("and " + (readings.size() - shown.size()) + " more: name the symbols to watch");
        }
        notes.forEach(note -> lines.add(fitted(note, size.width())));
        return lines;
    }

    /// The whole table once, whatever its length, and the status below it.
    List<String> table(int width) {
        List<Reading> readings = readings();
        var lines = new ArrayList<>(WatchTable.lines(readings, width, WatchTable.Ink.PLAIN));
        lines.addAll(notes(readings));
        lines.add(statusLine());
        return lines;
    }

    /// The rows whose state is not the one printed before, the first time under the table's header.
    List<String> news(int width) {
        var changed = new ArrayList<Reading>();
        for (Reading reading : readings()) {
            if (!reading.position().equals(printed.put(reading.symbol(), reading.position()))) {
                changed.add(reading);
            }
        }
        if (changed.isEmpty()) {
            return List.of();
        }
        List<String> lines = WatchTable.lines(changed, width, WatchTable.Ink.PLAIN);
        boolean first = !headerPrinted;
        headerPrinted = true;
        return first ? lines : lines.subList(1, lines.size());
    }

    String statusLine() {
        ClientFigures figures = client.figures();
        String gaps = figures.gaps() == 0 ? "" : ", " + figures.gaps() + " gaps";
        return (client.isConnected() ? "connected, " : "DISCONNECTED, ")
                + client.symbols().size() + " symbols, "
                + meter.figures() + gaps;
    }

    private List<Reading> readings() {
        var readings = new ArrayList<Reading>();
        for (Symbol symbol : wanted.isEmpty() ? client.symbols() : wanted) {
            client.get(symbol).ifPresent(readings::add);
        }
        return readings;
    }

    private List<String> notes(List<Reading> readings) {
        var missing = new TreeSet<>(wanted);
        readings.forEach(reading -> missing.remove(reading.symbol()));
        var notes = new ArrayList<String>();
        for (Symbol symbol : missing) {
            notes.add(symbol + ": no data yet; " + NearestNames.advice(symbol.name(), client.symbols()));
        }
        if (wanted.isEmpty() && readings.isEmpty()) {
            notes.add("no symbol yet: is a bridge running?");
        }
        return notes;
    }

    private static String fitted(String line, int width) {
        return line.length() <= width ? line : line.substring(0, width);
    }
}
