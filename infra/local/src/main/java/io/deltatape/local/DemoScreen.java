package io.deltatape.local;

import io.deltatape.bridge.Figure;
import io.deltatape.gateway.GatewayFigures;
import io.deltatape.gateway.figures.LatencySummary;
import io.deltatape.simulator.Simulator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the demo says: where to look, and a line of live figures a second.
final class DemoScreen {
    private static final int LINES_PER_HEADING = 20;

    private final PrintWriter out;
    private final LocalSystem system;
    private final @Nullable Simulator market;
    private long recordsBefore;
    private long updatesBefore;

    DemoScreen(PrintWriter out, LocalSystem system, @Nullable Simulator market) {
        this.out = out;
        this.system = system;
        this.market = market;
    }

    void welcome(String title, Path directory, long startNanos) {
        String web = "127.0.0.1:" + system.gateway().port();
        List<String> symbols = market == null ? List.of() : market.symbols();
        String symbol = symbols.isEmpty() ? "SYMBOL" : symbols.getFirst();
        String broker = system.kafka().bootstrapServers();
        out.printf(Locale.ROOT, """
                Deltatape demo: %s
                  ready in %.1f s; data in %s

                  page        http://%s/
                  one value   curl http://%s/api/data/%s
                  socket      ws://%s/ws/live_data/%s
                  terminal    ./deltatape watch --bootstrap %s
                  kafka       %s  topics market.*, bridge.status

                Ctrl-C stops.
                """, title, startNanos / 1e9, directory, web, web, symbol, web, symbol, broker, broker);
    }

    /// The figures of the last second, under a heading every so often.
    void line(int second) {
        GatewayFigures gateway = system.gateway().figures();
        LatencySummary latency = gateway.seenToGateway();
        long records = system.bridge().figures().get(Figure.RECORDS);
        if (second % LINES_PER_HEADING == 0) {
            out.printf(
                    "%n%6s  %12s  %9s  %9s  %7s  %7s   %s%n",
                    "second",
                    "records",
                    "records/s",
                    "updates/s",
                    "symbols",
                    "sockets",
                    "file seen to gateway, last minute");
        }
        out.printf(
                Locale.ROOT,
                "%6d  %,12d  %,9d  %,9d  %7d  %7d   p50 %.1f ms, p99 %.1f ms%n",
                second + 1,
                records,
                records - recordsBefore,
                gateway.updates() - updatesBefore,
                gateway.symbols(),
                gateway.connections(),
                latency.p50Ms(),
                latency.p99Ms());
        recordsBefore = records;
        updatesBefore = gateway.updates();
    }
}
