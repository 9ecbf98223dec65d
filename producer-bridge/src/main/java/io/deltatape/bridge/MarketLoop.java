package io.deltatape.bridge;

import io.deltatape.bridge.publish.Canary;
import io.deltatape.bridge.publish.Draft;
import io.deltatape.bridge.publish.SnapshotPublisher;
import io.deltatape.bridge.publish.TradePublisher;
import io.deltatape.bridge.rollover.RollNotice;
import io.deltatape.bridge.sierra.ReadTally;
import io.deltatape.bridge.watch.Debouncer;
import io.deltatape.bridge.watch.FileChange;
import io.deltatape.bridge.watch.Pace;
import io.deltatape.bridge.watch.ProbeSchedule;
import io.deltatape.contract.ComponentStatus.Problem;
import io.deltatape.contract.Symbol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of the market thread: takes changes, looks at files that the system may not have told of, reads files when
/// they are due, publishes states and trades, and lets the canaries fly.
///
/// Owns files, sessions and the publishers; only [#figures] and [#stop] may be called from elsewhere.
final class MarketLoop {
    /// What the loop works with.
    record Parts(
            BridgeConfig config,
            SourceFiles files,
            SnapshotPublisher snapshots,
            TradePublisher trades,
            ContractDesk contracts,
            StatusReporter status,
            Canary canary,
            BlockingQueue<FileChange> changes,
            LongSupplier clockUs,
            LongSupplier nanoTime) {}

    private static final Logger LOG = LoggerFactory.getLogger(MarketLoop.class);
    /// Changes taken before files are read again.
    private static final int CHANGES_AT_ONCE = 1_024;
    /// Files read before canaries and retries have their turn.
    private static final int READS_AT_ONCE = 64;
    /// The time after which they have it anyhow, as at a start with files of a whole session.
    private static final long READ_NANOS = 20_000_000;
    private static final long WAIT_MAX_NANOS = 100_000_000;
    /// How often at most the flaws are said.
    private static final long FLAWS_NANOS = 60_000_000_000L;
    /// How often it is looked whether files that could not be read are to be tried again.
    private static final long RETRY_NANOS = 1_000_000_000L;
    /// Files and symbols named in a status; the counts say how many there are.
    private static final int PROBLEMS_MAX = 20;

    private final Parts parts;
    private final SourceFiles files;
    private final LongSupplier nanoTime;
    private final Debouncer<Path> debouncer;
    private final ProbeSchedule<Path> probes;
    private final Pace pace;
    private final Folders folders;
    private final SlowLooks slowLooks;
    private final LoopTally tally = new LoopTally();

    private long canaryDueNanos;
    private long flawsDueNanos;
    private long retryDueNanos;
    private long flawsSaid;
    private boolean hasTradesToSend;
    /// Whether every file found at the start has been read once, and what that came to until then.
    private boolean isAllSeen;
    private final Map<Symbol, Draft> firstDrafts = new LinkedHashMap<>();
    private volatile boolean stopped;
    private volatile BridgeFigures figures = BridgeFigures.NONE;

    MarketLoop(Parts parts) {
        this.parts = parts;
        this.files = parts.files;
        this.nanoTime = parts.nanoTime;
        BridgeConfig config = parts.config;
        this.debouncer = new Debouncer<>(config.debounceFirst(), config.debounceQuiet(), config.debounceBound());
        this.probes = new ProbeSchedule<>(config.sources().probeInterval());
        this.pace = new Pace(config.debounceBound(), nanoTime.getAsLong());
        this.folders = new Folders(files);
        this.slowLooks = new SlowLooks(files, folders);
    }

    void run() throws InterruptedException {
        canaryDueNanos = nanoTime.getAsLong();
        flawsDueNanos = canaryDueNanos;
        retryDueNanos = canaryDueNanos;
        firstLook();
        beginPublishing();
        slowLooks.begin(nanoTime.getAsLong());
        while (!stopped) {
            FileChange first = parts.changes.poll(waitNanos(), TimeUnit.NANOSECONDS);
            keepPace();
            takeChanges(first);
            probe();
            lookSlowly();
            turn();
        }
    }

    /// Sleeps, though changes are there: each of them would wake it.
    private void keepPace() {
        for (long wait = waitOfPace(); wait > 0 && !stopped; wait = waitOfPace()) {
            LockSupport.parkNanos(wait);
        }
        pace.begin(nanoTime.getAsLong());
    }

