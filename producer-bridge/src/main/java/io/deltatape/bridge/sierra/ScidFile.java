package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.market.SessionRule;
import io.deltatape.bridge.market.SessionStatistics;
import io.deltatape.bridge.market.TradeDates;
import io.deltatape.bridge.market.TradeTape;
import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The .scid file of one symbol, from first sight on: how far it was read, what its session comes to, and which
/// incarnation of the file this is.
///
/// A file first seen is begun at its last session, found by [SessionSearch]. The generation begins at 1 and grows by
/// one whenever the file turns out not to continue what was read: it shrank, was replaced, or its last record or header
/// changed; then it is begun anew. Owned by the market thread.
public final class ScidFile implements SourceFile {
    private static final Logger LOG = LoggerFactory.getLogger(ScidFile.class);
    /// How often in one look a file may turn out to be another before it is left for the next look.
    private static final int ATTEMPTS_MAX = 4;
    private static final FileUpdate UNCHANGED = new FileUpdate.Unchanged();

    private final Path path;
    private final PathLook look;
    private final RecordDecoder decoder;
    private final ScidTrades trades;
    private final SharedReading shared;
    private final FlawLog flaws;
    private final TradeDates tradeDates;

    private @Nullable ScidReader reader;
    private SessionStatistics statistics;
    /// Until the file is opened for the first time.
    private @Nullable Resume resume;
    /// Where the file was left: by this process, or according to Kafka by the one before.
    private @Nullable FileCursor left;
    /// Whether the open reader stands where reading goes on.
    private boolean isPlaced;
    /// Why the file is known not to continue what was read; null if it may, or has been begun anew since.
    private @Nullable String replacedBecause;
    private long generation;
    /// The highest generation that has been published of this symbol, perhaps of another file.
    private long generationTaken;
    private long sessionOffset;
    private long lastTimeUs;
    /// Up to where the last session was searched for, and its date: what is before that and later has a wrong time.
    private long searchedEnd;
    private long searchedDate = TradeDates.NONE;
    /// Trades of earlier sessions, one after another.
    private int lateInRow;

    /// A file not looked at yet; `resume` is null if nothing is known of it.
    public ScidFile(
            Path path, BigDecimal multiplier, SessionRule sessions, SharedReading shared, @Nullable Resume resume) {
        this.path = path;
        this.look = new PathLook(path);
        this.decoder = new RecordDecoder(multiplier, shared::latestUs);
        this.trades = new ScidTrades(this, decoder);
        this.shared = shared;
        this.flaws = new FlawLog(path);
        this.resume = resume;
        this.left = resume == null ? null : resume.cursor();
        this.generation = resume == null ? 0 : resume.generation();
        this.generationTaken = resume == null ? 0 : resume.generationTaken();
        this.tradeDates = shared.tradeDates(sessions);
        this.statistics = new SessionStatistics(tradeDates, MarketRecord.ABSENT);
    }

    /// A file whose sessions are those of CME Globex.
    public ScidFile(Path path, BigDecimal multiplier, SharedReading shared, @Nullable Resume resume) {
        this(path, multiplier, SessionRule.CME, shared, resume);
    }

