package io.deltatape.bridge.doctor;

import io.deltatape.bridge.market.SourceKind;
import io.deltatape.bridge.sierra.Examination;
import io.deltatape.contract.Symbol;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One file that the bridge would read. Immutable.
public record ListedFile(
        Path file, SourceKind kind, Symbol symbol, long sizeBytes, Instant modified, Examination examination) {
    /// The same file, looked into.
    public ListedFile examined(Examination found) {
        return new ListedFile(file, kind, symbol, sizeBytes, modified, found);
    }

    String name() {
        return String.valueOf(file.getFileName());
    }

    /// The time of the last record, or where the file has none, of the last change.
    Instant latest() {
        return examination instanceof Examination.Records records && records.lastTimeUs() >= 0
                ? Instant.EPOCH.plus(records.lastTimeUs(), ChronoUnit.MICROS)
                : modified;
    }
}