    private long waitOfPace() {
        return pace.waitNanos(nanoTime.getAsLong());
    }

    private void turn() {
        readDue();
        hasTradesToSend = parts.trades.pump();
        sendCanaries();
        parts.snapshots.retry(nanoTime.getAsLong());
        parts.contracts.retry(nanoTime.getAsLong());
        retryProblems();
        reportFlaws();
        figures = tally.figures(parts, folders);
        parts.status.report(nanoTime.getAsLong(), changes(), this::problems, figures, parts.snapshots);
    }

    private void firstLook() {
        scan(parts.clockUs.getAsLong());
        while (!stopped && debouncer.nextDueNanos().isPresent()) {
            turn();
        }
        if (!files.missing().isEmpty()) {
            LOG.warn(
                    "no file yet for configured symbols, they are read as soon as one appears symbols={} directory={}",
                    files.missing(),
                    parts.config.directory());
        }
        LOG.info(
                "files read, live now files={} records={}",
                files.count(),
                files.tally().records());
    }

    /// Marks every file of ours to be read.
    private void scan(long seenUs) {
        long now = nanoTime.getAsLong();
        for (Path file : folders.scan()) {
            debouncer.changed(file, now, seenUs);
            probes.changed(file, now);
        }
        forgetDropped();
    }

    /// Marks what only a look at paths and folders tells of.
    private void lookSlowly() {
        long now = nanoTime.getAsLong();
        for (Path file : slowLooks.look(now)) {
            debouncer.changed(file, now, parts.clockUs.getAsLong());
            probes.changed(file, now);
        }
    }

    private void forgetDropped() {
        for (Path file : files.takeDropped()) {
            debouncer.forget(file);
            probes.remove(file);
        }
    }

    private long waitNanos() {
        long now = nanoTime.getAsLong();
        long wait = Math.min(WAIT_MAX_NANOS, canaryDueNanos - now);
        wait = Math.min(wait, until(debouncer.nextDueNanos(), now));
        wait = Math.min(wait, until(probes.nextDueNanos(), now));
        wait = Math.min(wait, until(parts.snapshots.nextRetryNanos(now), now));
        if (hasTradesToSend) {
            wait = Math.min(wait, parts.trades.waitNanos());
        }
        return Math.max(wait, 0);
    }

    private static long until(OptionalLong dueNanos, long nowNanos) {
        return dueNanos.isPresent() ? dueNanos.getAsLong() - nowNanos : Long.MAX_VALUE;
    }

    private void takeChanges(@Nullable FileChange first) {
        FileChange change = first;
        for (int taken = 1; change != null; taken++) {
            take(change);
            change = taken < CHANGES_AT_ONCE ? parts.changes.poll() : null;
        }
    }

    private void take(FileChange change) {
        switch (change.kind()) {
            case MODIFIED -> told(change);
            case CREATED -> {
                told(change);
                files.reexamine(change.file());
            }
            case DELETED -> {
                if (files.reexamine(change.file())) {
                    told(change); // to say that it is gone
                }
            }
            case RESCAN -> {
                tally.countRescan();
                folders.watched(change.file());
                scan(change.seenUs());
            }
            case LOST -> folders.lose(change.file(), "it was deleted, renamed or unmounted");
            case UNWATCHED -> folders.unwatched(change.file());
        }
    }

    /// The system told of a file.
    private void told(FileChange change) {
        Optional<Path> taken = files.taken(change.file());
        if (taken.isEmpty()) {
            return;
        }
        Path file = taken.get();
        long now = nanoTime.getAsLong();
        tally.countEvent(files.hasChanged(file) && !debouncer.isPending(file));
        debouncer.changed(file, now, change.seenUs());
        probes.changed(file, now);
    }

    /// Looks at the files whose turn it is: the system may tell late, or not at all.
    private void probe() {
        long now = nanoTime.getAsLong();
        for (Optional<Path> due = probes.poll(now); due.isPresent(); due = probes.poll(now)) {
            Path file = due.get();
            boolean isNews = files.hasChanged(file) && !debouncer.isPending(file);
            tally.countProbe(isNews);
            if (isNews) {
                debouncer.changed(file, now, parts.clockUs.getAsLong());
                probes.changed(file, now);
            }
        }
    }

