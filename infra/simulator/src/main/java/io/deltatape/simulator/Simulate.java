package io.deltatape.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `simulate`: writes Sierra Chart's files until its limit is reached or it is interrupted.
@Command(
        name = "simulate",
        sortOptions = false,
        description = "Write files as Sierra Chart does: a random market, or a real .scid file again.")
public final class Simulate implements Callable<Integer> {
    private static final Duration FIGURES_INTERVAL = Duration.ofSeconds(1);
    private static final long STOP_SECONDS_MAX = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./deltatape-data/sierra",
            description = "Folder to write into (${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(names = "--symbols", paramLabel = "N", description = "Symbols of the random market (10).")
    private @Nullable Integer symbols;

    @Option(names = "--rate", paramLabel = "R", description = "Records a second, over all symbols (100).")
    private @Nullable Double rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Makes the random market repeatable (default: another each time, printed).")
    private @Nullable Long seed;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "A .scid file to write again instead of a random market.")
    private @Nullable Path replay;

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            description = "Speed of a replay: X times as recorded, or max (max).")
    private @Nullable String speed;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Stop after so long (default: on Ctrl-C, or at the end of the replay).")
    private @Nullable Double seconds;

    @Mixin
    private WritingOptions writing = new WritingOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Simulate())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> {
                    PrintWriter err = e.getCommandLine().getErr();
                    err.println("simulate: " + e.getMessage() + " (simulate --help lists the options)");
                    return CommandLine.ExitCode.USAGE;
                });
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            long chosenSeed = seed == null ? System.nanoTime() & 0xFFFF_FFFFL : seed;
            RecordSource source = replay == null ? market(chosenSeed) : replayed(replay);
            SimulatorOptions options = options(chosenSeed);
            try (Simulator simulator = Simulator.open(
                    data, source, options, AppendListener.NONE, InstantSource.system(), System::nanoTime)) {
                spec.commandLine().getOut().println(description(source, chosenSeed));
                spec.commandLine().getOut().flush();
                run(simulator, err);
            }
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            // The message of a FileSystemException is the path alone; its class says what is wrong.
            String reason = e instanceof FileSystemException ? e.toString() : String.valueOf(e.getMessage());
            err.println("simulate: could not write to %s: %s".formatted(data, reason));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private RecordSource market(long chosenSeed) {
        if (speed != null) {
            throw wrong("--speed is for a replay; name its file with --replay, or set --rate");
        }
        try {
            return new RandomMarket(symbols == null ? 10 : symbols, rate == null ? 100 : rate, chosenSeed);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private RecordSource replayed(Path file) {
        if (symbols != null || rate != null) {
            throw wrong("--symbols and --rate are for the random market; a replay has its own, and --speed");
        }
        if (writing.writesDepth()) {
            throw wrong("--depth is for the random market; a replay has the trades only, no book to follow them");
        }
        if (!Files.isReadable(file)) {
            throw wrong("--replay %s: no such file, or not readable".formatted(file));
        }
        FileReplay source;
        try {
            source = speed == null || "max".equals(speed)
                    ? FileReplay.asFastAsPossible(file)
                    : FileReplay.atSpeed(file, speedFactor(speed));
        } catch (IOException e) {
            throw wrong("--replay " + e.getMessage());
        }
        Path target = ScidWriter.fileOf(data, source.symbols().getFirst());
        if (Files.exists(target)) {
            throw wrong("--replay would append to %s, which exists; remove it, or choose another folder with --data"
                    .formatted(target));
        }
        if (seconds != null && (speed == null || "max".equals(speed))) {
            throw wrong("--seconds means nothing at --speed max; set --speed X, such as 1");
        }
        return source;
    }

    private double speedFactor(String text) {
        try {
            double factor = Double.parseDouble(text);
            if (factor > 0 && factor < Double.POSITIVE_INFINITY) {
                return factor;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is none of use.
        }
        throw wrong("--speed is '%s', expected max or a number above 0".formatted(text));
    }

    private SimulatorOptions options(long chosenSeed) {
        try {
            SimulatorOptions options = writing.chosen(chosenSeed);
            return seconds == null ? options : options.withDurationMax(Duration.ofNanos((long) (seconds * 1e9)));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), String.valueOf(message));
    }

    private String description(RecordSource source, long chosenSeed) {
        String what = replay == null
                ? "a random market, %d symbols, %s records/s, seed %d"
                        .formatted(source.symbols().size(), rate == null ? "100" : rate.toString(), chosenSeed)
                : "%s at speed %s".formatted(replay, speed == null ? "max" : speed);
        String how = writing.description() + (replay != null && writing.isRandom() ? ", seed " + chosenSeed : "");
        return "Writing to %s: %s; %s.".formatted(data, what, how);
    }

    /// Prints figures until the run ends. Ctrl-C ends it like a limit: the files are completed and the last line is
    /// printed.
    private static void run(Simulator simulator, PrintWriter err) throws IOException, InterruptedException {
        CountDownLatch reported = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(simulator, reported), "stop"));
        try {
            simulator.start();
            long before = 0;
            while (!simulator.awaitFinished(FIGURES_INTERVAL)) {
                long now = simulator.appended();
                err.println(String.format(
                        Locale.ROOT,
                        "%,12d records %,10d/s  late %.1f ms",
                        now,
                        now - before,
                        simulator.lateness().toNanos() / 1e6));
                err.flush();
                before = now;
            }
            err.println(String.format(Locale.ROOT, "%,12d records written.", simulator.appended()));
            err.flush();
        } finally {
            reported.countDown();
        }
    }

    private static void stop(Simulator simulator, CountDownLatch reported) {
        try {
            simulator.close();
            reported.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            // The process is ending, and run() reports what went wrong with the files.
        }
    }
}
