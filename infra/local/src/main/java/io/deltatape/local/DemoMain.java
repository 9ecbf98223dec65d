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
import java.io.PrintStream;
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
    @Option(
            names = "--symbols",
            paramLabel = "N",
            defaultValue = "10",
            description = "simulated symbols (default ${DEFAULT-VALUE})")
    private int symbols = 10;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "200",
            description = "records a second in all (default ${DEFAULT-VALUE})")
    private int rate = 200;

    @Option(names = "--seed", paramLabel = "S", description = "of the simulated market (default: another each time)")
    private long seed = System.nanoTime() & 0xffffff;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "replay a real .scid file instead of a simulated market")
    private @Nullable Path replay;

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            defaultValue = "max",
            description = "of the replay, times the recorded gaps (default ${DEFAULT-VALUE})")
    private String speed = "max";

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
    private CommandLine.Model.@Nullable CommandSpec spec;

    private final PrintStream out = System.out;

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
        long startNanos = System.nanoTime();
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            await(stopped, Duration.ofSeconds(20));
        }));
        var directory = WorkDirectory.open(work);
        try (directory;
                var market = openMarket(directory.path());
                var system = LocalSystem.start(directory.path(), settings(directory.path()))) {
            if (!system.awaitReady(Duration.ofSeconds(60))) {
                throw new IOException("the parts started, but were not ready after 60 s: look at the messages above");
            }
            var screen = new DemoScreen(out, system, market);
            screen.welcome(title(), directory.path(), System.nanoTime() - startNanos);
            if (market != null) {
                market.start();
            }
            for (int second = 0; second < seconds && !stop.await(1, TimeUnit.SECONDS); second++) {
                screen.line(second);
            }
            out.println("stopping …");
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private static void await(CountDownLatch latch, Duration patience) {
        try {
            latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String title() {
        return data != null
                ? "the files of " + data
                : replay != null
                        ? "a replay of " + replay + ", speed " + speed
                        : symbols + " simulated symbols, " + rate + " records/s, seed " + seed;
    }

    private Path sierra(Path directory) {
        return data != null ? data : directory.resolve("sierra");
    }

    private Map<String, String> settings(Path directory) {
        var all = new HashMap<>(settings);
        all.putIfAbsent("bridge.directory", sierra(directory).toString());
        all.putIfAbsent("gateway.port", Integer.toString(port));
        return all;
    }

    private @Nullable Simulator openMarket(Path directory) throws IOException {
        if (data != null) {
            return null;
        }
        RecordSource source = replay == null ? randomMarket() : replaySource(replay);
        return Simulator.open(
                sierra(directory),
                source,
                SimulatorOptions.DEFAULT,
                AppendListener.NONE,
                InstantSource.system(),
                System::nanoTime);
    }

    private RecordSource randomMarket() {
        try {
            return new RandomMarket(symbols, rate, seed);
        } catch (IllegalArgumentException e) {
            throw wrong("--symbols or --rate: " + e.getMessage());
        }
    }

    private RecordSource replaySource(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw wrong("--replay " + file + ": there is no such file; give a .scid file");
        }
        try {
            return speed.equals("max")
                    ? FileReplay.asFastAsPossible(file)
                    : FileReplay.atSpeed(file, Double.parseDouble(speed));
        } catch (IllegalArgumentException e) {
            throw wrong("--speed " + speed + ": expected a number above 0, or max");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec == null ? new CommandLine(this) : spec.commandLine(), message);
    }
}
