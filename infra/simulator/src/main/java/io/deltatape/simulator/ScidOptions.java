package io.deltatape.simulator;

import java.util.function.LongSupplier;

/// How a [ScidWriter] treats its file. Immutable; as thread-safe as what it is given.
///
/// - `handle`, `dates`, `tornTail`: see there.
/// - `keepsTruth`: keep every record in memory, some 70 bytes each, for [ScidWriter#truth].
/// - `listener`: told of each write that adds records; `nanoTime`: the clock for it.
public record ScidOptions(
        FileHandle handle,
        DateForm dates,
        TornTail tornTail,
        boolean keepsTruth,
        AppendListener listener,
        LongSupplier nanoTime) {

    /// Holds the file open, writes whole records of today's form, tells nobody.
    public static final ScidOptions DEFAULT = new ScidOptions(
            FileHandle.HELD, DateForm.MICROSECONDS, TornTail.NEVER, false, AppendListener.NONE, () -> 0);

    public ScidOptions withHandle(FileHandle use) {
        return new ScidOptions(use, dates, tornTail, keepsTruth, listener, nanoTime);
    }

    public ScidOptions withDates(DateForm form) {
        return new ScidOptions(handle, form, tornTail, keepsTruth, listener, nanoTime);
    }

    public ScidOptions withTornTail(TornTail tail) {
        return new ScidOptions(handle, dates, tail, keepsTruth, listener, nanoTime);
    }

    public ScidOptions withTruth() {
        return new ScidOptions(handle, dates, tornTail, true, listener, nanoTime);
    }

    public ScidOptions withListener(AppendListener heard, LongSupplier clock) {
        return new ScidOptions(handle, dates, tornTail, keepsTruth, heard, clock);
    }
}
