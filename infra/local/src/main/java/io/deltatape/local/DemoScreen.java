package io.deltatape.local;

import io.deltatape.gateway.GatewayFigures;
import io.deltatape.simulator.Simulator;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the demo says: where to look, and a line of live figures a second.
final class DemoScreen {
    private final PrintStream out;
    private final LocalSystem system;
    private final @Nullable Simulator market;
    private long recordsBefore;
    private long updatesBefore;
    private int lines;

    DemoScreen(PrintStream out, LocalSystem system, @Nullable Simulator market) {
        this.out = out;
        this.system = system;
        this.market = market;
    }

    void welcome(String title, Path directory, long startNanos) {
        String web = "127.0.0.1:" + system.gateway().port();
        List<String> symbols = market == null ? List.of() : market.symbols();
        String symbol = symbols.isEmpty() ? "SYMBOL" : symbols.getFirst();
        String broker = system.kafka().bootstrapServers();
        out.printf(
                Locale.ROOT,
                """
                Deltatape demo: %s
                  ready in %.1f s; data in %s

                  page        http://%s/
                  one value   curl http://%s/api/data/%s
                  socket      ws://%s/ws/live_data/%s
                  terminal    ./deltatape watch --bootstrap %s
                  kafka       %s  topics market.snapshots, market.deltas

                Ctrl-C stops.
                """,
                title, startNanos / 1e9, directory, web, web, symbol, web, symbol, broker, broker);
    }

    /// The figures of the last second, under a heading every so often.
    void line() {
        GatewayFigures gateway = system.gateway().figures();
        long records = system.bridge().figures().records();
        if (lines++ % 20 == 0) {
            out.printf("%n%-8s  %12s  %9s  %9s  %8s  %8s  %s%n", "time", "records", "records/s", "updates/s", "symbols", "sockets", "file seen → gateway, ms");
        }
        out.printf(
                Locale.ROOT,
                "%-8s  %,12d  %,9d  %,9d  %8d  %8d  %s%n",
                LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
                records,
                records - recordsBefore,
                gateway.updates() - updatesBefore,
                gateway.symbols(),
                gateway.connections(),
                "");
        recordsBefore = records;
        updatesBefore = gateway.updates();
    }
}
