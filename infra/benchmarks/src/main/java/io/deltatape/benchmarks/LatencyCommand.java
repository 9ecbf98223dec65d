package io.deltatape.benchmarks;

import io.deltatape.local.LocalSystem;
import io.deltatape.simulator.RandomMarket;
import io.deltatape.simulator.Simulator;
import io.deltatape.simulator.SimulatorOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench latency`: the time from a record's append to a file until a WebSocket client holds a state with it, per hop.
///
/// Open loop: the simulator appends at its rate whatever the system does. Every record appended after the warm-up is a
/// sample, coalesced ones included; the run fails if one is missing at the end. Appender, system and clients share this
/// process, so there is one clock.
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "File append to WebSocket client, per hop: appends at a rate, and waits until each record has been delivered.")
final class LatencyCommand implements Callable<Integer> {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};
    private static final Duration DELIVERY_PATIENCE = Duration.ofSeconds(15);
    /// A Monday, 09:00 in Chicago: eight hours until the session's figures begin anew.
    private static final Instant MARKET_START = Instant.parse("2026-01-05T15:00:00Z");

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "records a second in all (default ${DEFAULT-VALUE})")
    private int rate = 1000;

    @Option(
            names = "--symbols",
            paramLabel = "N",
            description = "files and clients (default: 10, and 100 from 10000 records/s on)")
    private int symbols;

    @Option(
            names = "--warmup",
            paramLabel = "S",
            defaultValue = "60",
            description = "seconds at the same rate before measuring (default ${DEFAULT-VALUE})")
    private int warmupSeconds = 60;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "seconds measured (default ${DEFAULT-VALUE})")
    private int seconds = 30;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "of the random market (default ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "FILE", description = "HdrHistogram log (default: latency-RATE.hlog)")
    private @Nullable Path out;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any setting of docs/operations.md; repeatable")
    private Map<String, String> settings = new HashMap<>();

    private final PrintStream screen = System.out;

    @Override
    public Integer call() throws Exception {
        int files = symbols > 0 ? symbols : rate >= 10_000 ? 100 : 10;
        screen.printf(
                Locale.ROOT,
                "bench latency: %d records/s over %d symbols, one client each, %d s warm-up, %d s measured, seed %d%n  %s%n",
                rate,
                files,
                warmupSeconds,
                seconds,
                seed,
                Setup.line());
        Path work = Files.createTempDirectory("deltatape-bench-");
        var ledger = new DeliveryLedger(files);
        var market = new RandomMarket(files, rate, seed).startingAt(MARKET_START);
        Map<String, Integer> index = new HashMap<>();
        market.symbols().forEach(symbol -> index.put(symbol, index.size()));
        var simulator = Simulator.open(
                work.resolve("sierra"),
                market,
                SimulatorOptions.DEFAULT,
                (symbol, _, records, nanos) -> ledger.append(index.getOrDefault(symbol, 0), records, nanos),
                InstantSource.system(),
                System::nanoTime);
        try (simulator;
                var system = LocalSystem.start(work, settings(work, market))) {
            if (!system.awaitReady(Duration.ofSeconds(60))) {
                throw new IOException("the system was not ready after 60 s");
            }
            try (var _ = LiveDataSwarm.connect(
                    system.gateway().port(),
                    market.symbols(),
                    (symbol, text, nanos) -> ledger.deliver(symbol, LiveMessage.of(text), nanos))) {
                return measure(simulator, ledger);
            }
        } finally {
            Directories.delete(work);
        }
    }

    private Map<String, String> settings(Path work, RandomMarket market) {
        var all = new HashMap<>(settings);
        all.put("bridge.directory", work.resolve("sierra").toString());
        all.put("gateway.port", "0");
        all.put("gateway.symbols", String.join(",", market.symbols()));
        return all;
    }

    private int measure(Simulator simulator, DeliveryLedger ledger) throws IOException {
        simulator.start();
        pause(Duration.ofSeconds(warmupSeconds));
        long before = simulator.appended();
        ledger.startMeasuring();
        pause(Duration.ofSeconds(seconds));
        long measured = simulator.appended() - before;
        simulator.close();
        long deadline = System.nanoTime() + DELIVERY_PATIENCE.toNanos();
        while (ledger.missing() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        print(ledger, measured);
        writeLog(ledger);
        if (ledger.missing() > 0) {
            screen.printf("FAILED: %d records were never covered by a delivered state%n", ledger.missing());
            return 1;
        }
        return 0;
    }

    private static void pause(Duration duration) {
        long deadline = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void print(DeliveryLedger ledger, long measured) {
        screen.printf(
                Locale.ROOT,
                "  %d records appended while measuring, %d messages, %d missing%n%n",
                measured,
                ledger.messages(),
                ledger.missing());
        screen.printf("  %-26s %9s %9s %9s %9s %9s   (ms)%n", "hop", "p50", "p90", "p99", "p99.9", "max");
        for (DeliveryLedger.Hop hop : DeliveryLedger.Hop.values()) {
            Histogram histogram = ledger.histogram(hop);
            screen.printf("  %-26s", hop.title);
            for (double percentile : PERCENTILES) {
                screen.printf(Locale.ROOT, " %9.3f", histogram.getValueAtPercentile(percentile) / 1e6);
            }
            screen.printf(Locale.ROOT, " %9.3f%n", histogram.getMaxValue() / 1e6);
        }
    }

    private void writeLog(DeliveryLedger ledger) throws FileNotFoundException {
        Path file = out == null ? Path.of("latency-" + rate + ".hlog") : out;
        var log = new HistogramLogWriter(file.toFile());
        log.outputComment("file append to WebSocket client, " + rate + " records/s, nanoseconds; " + Setup.line());
        log.outputLogFormatVersion();
        log.outputLegend();
        for (DeliveryLedger.Hop hop : DeliveryLedger.Hop.values()) {
            Histogram histogram = ledger.histogram(hop);
            histogram.setTag(hop.name());
            log.outputIntervalHistogram(0, seconds, histogram, 1e6);
        }
        log.close();
        screen.printf("%n  histograms: %s%n", file);
    }
}
