package io.deltatape.bridge.sierra;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/// A file that cannot be read as it is: `reason` says what was found, what was expected and what to do, to be put
/// after the file's name.
record Refused(String reason) implements RecordHeaderCheck, RecordFileOpening, ScidOpening {
    /// In the old format of times every record would be misread.
    static final Refused LEGACY_TIMES = new Refused("holds times as float64 days, expected 64-bit microseconds: an old"
            + " version of Sierra Chart wrote it; let a current one convert it or download it again");

    static Refused because(IOException e) {
        return new Refused(
                switch (e) {
                    case NoSuchFileException _ -> "does not exist (any more): it is read as soon as it appears";
                    case EOFException _ ->
                        "was cut while it was read (" + e.getMessage() + "): it is read again at its next change";
                    default ->
                        "cannot be read (" + e + "): check its permissions and that no program locks it; it is tried"
                                + " again at its next change";
                });
    }
}
