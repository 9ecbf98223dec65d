package io.deltatape.bridge.sierra;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The first line of a text file: the names of its columns, compared by their ASCII letters and digits without regard
/// to case, so that `# of Trades` and `BidVolume` are found as `oftrades` and `bidvolume`. Immutable.
record TextHeader(List<String> names) {
    TextHeader {
        names = List.copyOf(names);
    }

    static TextHeader of(DelimitedText line) {
        var names = new ArrayList<String>();
        for (int column = 0; column < line.columns(); column++) {
            names.add(line.value(column).replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT));
        }
        return new TextHeader(names);
    }

    /// The first column with one of the names; -1 where there is none.
    int column(String... anyOf) {
        List<String> wanted = List.of(anyOf);
        for (int column = 0; column < names.size(); column++) {
            if (wanted.contains(names.get(column))) {
                return column;
            }
        }
        return -1;
    }
}
