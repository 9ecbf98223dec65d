package io.deltatape.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.client.cache.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WatchTableTest {
    private static final List<Reading> MARKET = List.of(Readings.stale(), Readings.live(), Readings.disconnected());

    private static String table(int width) {
        return String.join("\n", WatchTable.lines(MARKET, width, WatchTable.Ink.PLAIN));
    }

    @Test
    void wideTerminalShowsEveryColumn() {
        assertThat(table(140)).isEqualTo("""
                symbol         last    change      %       bid       ask      high       low     volume   trades    age  freshness
                6J          0.00685  -0.00005  -0.72         -         -         -         -          -        -  1h02m  stale
                NQZ26-CME  23265.50    +65.50  +0.28  23265.25  23265.50  23300.00  23100.75  1,234,567  345,678  340ms  live
                ZB-EMPTY          -         -      -         -         -         -         -          -        -   400d  disconnected""");
    }

    @Test
    void narrowTerminalLeavesTheLeastImportantColumnsOut() {
        assertThat(table(64)).isEqualTo("""
                symbol         last       bid       ask    age  freshness
                6J          0.00685         -         -  1h02m  stale
                NQZ26-CME  23265.50  23265.25  23265.50  340ms  live
                ZB-EMPTY          -         -         -   400d  disconnected""");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9, 20, 33, 50, 80, 100, 119, 120})
    void noLineIsLongerThanTheTerminalIsWide(int width) {
        assertThat(WatchTable.lines(MARKET, width, WatchTable.Ink.PLAIN))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }

    @Test
    void onlyWhatIsNotLiveIsColoured() {
        List<String> lines = WatchTable.lines(MARKET, 140, WatchTable.Ink.COLOUR);

        assertThat(lines.get(1)).startsWith("\u001b[33m6J").endsWith("\u001b[0m");
        assertThat(lines.get(2)).doesNotContain("\u001b");
        assertThat(lines.get(3)).startsWith("\u001b[31mZB").endsWith("\u001b[0m");
    }
}
