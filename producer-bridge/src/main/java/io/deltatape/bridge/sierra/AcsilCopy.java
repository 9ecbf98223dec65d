package io.deltatape.bridge.sierra;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One of the two files in which a study keeps a symbol's snapshot: the last whole snapshot seen there, and why there
/// is no newer one. Owned by the market thread.
final class AcsilCopy {
    /// Ten seconds: a study writes ten times a second, so files further apart are not both alive.
    private static final long CLOSE_MS = 10_000;

    private final Path path;
    private final TextNumbers numbers;
    private final SharedReading shared;

    private FileStamp stamp = FileStamp.NONE;
    /// Null until there was a whole one.
    private @Nullable AcsilSnapshot snapshot;
    private byte[] snapshotBytes = {};
    private FileStamp snapshotStamp = FileStamp.NONE;
    /// Looks in a row that found it half written or locked.
    private int failures;
    /// Why it could not be read when looked at last; empty if it could, or is not there.
    private String problem = "";

    AcsilCopy(Path path, TextNumbers numbers, SharedReading shared) {
        this.path = path;
        this.numbers = numbers;
        this.shared = shared;
    }

    void read() {
        stamp = FileStamp.of(path); // before reading: what changes meanwhile is noticed later
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > AcsilFile.BYTES_MAX) {
                refuse("has " + size + " bytes, expected at most " + AcsilFile.BYTES_MAX
                        + ": this is no snapshot of a study; move it away");
                return;
            }
            ByteBuffer buffer = shared.block().read(channel, 0, (int) size);
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            if (snapshot != null && Arrays.equals(bytes, snapshotBytes)) {
                accept(snapshot, bytes);
            } else {
                take(bytes);
            }
        } catch (NoSuchFileException _) {
            stamp = FileStamp.NONE;
            refuse("");
        } catch (IOException e) {
            fail(Refused.because(e).reason());
        }
    }

    private void take(byte[] bytes) {
        shared.tally().countBytes(bytes.length);
        switch (AcsilSnapshot.parse(bytes, numbers, shared)) {
            case AcsilReading.Whole(AcsilSnapshot whole) -> accept(whole, bytes);
            case AcsilReading.Torn(String why) -> {
                shared.tally().countTornJson();
                fail("holds no whole JSON object (" + why + "), expected one: it was so in " + AcsilFile.ATTEMPTS_MAX
                        + " looks in a row; see what the study says in Sierra Chart's message log");
            }
            case AcsilReading.NoSnapshot(String reason) -> refuse(reason);
        }
    }

    private void accept(AcsilSnapshot whole, byte[] bytes) {
        snapshot = whole;
        snapshotBytes = bytes;
        snapshotStamp = stamp;
        refuse("");
    }

    /// For now, as far as can be told.
    private void fail(String reason) {
        failures = Math.min(failures + 1, AcsilFile.ATTEMPTS_MAX);
        problem = reason;
    }

    /// Until it changes.
    private void refuse(String reason) {
        failures = 0;
        problem = reason;
    }

    /// Whether another look may find more, or something else.
    boolean hasChanged() {
        return isAwaited() || !stamp.equals(FileStamp.of(path));
    }

    private boolean isAwaited() {
        return failures > 0 && failures < AcsilFile.ATTEMPTS_MAX;
    }

    boolean isThere() {
        return !stamp.equals(FileStamp.NONE);
    }

    @Nullable
    AcsilSnapshot snapshot() {
        return snapshot;
    }

    /// Whether what it said last is newer than what the other did: by when they were modified, or where that was within
    /// [#CLOSE_MS] by the time inside, which is exact but may be that of a zone's clock and be put back.
    ///
    /// One that is gone can change no more: it counts until the other was modified after it.
    boolean isNewerThan(AcsilCopy other) {
        if (snapshot == null || other.snapshot == null) {
            return snapshot != null;
        }
        long laterMs = snapshotStamp.modified().toMillis()
                - other.snapshotStamp.modified().toMillis();
        int byModification = snapshotStamp.modified().compareTo(other.snapshotStamp.modified());
        int byTime = Long.compare(snapshot.timeUs(), other.snapshot.timeUs());
        boolean isTimeTold = isThere() == other.isThere() && Math.abs(laterMs) <= CLOSE_MS && byTime != 0;
        return isTimeTold ? byTime > 0 : byModification > 0;
    }

    /// Whether it was modified after the other's snapshot, so that what it says may be newer.
    boolean isModifiedAfter(AcsilCopy other) {
        return other.snapshot == null || stamp.modified().compareTo(other.snapshotStamp.modified()) > 0;
    }

    /// What is wrong with it beyond a moment, as a sentence with the file's name; empty if nothing is.
    String problem() {
        return problem.isEmpty() || isAwaited() ? "" : "file " + path + " " + problem;
    }
}
