package io.deltatape.local;

import io.deltatape.contract.config.SettingsException;
import io.deltatape.contract.kafka.TopicsException;
import io.deltatape.simulator.AppendListener;
import io.deltatape.simulator.FileReplay;
import io.deltatape.simulator.RandomMarket;
import io.deltatape.simulator.RecordSource;
import io.deltatape.simulator.Simulator;
import io.deltatape.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `deltatape demo`: everything in one process, on a simulated market or a real one.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Starts broker, simulated market, bridge, streams and gateway in this process, says where to look,"
                        + " and shows live figures until Ctrl-C. Listens on loopback only; its data are removed at the end.")
public final class DemoMain implements Callable<Integer> {
    private static final Duration READY_PATIENCE = Duration.ofSeconds(60);
    private static final int SYMBOLS = 10;
    private static final int RATE = 200;

    @Option(names = "--symbols", paramLabel = "N", description = "simulated symbols (default " + SYMBOLS + ")")
    private @Nullable Integer symbols;

    @Option(names = "--rate", paramLabel = "R", description = "records a second in all (default " + RATE + ")")
    private @Nullable Integer rate;

    @Option(names = "--seed", paramLabel = "S", description = "of the simulated market (default: another each time)")
    private @Nullable Long seed;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "replay a real .scid file instead of a simulated market")
    private @Nullable Path replay;

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            description = "of the replay, times the recorded gaps (default max)")
    private @Nullable String speed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "watch a real Sierra Chart folder; nothing is simulated and nothing written there")
    private @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8765",
            description = "of the page and the WebSocket, on 127.0.0.1 (default ${DEFAULT-VALUE}; 0: any free)")
    private int port = 8765;

    @Option(names = "--seconds", paramLabel = "N", description = "stop by itself after N seconds")
    private int seconds = Integer.MAX_VALUE;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "keep broker and simulated files here (default: a new temporary folder, removed at the end)")
    private @Nullable Path work;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any setting of docs/operations.md; repeatable")
    private Map<String, String> settings = new HashMap<>();

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    static CommandLine command() {
        return new CommandLine(new DemoMain()).setExecutionExceptionHandler(DemoMain::explain);
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult arguments) {
        // The message of a FileSystemException is the path alone; its class says what is wrong.
        boolean isNameless = e.getMessage() == null || e instanceof FileSystemException;
        command.getErr().println("demo: " + (isNameless ? e.toString() : e.getMessage()));
        boolean expected = e instanceof SettingsException
                || e instanceof TopicsException
                || e instanceof BrokerStartException
                || e instanceof IOException
                || e.getClass().getName().startsWith("io.deltatape");
        if (!expected) {
            e.printStackTrace(command.getErr());
        }
        return e instanceof SettingsException ? 2 : 1;
    }

    @Override
    public Integer call() throws Exception {
        refuseWhatDoesNotGoTogether();
        long startNanos = System.nanoTime();
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            await(stopped, Duration.ofSeconds(20));
        }));
        try (var directory = WorkDirectory.open(work);
                var market = openMarket(directory.path());
                var system = LocalSystem.start(directory.path(), settings(directory.path()))) {
            if (!system.awaitReady(READY_PATIENCE)) {
                throw new IOException(system.failure()
                        .getNow("the parts started, but were not ready after " + READY_PATIENCE.toSeconds()
                                + " s: look at the messages above"));
            }
            var screen = new DemoScreen(out(), system, market);
            screen.welcome(title(market), directory.path(), System.nanoTime() - startNanos);
            if (market != null) {
                market.start();
            }
            show(screen, system, market, stop);
            out().println("stopping …");
        } finally {
            stopped.countDown();
        }
        return CommandLine.ExitCode.OK;
    }

    /// A line each second until the time is over or `stop` is down. Throws when a part ends by itself.
    private void show(DemoScreen screen, LocalSystem system, @Nullable Simulator market, CountDownLatch stop)
            throws IOException, InterruptedException {
        for (int second = 0; second < seconds && !stop.await(1, TimeUnit.SECONDS); second++) {
            if (system.failure().isDone()) {
                throw new IOException(
                        "stopping, for a part has ended: " + system.failure().join());
            }
            if (market != null) {
                market.awaitFinished(Duration.ZERO);
            }
            screen.line(second);
        }
    }

    private void refuseWhatDoesNotGoTogether() {
        if (data != null && replay != null) {
            throw wrong(
                    "--data watches a folder that Sierra Chart writes, --replay writes one itself: give one of them");
        }
        if (speed != null && replay == null) {
            throw wrong("--speed is that of a replay: name its file with --replay");
        }
        if ((symbols != null || rate != null || seed != null) && (data != null || replay != null)) {
            throw wrong("--symbols, --rate and --seed are those of the simulated market, and %s takes its place"
                    .formatted(data != null ? "--data" : "--replay"));
        }
        if (seconds < 1) {
            throw wrong("--seconds is " + seconds + ", expected 1 or more");
        }
    }

    private static void await(CountDownLatch latch, Duration patience) {
        try {
            latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private String title(@Nullable Simulator market) {
        if (data != null) {
            return "the files of " + data;
        }
        return replay != null
                ? "a replay of " + replay + ", speed " + (speed == null ? "max" : speed)
                : (market == null ? 0 : market.symbols().size()) + " simulated symbols, " + rate() + " records/s, seed "
                        + seed;
    }

    private int rate() {
        return rate == null ? RATE : rate;
    }

    private Path sierra(Path directory) {
        return data != null ? data : directory.resolve("sierra");
    }

    private Map<String, String> settings(Path directory) {
        var all = new HashMap<>(settings);
        all.putIfAbsent("bridge.directory", sierra(directory).toString());
        if (data == null) {
            all.putIfAbsent("bridge.roll.roots", "none"); // the market is shown as it is simulated, without aliases
        }
        all.putIfAbsent("gateway.port", Integer.toString(port));
        return all;
    }

    private @Nullable Simulator openMarket(Path directory) throws IOException {
        if (data != null) {
            return null;
        }
        RecordSource source = replay == null ? randomMarket() : replaySource(replay, sierra(directory));
        return Simulator.open(
                sierra(directory),
                source,
                SimulatorOptions.DEFAULT,
                AppendListener.NONE,
                InstantSource.system(),
                System::nanoTime);
    }

    private RecordSource randomMarket() {
        if (seed == null) {
            seed = System.nanoTime() & 0xffffff;
        }
        try {
            return new RandomMarket(symbols == null ? SYMBOLS : symbols, rate(), seed);
        } catch (IllegalArgumentException e) {
            throw wrong("--symbols or --rate: " + e.getMessage());
        }
    }

    private RecordSource replaySource(Path file, Path folder) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw wrong("--replay " + file + ": there is no such file; give a .scid file");
        }
        FileReplay source;
        try {
            source = speed == null || speed.equals("max")
                    ? FileReplay.asFastAsPossible(file)
                    : FileReplay.atSpeed(file, Double.parseDouble(speed));
        } catch (IllegalArgumentException e) {
            throw wrong("--speed " + speed + ": expected a number above 0, or max");
        }
        Path target = folder.resolve(source.symbols().getFirst() + ".scid");
        if (Files.exists(target)) {
            throw wrong("--replay would append to " + target
                    + ", which exists: remove it, or name another folder with --work");
        }
        return source;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
