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
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays a source into the .scid files of a folder, one file a symbol, and into the files beside them, on a thread of
/// its own named `simulator`.
///
/// The .scid files exist when [#open] returns; records come from [#start] on, until the source or a limit ends them
/// or [#close] is called, and everything taken up is then in the files. Between records the thread is parked, so on
/// Linux a record is some 0.1 ms late, on Windows as much as its timer is coarse. A failed write ends the run: it is
/// logged, and [#awaitFinished] throws it.
///
/// All methods may be called from any thread.
public final class Simulator implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Simulator.class);

    private final RecordSource source;
    private final SimulatorOptions options;
    private final List<String> symbols;
    private final List<SymbolFiles> files;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private volatile boolean stopping;
    private volatile long latenessNanos;

    private Simulator(
            RecordSource source,
            SimulatorOptions options,
            List<SymbolFiles> files,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.source = source;
        this.options = options;
        this.symbols = source.symbols();
        this.files = files;
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
        SplittableRandom random = new SplittableRandom(options.seed());
        ScidOptions scid = scidOptions(options, TornTail.sometimes(options.tornShare(), random.split()))
                .withListener(listener, nanoTime);
        AcsilGlobals globals = new AcsilGlobals();
        List<SymbolFiles> files = new ArrayList<>();
        try {
            for (String symbol : source.symbols()) {
                files.add(SymbolFiles.open(folder, symbol, options, scid, random.split(), globals));
            }
        } catch (IOException | RuntimeException e) {
            Closing.suppressing(e, files);
            throw e;
        }
        return new Simulator(source, options, List.copyOf(files), clock, nanoTime);
    }

    private static ScidOptions scidOptions(SimulatorOptions options, TornTail tornTail) {
        ScidForm form = options.files();
        ScidOptions plain = ScidOptions.DEFAULT
                .withHandle(form.handle())
                .withDates(form.dates())
                .withTornTail(tornTail);
        return form.keepsTruth() ? plain.withTruth() : plain;
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
        return files.stream().mapToLong(file -> file.scid().appended()).sum();
    }

    /// Whole records written so far for one symbol, whatever became of them.
    public long appended(String symbol) {
        return files(symbol).scid().appended();
    }

    /// The whole records that a symbol's file holds now. Throws when the options did not say [ScidForm#withTruth].
    public List<SimulatedRecord> truth(String symbol) {
        return files(symbol).scid().truth();
    }

    /// A symbol's order book after the last batch. Throws when none is simulated, or before the run has ended.
    public BookLevels book(String symbol) {
        if (!finished.isDone()) {
            throw new IllegalStateException("the order books change while the run lasts; await its end");
        }
        return files(symbol).book();
    }

    /// Does something to a symbol's .scid file, drawn by a seed, between two records of a run that has begun; returns
    /// when it is done.
    ///
    /// @throws IllegalStateException if the run has ended
    public void commit(String symbol, Misdeed misdeed, long seed) throws IOException, InterruptedException {
        Request request = new Request(files(symbol), misdeed, seed, new CompletableFuture<>());
        requests.add(request);
        LockSupport.unpark(thread);
        try {
            CompletableFuture.anyOf(request.done(), finished).get();
        } catch (ExecutionException e) {
            throw new IOException("%s: %s failed: %s".formatted(symbol, misdeed, e.getCause()), e.getCause());
        }
        if (!request.done().isDone()) {
            throw new IllegalStateException("%s: no %s any more, the run has ended".formatted(symbol, misdeed));
        }
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
            Closing.all(files);
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
            try (Closeable _ = () -> Closing.all(files)) {
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
        var playout = new Playout(records, files, options, startNanos);
        while (!stopping) {
            commitRequested();
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

    private void commitRequested() throws IOException {
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            request.files().commit(request.misdeed(), new SplittableRandom(request.seed()));
            request.done().complete(null);
        }
    }

    private SymbolFiles files(String symbol) {
        int index = symbols.indexOf(symbol);
        if (index < 0) {
            throw new IllegalArgumentException("%s is not simulated, only %s".formatted(symbol, symbols));
        }
        return files.get(index);
    }

    private record Request(SymbolFiles files, Misdeed misdeed, long seed, CompletableFuture<Void> done) {}
}
