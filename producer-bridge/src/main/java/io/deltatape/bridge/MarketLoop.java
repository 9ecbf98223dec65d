package io.deltatape.bridge;

import io.deltatape.bridge.publish.Canary;
import io.deltatape.bridge.publish.Draft;
import io.deltatape.bridge.publish.SnapshotPublisher;
import io.deltatape.bridge.sierra.ReadTally;
import io.deltatape.bridge.watch.Debouncer;
import io.deltatape.bridge.watch.FileChange;
import io.deltatape.contract.Symbol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of the market thread: takes changes, reads files when they are due, publishes, and lets the canaries fly.
///
/// Owns files, sessions and the publisher; only [#figures] and [#stop] may be called from elsewhere. Ends by stopping
/// or by an [EnvironmentLostException] that says why it cannot go on.
final class MarketLoop {
    private static final Logger LOG = LoggerFactory.getLogger(MarketLoop.class);
    /// Changes taken before files are read again.
    private static final int CHANGES_AT_ONCE = 1_024;
    private static final long WAIT_MAX_NANOS = 100_000_000;
    /// How often at most the flaws are said.
    private static final long FLAWS_NANOS = 60_000_000_000L;

    private final BridgeConfig config;
    private final SymbolFiles files;
    private final SnapshotPublisher publisher;
    private final Canary canary;
    private final BlockingQueue<FileChange> changes;
    private final LongSupplier clockUs;
    private final LongSupplier nanoTime;
    private final Debouncer<Path> debouncer;

    private long canaryDueNanos;
    private long flawsDueNanos;
    private long flawsSaid;
    private long events;
    private long rescans;
    private long reads;
    private volatile boolean stopped;
    private volatile BridgeFigures figures = BridgeFigures.NONE;

    MarketLoop(
            BridgeConfig config,
            SymbolFiles files,
            SnapshotPublisher publisher,
            Canary canary,
            BlockingQueue<FileChange> changes,
            LongSupplier clockUs,
            LongSupplier nanoTime) {
        this.config = config;
        this.files = files;
        this.publisher = publisher;
        this.canary = canary;
        this.changes = changes;
        this.clockUs = clockUs;
        this.nanoTime = nanoTime;
        this.debouncer = new Debouncer<>(config.debounceFirst(), config.debounceQuiet(), config.debounceBound());
    }

    void run() throws InterruptedException {
        canaryDueNanos = nanoTime.getAsLong();
        flawsDueNanos = canaryDueNanos;
        firstLook();
        while (!stopped) {
            takeChanges(changes.poll(waitNanos(), TimeUnit.NANOSECONDS));
            readDue();
            sendCanaries();
            publisher.retry(nanoTime.getAsLong());
            reportFlaws();
            figures = count();
        }
    }

    private void firstLook() {
        long seenUs = clockUs.getAsLong();
        for (Path file : scan()) {
            if (stopped) {
                return;
            }
            read(file, seenUs);
            sendCanaries();
            figures = count();
        }
        if (!files.missing().isEmpty()) {
            LOG.warn(
                    "no file yet for configured symbols, they are read as soon as one appears symbols={} directory={}",
                    files.missing(),
                    config.directory());
        }
        LOG.info(
                "files read, live now files={} records={}",
                files.count(),
                files.tally().records());
    }

    private Iterable<Path> scan() {
        try {
            return files.scan();
        } catch (IOException e) {
            throw new EnvironmentLostException(
                    "directory " + config.directory() + " cannot be listed any more (" + e
                            + "), expected a readable folder with Sierra Chart's files: make it available, then start again",
                    e);
        }
    }

    private long waitNanos() {
        long now = nanoTime.getAsLong();
        long wait = Math.min(WAIT_MAX_NANOS, canaryDueNanos - now);
        wait = Math.min(wait, debouncer.nextDueNanos().orElse(Long.MAX_VALUE) - now);
        wait = Math.min(wait, publisher.nextRetryNanos(now).orElse(Long.MAX_VALUE) - now);
        return Math.max(wait, 0);
    }

    private void takeChanges(@Nullable FileChange first) {
        FileChange change = first;
        for (int taken = 1; change != null; taken++) {
            take(change);
            change = taken < CHANGES_AT_ONCE ? changes.poll() : null;
        }
    }

    private void take(FileChange change) {
        long now = nanoTime.getAsLong();
        switch (change.kind()) {
            case MODIFIED -> changed(change, now);
            case CREATED -> {
                changed(change, now);
                files.reexamine(change.file());
            }
            case DELETED -> {
                events++;
                if (files.reexamine(change.file())) {
                    debouncer.changed(change.file(), now, change.seenUs()); // to say that it is gone
                }
            }
            case RESCAN -> {
                rescans++;
                scan().forEach(file -> debouncer.changed(file, now, change.seenUs()));
            }
            case LOST ->
                throw new EnvironmentLostException("directory " + config.directory()
                        + " cannot be watched any more, expected it to stay: it was deleted, renamed or unmounted; make it"
                        + " available, then start again");
        }
    }

    private void changed(FileChange change, long nowNanos) {
        events++;
        if (files.knows(change.file())) {
            debouncer.changed(change.file(), nowNanos, change.seenUs());
        }
    }

    private void readDue() {
        Optional<Debouncer.Due<Path>> due = debouncer.poll(nanoTime.getAsLong());
        while (due.isPresent()) {
            read(due.get().key(), due.get().stamp());
            due = debouncer.poll(nanoTime.getAsLong());
        }
    }

    private void read(Path file, long seenUs) {
        reads++;
        Optional<Draft> draft = files.read(file, seenUs);
        draft.ifPresent(news -> publisher.publish(news, nanoTime.getAsLong()));
    }

    private void sendCanaries() {
        long now = nanoTime.getAsLong();
        if (now - canaryDueNanos < 0) {
            return;
        }
        canaryDueNanos = now + config.canaryInterval().toNanos();
        for (Symbol symbol : canary.symbols()) {
            publisher.publish(canary.draft(symbol, clockUs.getAsLong()), now);
        }
    }

    /// The counts of what is wrong in the files, when they have grown: there is no other place to see them.
    private void reportFlaws() {
        ReadTally tally = files.tally();
        long now = nanoTime.getAsLong();
        if (tally.flaws() == flawsSaid || now - flawsDueNanos < 0) {
            return;
        }
        flawsSaid = tally.flaws();
        flawsDueNanos = now + FLAWS_NANOS;
        LOG.warn(
                "records with flaws since the start badPrices={} badTimes={} badQuotes={} outOfOrder={} late={} of={}",
                tally.badPrices(),
                tally.badTimes(),
                tally.badQuotes(),
                tally.outOfOrder(),
                tally.late(),
                tally.records());
    }

    private BridgeFigures count() {
        ReadTally tally = files.tally();
        return new BridgeFigures(
                files.count(),
                files.unreadable(),
                files.refused(),
                events,
                rescans,
                reads,
                tally.records(),
                tally.bytes(),
                tally.tornReads(),
                tally.incarnations(),
                tally.badPrices(),
                tally.badTimes(),
                tally.badQuotes(),
                tally.outOfOrder(),
                tally.late(),
                publisher.sent(),
                publisher.sentBytes(),
                publisher.deferred(),
                publisher.failures(),
                publisher.inFlight(),
                publisher.waiting());
    }

    /// What was done until the last turn of the loop; safe from any thread.
    BridgeFigures figures() {
        return figures;
    }

    /// Ends the loop soon; safe from any thread.
    void stop() {
        stopped = true;
    }
}
