package io.deltatape.benchmarks;

import io.deltatape.bridge.market.TradeTape;
import io.deltatape.bridge.sierra.DepthFile;
import io.deltatape.bridge.sierra.FileUpdate;
import io.deltatape.bridge.sierra.ScidFile;
import io.deltatape.bridge.sierra.SharedReading;
import io.deltatape.bridge.sierra.SourceFile;
import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `bench parse`: how many records a second one core reads, by the bridge's own readers.
///
/// Each run opens the file anew and reads one whole session of it, from the search of its first record to its figures;
/// the file is in the system's cache. Records a second count what the thread took, waits included.
@Command(
        name = "parse",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Records a second of one core: a .scid session with its figures, its trades, a .depth session.")
final class ParseCommand implements Callable<Integer> {
    private static final int RUNS_MAX = 1_000;
    private static final int RECORDS_MAX = 100_000_000;
    /// A book is not searched for further back than that.
    private static final int DEPTH_RECORDS_MAX = 2_000_000;
    /// As many as the bridge passes on at once.
    private static final int TRADES_AT_ONCE = 4_096;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "a .scid or .depth file whose records are taken, over and over (default: made-up ones)")
    private @Nullable Path file;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "4000000",
            description = "records in the session (default ${DEFAULT-VALUE})")
    private int records = 4_000_000;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "9",
            description = "runs measured (default ${DEFAULT-VALUE})")
    private int runs = 9;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "5",
            description = "runs before that (default ${DEFAULT-VALUE})")
    private int warmup = 5;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    /// One way of reading a file; answers how many records it read.
    private interface Reading {
        long read() throws IOException;
    }

    @Override
    public Integer call() throws Exception {
        requireWithin("--records", records, 1, RECORDS_MAX);
        requireWithin("--runs", runs, 1, RUNS_MAX);
        requireWithin("--warmup", warmup, 0, RUNS_MAX);
        if (file != null && (!Files.isRegularFile(file) || !Files.isReadable(file))) {
            throw new ParameterException(
                    spec.commandLine(), file + " cannot be read: give an existing .scid or .depth file");
        }
        byte[] real = file == null ? new byte[0] : ParseInput.records(file);
        screen().printf(
                        Locale.ROOT,
                        "bench parse: %s, %d records, %d runs after %d of warm-up, one thread%n  %s%n%n  %-34s %9s %9s %9s   (million records/s)%n",
                        file == null ? "made-up records" : "records of " + file.getFileName(),
                        records,
                        runs,
                        warmup,
                        Setup.line(),
                        "",
                        "median",
                        "least",
                        "most");
        Path folder = Files.createTempDirectory("deltatape-bench-");
        try {
            for (var form : ParseInput.Form.values()) {
                if (file == null || form == ParseInput.Form.of(file)) {
                    Path session = folder.resolve("session." + form.name().toLowerCase(Locale.ROOT));
                    ParseInput.write(session, form, file == null ? ParseInput.records(form) : real, records(form));
                    measure(form, session);
                    Files.delete(session);
                }
            }
        } finally {
            Directories.delete(folder);
        }
        screen().flush();
        return 0;
    }

    private int records(ParseInput.Form form) {
        return form == ParseInput.Form.DEPTH ? Math.min(records, DEPTH_RECORDS_MAX) : records;
    }

    private void measure(ParseInput.Form form, Path session) throws IOException {
        switch (form) {
            case SCID -> {
                measure("session of a .scid file", () -> read(scid(session)));
                try (var scid = scid(session)) {
                    update(scid);
                    measure("its trades", () -> passTrades(scid.trades()));
                }
            }
            case DEPTH ->
                measure(
                        "session of a .depth file",
                        () -> read(new DepthFile(session, BigDecimal.ONE, 10, new SharedReading(ParseCommand::nowUs))));
        }
    }

    private static ScidFile scid(Path session) {
        return new ScidFile(session, BigDecimal.ONE, new SharedReading(ParseCommand::nowUs), null);
    }

    private static long nowUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static long read(SourceFile opened) throws IOException {
        try (opened) {
            long read = update(opened);
            if (opened.state().equals(MarketState.EMPTY)) {
                throw new IOException(opened.path() + " has no record that counts");
            }
            return read;
        }
    }

    private static long update(SourceFile opened) throws IOException {
        return switch (opened.update()) {
            case FileUpdate.Changed(long records) -> records;
            case FileUpdate.Unchanged _ -> throw new IOException(opened.path() + " has no record that counts");
            case FileUpdate.Unreadable(String message) -> throw new IOException(message);
        };
    }

    private static long passTrades(TradeTape tape) throws IOException {
        long end = tape.end();
        var passed = new long[1];
        long at = tape.firstOffset();
        while (at < end) {
            at = tape.pass(at, TRADES_AT_ONCE, (_, _, _) -> passed[0]++);
        }
        return passed[0];
    }

    private void measure(String title, Reading reading) throws IOException {
        var rates = new double[runs];
        for (int run = -warmup; run < runs; run++) {
            long beginNanos = System.nanoTime();
            long read = reading.read();
            double seconds = (System.nanoTime() - beginNanos) / 1e9;
            if (run >= 0) {
                rates[run] = read / seconds / 1e6;
            }
        }
        Arrays.sort(rates);
        screen().printf(
                        Locale.ROOT,
                        "  %-34s %9.1f %9.1f %9.1f%n",
                        title,
                        rates[rates.length / 2],
                        rates[0],
                        rates[rates.length - 1]);
        screen().flush();
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
}
