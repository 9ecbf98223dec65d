package io.deltatape.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays a source into the .scid files of a folder, one file a symbol, on a thread of its own named `simulator`.
///
/// The files exist when [#open] returns; records come from [#start] on, until the source or a limit ends them or
/// [#close] is called, and
/// everything taken up is then in the files. Between records the thread is parked, so on Linux a record is some 0.1 ms
/// late, on Windows as
/// much as its timer is coarse. A failed write ends the run: it is logged, and [#awaitFinished] throws it.
///
/// All methods may be called from any thread.
public final class Simulator implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Simulator.class);

    private final RecordSource source;
    private final SimulatorOptions options;
    private final List<String> symbols;
    private final List<ScidWriter> writers;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private volatile boolean stopping;
    private volatile long latenessNanos;

    private Simulator(
            RecordSource source,
            SimulatorOptions options,
            List<ScidWriter> writers,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.source = source;
        this.options = options;
        this.symbols = source.symbols();
        this.writers = writers;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.thread = Thread.ofPlatform().name("simulator").unstarted(this::run);
    }

    /// Creates the folder and the files that are missing, and opens all of them for append.
    public static Simulator open(
            Path folder,
            RecordSource source,
            SimulatorOptions options,
            AppendListener listener,
            InstantSource clock,
            LongSupplier nanoTime)
            throws IOException {
        Files.createDirectories(folder);
        RandomGenerator random = new SplittableRandom(options.tornSeed());
        TornTail tornTail = TornTail.sometimes(options.tornShare(), random);
        List<ScidWriter> writers = new ArrayList<>();
        try {
            for (String symbol : source.symbols()) {
                writers.add(ScidWriter.open(ScidWriter.fileOf(folder, symbol), tornTail, listener, nanoTime));
            }
        } catch (IOException | RuntimeException e) {
            closeAll(writers);
            throw e;
        }
        return new Simulator(source, options, List.copyOf(writers), clock, nanoTime);
    }

    /// Begins the run; once only.
    public void start() {
        thread.start();
    }

    public List<String> symbols() {
        return symbols;
    }

    /// Whole records written so far, over all symbols.
    public long appended() {
        return writers.stream().mapToLong(ScidWriter::appended).sum();
    }

    /// Whole records written so far for one symbol.
    public long appended(String symbol) {
        int index = symbols.indexOf(symbol);
        if (index < 0) {
            throw new IllegalArgumentException("%s is not simulated, only %s".formatted(symbol, symbols));
        }
        return writers.get(index).appended();
    }

    /// How late the last record was taken up: whether the rate is held.
    public Duration lateness() {
        return Duration.ofNanos(latenessNanos);
    }

    /// Waits until the run has ended and its files are closed. Throws what ended it early.
    public void awaitFinished() throws IOException, InterruptedException {
        while (!awaitFinished(Duration.ofHours(1))) {}
    }

    /// Waits so long for the end of the run; returns whether it has come.
    public boolean awaitFinished(Duration timeout) throws IOException, InterruptedException {
        try {
            finished.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException("The simulator stopped early: " + e.getCause(), e.getCause());
        }
    }

    /// Ends the run, writes what was taken up, closes the files. Returns when that is done.
    @Override
    public void close() throws IOException {
        stopping = true;
        if (thread.getState() == Thread.State.NEW) {
            closeAll(writers);
            finished.complete(null);
            return;
        }
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            try (Closeable _ = () -> closeAll(writers)) {
                play(source.begin(clock.instant()));
            }
            finished.complete(null);
        } catch (IOException | RuntimeException | Error e) {
            log.error("The simulator stops: no more records are written. symbols={}", symbols, e);
            finished.completeExceptionally(e);
        }
    }

    private void play(Iterator<RecordSource.Scheduled> records) throws IOException {
        long startNanos = nanoTime.getAsLong();
        var playout = new Playout(records, writers, options, startNanos);
        while (!stopping) {
            long dueNanos = playout.step(nanoTime.getAsLong() - startNanos);
            latenessNanos = playout.latenessNanos();
            if (dueNanos == Playout.FINISHED) {
                return;
            }
            // Not dueNanos - elapsed: what is due at once lies at the far end of the range.
            long elapsedNanos = nanoTime.getAsLong() - startNanos;
            if (dueNanos > elapsedNanos) {
                LockSupport.parkNanos(dueNanos - elapsedNanos);
            }
        }
    }

    /// Closes every file, even when one of them fails.
    private static void closeAll(List<ScidWriter> writers) throws IOException {
        IOException failure = null;
        for (ScidWriter writer : writers) {
            try {
                writer.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