    private void readDue() {
        long startNanos = nanoTime.getAsLong();
        long now = startNanos;
        for (int reads = 0; reads < READS_AT_ONCE && now - startNanos < READ_NANOS; reads++) {
            Optional<Debouncer.Due<Path>> due = debouncer.poll(now);
            if (due.isEmpty()) {
                break;
            }
            tally.countRead();
            pace.read();
            files.read(due.get().key(), due.get().stamp()).ifPresent(this::publish);
            now = nanoTime.getAsLong();
        }
        forgetDropped();
    }

    /// What was read at the first look goes out when it is known which contracts there are.
    private void beginPublishing() {
        isAllSeen = true;
        parts.contracts.begin(nanoTime.getAsLong());
        firstDrafts.values().forEach(this::publish);
        firstDrafts.clear();
    }

    private void publish(Draft draft) {
        if (!isAllSeen) {
            firstDrafts.put(draft.symbol(), draft);
            parts.contracts.seen(draft);
            return;
        }
        long now = nanoTime.getAsLong();
        if (!parts.contracts.isRetired(draft.symbol())) {
            parts.snapshots.publish(draft, now);
            parts.contracts.published(draft, now);
        }
        if (!parts.contracts.isRetired(draft.symbol())) {
            files.trades(draft.symbol()).ifPresent(tape -> parts.trades.offer(draft.symbol(), tape));
        }
    }

    /// Before the canaries, the snapshots that say how far trades have come; so that a canary can say that all is said.
    private void sendCanaries() {
        long now = nanoTime.getAsLong();
        if (now - canaryDueNanos < 0) {
            return;
        }
        canaryDueNanos = now + parts.config.canaryInterval().toNanos();
        parts.contracts.retired().forEach(parts.trades::forget);
        if (isAllSeen && !folders.isAnyLost()) { // else a symbol not seen yet may have trades of which no snapshot says
            parts.trades.unreported(parts.snapshots::reported).forEach(symbol -> parts.snapshots.repeat(symbol, now));
        }
        for (Symbol symbol : parts.canary.symbols()) {
            parts.snapshots.publish(parts.canary.draft(symbol, parts.clockUs.getAsLong()), now);
        }
    }

    private void retryProblems() {
        long now = nanoTime.getAsLong();
        if (now - retryDueNanos < 0) {
            return;
        }
        retryDueNanos = now + RETRY_NANOS;
        parts.trades.retry();
        files.unreadable().retry().stream()
                .filter(file -> !folders.isLost(file))
                .forEach(file -> debouncer.changed(file, now, parts.clockUs.getAsLong()));
    }

    /// Another number whenever something becomes wrong or right.
    private long changes() {
        return Objects.hash(
                files.unreadable().changes(),
                folders.changes(),
                parts.trades.isOpening(),
                parts.snapshots.isPaused(),
                files.count());
    }

    private List<Problem> problems() {
        var problems = new ArrayList<>(folders.problems());
        files.unreadable().reasons().entrySet().stream()
                .limit(PROBLEMS_MAX)
                .forEach(entry -> problems.add(
                        new Problem("file_unreadable", entry.getKey().toString(), entry.getValue())));
        files.missing().stream()
                .limit(PROBLEMS_MAX)
                .forEach(symbol -> problems.add(new Problem(
                        "symbol_missing", symbol.name(), "it is configured, but there is no file of it yet")));
        parts.contracts.notices().stream()
                .limit(PROBLEMS_MAX)
                .forEach(notice -> problems.add(new Problem(code(notice), "", notice.message())));
        if (parts.snapshots.isPaused()) {
            problems.add(new Problem("snapshots_wait", "", "Kafka does not take snapshots; the latest states wait"));
        }
        if (parts.trades.isOpening()) {
            problems.add(new Problem("trades_wait", "", "Kafka does not take trades; they wait in the files"));
        }
        return problems;
    }

    private static String code(RollNotice notice) {
        return switch (notice) {
            case RollNotice.RollAhead _ -> "roll_ahead";
            case RollNotice.ContractMissing _ -> "contract_missing";
            case RollNotice.Expired _ -> "contract_expired";
            case RollNotice.Duplicate _ -> "contract_duplicate";
        };
    }

    /// The counts of what is wrong in the files, when they have grown.
    private void reportFlaws() {
        ReadTally read = files.tally();
        long now = nanoTime.getAsLong();
        if (read.flaws() == flawsSaid || now - flawsDueNanos < 0) {
            return;
        }
        flawsSaid = read.flaws();
        flawsDueNanos = now + FLAWS_NANOS;
        LOG.warn("flaws in files since the start {}", read);
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
