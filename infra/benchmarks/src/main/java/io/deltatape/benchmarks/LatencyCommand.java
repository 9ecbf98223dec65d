package io.deltatape.benchmarks;

import io.deltatape.local.LocalSystem;
import io.deltatape.simulator.AppendListener;
import io.deltatape.simulator.RandomMarket;
import io.deltatape.simulator.Simulator;
import io.deltatape.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.PrintWriter;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `bench latency`: the time from when a record was due in a file until a WebSocket client holds a state with it, per
/// hop.
///
/// Open loop: the simulator's schedule says when each record is due, whatever the system does, and latency counts from
/// there. Every record due after the warm-up is a sample, late and coalesced ones included; the run fails if one is
/// missing at the end, or if the simulator could not hold its rate. Appender, system and clients share this process, so
/// there is one clock.
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Record due to WebSocket client, per hop: appends at a rate, and waits until each record has been delivered.")
final class LatencyCommand implements Callable<Integer> {
    /// A Monday, 09:00 in Chicago: eight hours until the session's figures begin anew.
    private static final Instant MARKET_START = Instant.parse("2026-01-05T15:00:00Z");

    private static final int RUN_SECONDS_MAX = 6 * 3600;
    private static final int RATE_MAX = 1_000_000;
    /// A last record later than this means a rate that was not held rather than a stall.
    private static final Duration LATENESS_MAX = Duration.ofMillis(500);

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
    private @Nullable Integer symbols;

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
            names = "--patience",
            paramLabel = "S",
            defaultValue = "15",
            description = "seconds that the last records may take before they are missing (default ${DEFAULT-VALUE})")
    private int patienceSeconds = 15;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "of the random market (default ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "HdrHistogram log (default: deltatape-latency-RATE.hlog in the folder for temporary files)")
    private @Nullable Path out;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any setting of docs/operations.md; repeatable")
    private Map<String, String> settings = new HashMap<>();

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        int files = symbols != null ? symbols : rate >= 10_000 ? 100 : 10;
        requireWithin("--rate", rate, 1, RATE_MAX);
        requireWithin("--warmup", warmupSeconds, 0, RUN_SECONDS_MAX);
        requireWithin("--seconds", seconds, 1, RUN_SECONDS_MAX);
        requireWithin("--warmup and --seconds together", warmupSeconds + seconds, 1, RUN_SECONDS_MAX);
        requireWithin("--patience", patienceSeconds, 0, RUN_SECONDS_MAX);
        requireWithin("--symbols", files, 1, 10_000);
        requireWritable(log());
        screen().printf(
                        Locale.ROOT,
                        "bench latency: %d records/s over %d symbols, one client each, %d s warm-up, %d s measured, seed %d%n  %s%n",
                        rate,
                        files,
                        warmupSeconds,
                        seconds,
                        seed,
                        Setup.line());
        screen().flush();
        Path work = Files.createTempDirectory("deltatape-bench-");
        try {
            return run(work, new RandomMarket(files, rate, seed).startingAt(MARKET_START));
        } finally {
            Directories.delete(work);
        }
    }

    private int run(Path work, RandomMarket market) throws Exception {
        Map<String, Integer> index = new HashMap<>();
        market.symbols().forEach(symbol -> index.put(symbol, index.size()));
        var ledger = new DeliveryLedger(index.size(), Duration.ofSeconds(warmupSeconds));
        var simulator = Simulator.open(
                work.resolve("sierra"),
                market,
                SimulatorOptions.DEFAULT.withDurationMax(runDuration()),
                entering(ledger, index),
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
        }
    }

    private static AppendListener entering(DeliveryLedger ledger, Map<String, Integer> index) {
        return new AppendListener() {
            @Override
            public void takenUp(String symbol, long dueNanos) {
                ledger.takenUp(index.getOrDefault(symbol, 0), dueNanos);
            }

            @Override
            public void appended(String symbol, long firstRecordIndex, int records, long appendedNanos) {
                ledger.append(index.getOrDefault(symbol, 0), records, appendedNanos);
            }
        };
    }

    private Map<String, String> settings(Path work, RandomMarket market) {
        var all = new HashMap<>(settings);
        all.putIfAbsent("bridge.roll.roots", "none"); // an alias would double its contract's load
        all.put("bridge.directory", work.resolve("sierra").toString());
        all.put("gateway.port", "0");
        all.put("gateway.symbols", String.join(",", market.symbols()));
        return all;
    }

    private int measure(Simulator simulator, DeliveryLedger ledger) throws IOException, InterruptedException {
        simulator.start();
        boolean finished = simulator.awaitFinished(runDuration().plus(patience()));
        Duration lateness = simulator.lateness();
        simulator.close();
        long deadline = System.nanoTime() + patience().toNanos();
        while (ledger.missing() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        var report = new LatencyReport(ledger);
        report.print(screen());
        Path file = log();
        report.write(file, "record due to WebSocket client, " + rate + " records/s; " + Setup.line(), seconds);
        screen().printf("%n  histograms: %s%n", file);
        boolean held = finished && lateness.compareTo(LATENESS_MAX) <= 0;
        if (!held) {
            screen().printf(
                            "FAILED: the simulator did not hold %d records/s: %d appended of %d due, the last one %d ms late%n",
                            rate,
                            simulator.appended(),
                            (long) rate * runDuration().toSeconds(),
                            lateness.toMillis());
        }
        if (ledger.missing() > 0) {
            screen().printf("FAILED: %d records were never covered by a delivered state%n", ledger.missing());
        }
        screen().flush();
        return held && ledger.missing() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Path log() {
        return out == null ? Path.of(System.getProperty("java.io.tmpdir"), "deltatape-latency-" + rate + ".hlog") : out;
    }

    private Duration runDuration() {
        return Duration.ofSeconds((long) warmupSeconds + seconds);
    }

    private Duration patience() {
        return Duration.ofSeconds(patienceSeconds);
    }

    private PrintWriter screen() {
        return spec.commandLine().getOut();
    }

    private void requireWithin(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(), "%s is %d, expected %d to %d".formatted(option, value, min, max));
        }
    }

    /// Before the run, not after it: its minutes would be lost.
    private void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new ParameterException(
                    spec.commandLine(), "--out " + file + " cannot be written: name a file in a folder that exists");
        }
    }
}
