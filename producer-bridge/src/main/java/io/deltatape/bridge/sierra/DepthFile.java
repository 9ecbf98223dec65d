package io.deltatape.bridge.sierra;

import io.deltatape.contract.FileCursor;
import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The .depth file of one symbol and one UTC day, from first sight on: how far it was read, the book that it comes to,
/// and which incarnation of the file this is.
///
/// A file first seen is begun at its last CLEAR_BOOK, found by [BookSearch]. Its book is published where a batch ends,
/// so a batch whose end is not in the file yet waits. The generation begins at 1 and grows by one whenever the file
/// turns out not to continue what was read: it shrank, was replaced, or its last record or header changed; then it is
/// begun anew. The next day has a file of its own: whoever has both goes over to it once it [has a book][#hasBook].
/// Owned by the market thread.
public final class DepthFile implements SourceFile {
    private static final Logger LOG = LoggerFactory.getLogger(DepthFile.class);
    /// How often in one look a file may turn out to be another before it is left for the next look.
    private static final int ATTEMPTS_MAX = 4;
    /// More than the prices of both sides of a deep book.
    private static final int PRICES_REMEMBERED = 1 << 12;

    private static final FileUpdate UNCHANGED = new FileUpdate.Unchanged();

    private final Path path;
    private final PathLook look;
    private final int levelsPublished;
    private final SharedReading shared;
    private final FlawLog flaws;
    private final FloatPrices prices;
    private final DepthRecord record;

    private @Nullable RecordFile file;
    private DepthBook book;
    /// Where the file was left before it was opened again.
    private FileCursor left = FileCursor.NONE;
    /// Whether the open file stands where reading goes on.
    private boolean isPlaced;
    /// Why the file is known not to continue what was read; null if it may, or has been begun anew since.
    private @Nullable String replacedBecause;
    private long generation;
    private long beginOffset;

    /// A file not looked at yet, of which so many levels of each side are to be published: 1 to
    /// [io.deltatape.contract.BookSide#LEVELS_MAX].
    public DepthFile(Path path, BigDecimal multiplier, int levelsPublished, SharedReading shared) {
        this.path = path;
        this.look = new PathLook(path);
        this.levelsPublished = levelsPublished;
        this.shared = shared;
        this.flaws = new FlawLog(path);
        this.prices = new FloatPrices(multiplier, PRICES_REMEMBERED);
        this.record = new DepthRecord(shared.block().buffer());
        this.book = new DepthBook(levelsPublished, prices, shared, flaws, true);
    }

    @Override
    public FileUpdate update() {
        long generationBefore = generation;
        shared.lookAtClock();
        try {
            for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
                if (file == null) {
                    switch (RecordFile.open(path, DepthHeader.LAYOUT, shared.block())) {
                        case Refused refused -> {
                            return unreadable(refused);
                        }
                        case RecordFile opened -> file = opened;
                    }
                    isPlaced = false;
                }
                if (file.hasLegacyTimes(record)) {
                    detach();
                    return unreadable(Refused.LEGACY_TIMES);
                }
                if (!isPlaced) {
                    place(file);
                }
                if (readOn(file) instanceof RecordRead.Progress) {
                    long records = book.takeEnded();
                    boolean changed = records > 0 || generation != generationBefore;
                    return changed ? new FileUpdate.Changed(records) : UNCHANGED;
                }
            }
            return new FileUpdate.Unreadable("file " + path + " changed " + ATTEMPTS_MAX
                    + " times while it was read, expected it to grow only: it is read again at its next change");
        } catch (IOException e) {
            detach();
            return unreadable(Refused.because(e));
        }
    }

    private FileUpdate unreadable(Refused refused) {
        return new FileUpdate.Unreadable("file " + path + " " + refused.reason());
    }

    /// Finds where to begin in a file just opened.
    private void place(RecordFile opened) throws IOException {
        Optional<String> departure = replacedBecause == null ? opened.departure(left) : Optional.of(replacedBecause);
        if (generation > 0 && departure.isEmpty()) {
            opened.moveTo(left.offset());
        } else {
            var search = new BookSearch();
            search.run(opened, record);
            opened.moveTo(search.startOffset());
            beginAnew(search, departure.orElse("it was never read"));
        }
        replacedBecause = null;
        isPlaced = true;
    }

    private void beginAnew(BookSearch search, String reason) {
        beginOffset = search.startOffset();
        book = new DepthBook(levelsPublished, prices, shared, flaws, search.isWhole());
        if (generation++ > 0) {
            shared.tally().countIncarnation();
            LOG.warn(
                    "file is another one, begun anew; nothing is to be done if someone edited or replaced it file={}"
                            + " generation={} reason=\"{}\"",
                    path,
                    generation,
                    reason);
        }
    }

    private RecordRead readOn(RecordFile open) throws IOException {
        RecordRead read = open.read(record, book::accept);
        switch (read) {
            case RecordRead.Progress progress -> countProgress(progress, open);
            case RecordRead.LastRewritten rewritten -> leave(rewritten.asReplaced());
            case RecordRead.Shrank() -> leaveShorter();
            case RecordRead.Replaced replaced -> leave(replaced);
        }
        return read;
    }

    private void leaveShorter() {
        LOG.info("file seems shorter than what was read of it, opened anew to see whether it is file={}", path);
        detach();
    }

    private void leave(RecordRead.Replaced replaced) {
        detach();
        replacedBecause = replaced.why();
    }

    private void countProgress(RecordRead.Progress progress, RecordFile open) {
        shared.tally().countBytes(progress.records() * DepthRecord.BYTES);
        if (progress.tail() == RecordRead.Tail.TORN) {
            shared.tally().countTornRead();
            flaws.reportTorn(open.offset());
        }
    }

    @Override
    public boolean hasChanged() {
        return file != null && file.hasChanged();
    }

    @Override
    public boolean looksDifferent() {
        PathLook.Seen seen = look.look(file);
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
        if (file != null) {
            left = isPlaced ? file.cursor(name(), beginOffset) : left;
            file.close();
            file = null;
        }
    }

    private String name() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public long generation() {
        return generation;
    }

    /// Whether the file has told a book: a batch has ended in what was read of it.
    public boolean hasBook() {
        return book.hasBatch();
    }

    /// The book at the end of the last batch, its best bid and ask, and its time; nothing before the first batch.
    @Override
    public MarketState state() {
        return book.state();
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
