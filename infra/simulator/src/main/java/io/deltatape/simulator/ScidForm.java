package io.deltatape.simulator;

import java.time.Duration;

/// How the .scid files of a run are written. Immutable.
///
/// - `handle`, `dates`: see there.
/// - `storageUnit`: zero = a record per tick; else bars of this length, the last of them rewritten in place while it
///   grows.
/// - `keepsTruth`: keep every record in memory for [Simulator#truth].
public record ScidForm(FileHandle handle, DateForm dates, Duration storageUnit, boolean keepsTruth) {
    private static final Duration STORAGE_UNIT_MAX = Duration.ofDays(1);

    /// Ticks of today's form through a handle that is held, as Sierra Chart writes where it is set up for the bridge.
    public static final ScidForm DEFAULT = new ScidForm(FileHandle.HELD, DateForm.MICROSECONDS, Duration.ZERO, false);

    public ScidForm {
        if (storageUnit.isNegative() || storageUnit.compareTo(STORAGE_UNIT_MAX) > 0) {
            throw new IllegalArgumentException("storage unit is %s, expected 0 to 1 day".formatted(storageUnit));
        }
    }

    public ScidForm withHandle(FileHandle use) {
        return new ScidForm(use, dates, storageUnit, keepsTruth);
    }

    public ScidForm withDates(DateForm form) {
        return new ScidForm(handle, form, storageUnit, keepsTruth);
    }

    public ScidForm withStorageUnit(Duration unit) {
        return new ScidForm(handle, dates, unit, keepsTruth);
    }

    public ScidForm withTruth() {
        return new ScidForm(handle, dates, storageUnit, true);
    }
}