    @Override
    public FileUpdate update() {
        long generationBefore = generation;
        shared.lookAtClock();
        try {
            for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
                if (reader == null) {
                    switch (ScidReader.open(path, shared.block())) {
                        case Refused refused -> {
                            return unreadable(refused);
                        }
                        case ScidReader opened -> reader = opened;
                    }
                    isPlaced = false;
                }
                if (reader.hasLegacyTimes()) {
                    detach();
                    return unreadable(Refused.LEGACY_TIMES);
                }
                if (!isPlaced) {
                    place(reader);
                }
                RecordRead read = readOn(reader);
                if (lateInRow >= SessionSearch.OUTLIER_TRADES) {
                    searchAgain(reader);
                } else if (read instanceof RecordRead.Progress progress) {
                    boolean changed = progress.records() > 0 || generation != generationBefore;
                    return changed ? new FileUpdate.Changed(progress.records()) : UNCHANGED;
                }
            }
            return new FileUpdate.Unreadable("file " + path + " changed " + ATTEMPTS_MAX
                    + " times while it was read, expected it to grow only: it is read again at its next change");
        } catch (IOException e) {
            detach();
            return unreadable(Refused.because(e));
        }
    }

    private RecordRead readOn(ScidReader open) throws IOException {
        RecordRead read = open.read(this::accept);
        switch (read) {
            case RecordRead.Progress progress -> countProgress(progress);
            case RecordRead.LastRewritten _ -> beginAt(open, sessionOffset, statistics.previousClose());
            case RecordRead.Shrank() -> leaveShorter();
            case RecordRead.Replaced(String why) -> {
                detach();
                replacedBecause = why;
            }
        }
        return read;
    }

    private void leaveShorter() {
        LOG.info("file seems shorter than what was read of it, opened anew to see whether it is file={}", path);
        detach();
    }

    /// The session is not the one that trades are of: it was begun by a trade whose time is wrong.
    private void searchAgain(ScidReader open) throws IOException {
        LOG.warn(
                "session begun by a trade of a wrong time is given up, begun anew file={} sessionDate={}",
                path,
                statistics.state().value(Field.SESSION_DATE));
        shared.tally().countSessionGivenUp();
        beginAtLastSession(open);
    }

    private void beginAtLastSession(ScidReader open) throws IOException {
        var search = new SessionSearch(decoder, tradeDates);
        long end = open.wholeEnd();
        search.run(open);
        searchedDate = search.date();
        searchedEnd = searchedDate == TradeDates.NONE ? 0 : end;
        beginAt(open, search.startOffset(), search.closeBefore());
    }

    private FileUpdate unreadable(Refused refused) {
        return new FileUpdate.Unreadable("file " + path + " " + refused.reason());
    }

    /// Finds where to begin in a file just opened.
    private void place(ScidReader opened) throws IOException {
        Optional<String> departure = departure(opened);
        if (departure.isEmpty() && left != null) {
            if (resume == null) {
                opened.moveTo(left.offset());
            } else {
                beginAt(opened, left.sessionOffset(), resume.previousClose());
            }
        } else {
            boolean isAnother = generation > 0;
            generation = Math.max(generation, generationTaken) + 1;
            if (isAnother) {
                shared.tally().countIncarnation();
                LOG.warn(
                        "file is another one, begun anew; nothing is to be done if someone edited or replaced it file={}"
                                + " generation={} reason=\"{}\"",
                        path,
                        generation,
                        departure.orElse("nothing is known of how far it was read"));
            }
            beginAtLastSession(opened);
        }
        resume = null;
        replacedBecause = null;
        isPlaced = true;
    }

    /// Why the file does not go on where it was left; empty if it does, or was never read.
    private Optional<String> departure(ScidReader opened) throws IOException {
        if (replacedBecause != null || left == null) {
            return Optional.ofNullable(replacedBecause);
        }
        if (resume != null && generationTaken > generation) {
            return Optional.of("trades of a later incarnation have been published");
        }
        return left.file().equals(name())
                ? opened.departure(left)
                : Optional.of("what was read stood in " + left.file());
    }

    private String name() {
        return String.valueOf(path.getFileName());
    }

    private void beginAt(ScidReader opened, long offset, long previousClose) throws IOException {
        opened.moveTo(offset);
        sessionOffset = offset;
        lastTimeUs = Long.MIN_VALUE;
        lateInRow = 0;
        statistics = new SessionStatistics(tradeDates, previousClose);
    }

    private void accept(ScidRecord record) {
        ReadTally tally = shared.tally();
        tally.countRecord();
        switch (decoder.decode(record)) {
            case BAD_TIME -> {
                tally.countBadTime();
                flaws.report(FlawLog.Flaw.BAD_TIME, record);
            }
            case BAD_PRICE -> {
                tally.countBadPrice();
                flaws.report(FlawLog.Flaw.BAD_PRICE, record);
            }
            case BAD_QUOTE -> {
                tally.countBadQuote();
                flaws.report(FlawLog.Flaw.BAD_QUOTE, record);
                count(record);
            }
            case GOOD -> count(record);
        }
    }

    private void count(ScidRecord record) {
        if (record.fileOffset() < searchedEnd && isOutlier()) {
            shared.tally().countBadTime();
            flaws.report(FlawLog.Flaw.BAD_TIME, record);
            return;
        }
        if (decoder.timeUs() < lastTimeUs) {
            shared.tally().countOutOfOrder();
            flaws.report(FlawLog.Flaw.OUT_OF_ORDER, record);
        }
        lastTimeUs = decoder.timeUs();
        switch (statistics.apply(decoder)) {
            case COUNTED -> lateInRow = 0;
            case SESSION_BEGUN -> {
                lateInRow = 0;
                sessionOffset = record.fileOffset();
            }
            case LATE -> {
                lateInRow += decoder.kind() == MarketRecord.Kind.QUOTE ? 0 : 1;
                shared.tally().countLate();
                flaws.report(FlawLog.Flaw.LATE, record);
            }
        }
    }

    private boolean isOutlier() {
        return decoder.kind() != MarketRecord.Kind.QUOTE && tradeDates.of(decoder.timeUs()) > searchedDate;
    }

    private void countProgress(RecordRead.Progress progress) {
        shared.tally().countBytes(progress.records() * ScidRecord.BYTES);
        if (progress.tail() == RecordRead.Tail.TORN) {
            shared.tally().countTornRead();
            flaws.reportTorn(reader == null ? 0 : reader.offset());
        }
    }

    @Override
    public boolean hasChanged() {
        return reader != null && reader.hasChanged();
    }

    @Override
    public boolean looksDifferent() {
        PathLook.Seen seen = look.look(reader == null ? null : reader.file());
        if (seen == PathLook.Seen.ANOTHER) {
            reexamine();
        }
        return seen != PathLook.Seen.SAME;
    }

    @Override
    public void reexamine() {
        detach();
    }

    private void detach() {
        if (reader != null) {
            left = isPlaced ? cursor() : left;
            reader.close();
            reader = null;
        }
    }

    /// The reader that is open, and stands where it should.
    Optional<ScidReader> reader() {
        return isPlaced ? Optional.ofNullable(reader) : Optional.empty();
    }

    /// The file's trades, to be published one by one.
    public TradeTape trades() {
        return trades;
    }

    long sessionOffset() {
        return sessionOffset;
    }

    @Override
    public long generation() {
        return generation;
    }

    public FileCursor cursor() {
        if (reader != null && isPlaced) {
            return reader.cursor(name(), sessionOffset).of(generation);
        }
        return left == null ? FileCursor.NONE : left;
    }

    @Override
    public MarketState state() {
        return statistics.state();
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        detach();
    }
}
