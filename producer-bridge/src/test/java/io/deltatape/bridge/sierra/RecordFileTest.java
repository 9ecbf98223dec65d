package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.header;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that is cut between two steps of one look at it.
class RecordFileTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");

    @TempDir
    Path folder;

    private final ReadBlock block = new ReadBlock();
    private Path path = Path.of("");

    @BeforeEach
    void write() {
        path = folder.resolve("ESZ26-CME.scid");
        append(path, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2)));
    }

    private RecordFile open() {
        return (RecordFile) RecordFile.open(path, ScidHeader.LAYOUT, block);
    }

    @Test
    void aRecordThatIsGoneIsTheEndOfTheFile() {
        try (RecordFile file = open()) {
            overwrite(path, join(header(), tick(TIME, 100, 1), new byte[7]));

            assertThatThrownBy(() -> file.moveTo(136))
                    .isInstanceOfSatisfying(
                            EOFException.class,
                            e -> assertThat(Refused.because(e).reason())
                                    .isEqualTo("was cut while it was read (of the record at byte 96 there are 7 bytes,"
                                            + " expected 40): it is read again at its next change"));
            assertThat(file.offset()).isEqualTo(56);
        }
    }

    @Test
    void aFirstRecordThatIsGoneHasNoTimeYet() throws IOException {
        try (RecordFile file = open()) {
            overwrite(path, join(header(), new byte[39]));
            assertThat(file.hasLegacyTimes(block.record())).isFalse();

            long days = Double.doubleToRawLongBits(44_000.5);
            overwrite(path, join(header(), tick(days, 100, 1)));
            assertThat(file.hasLegacyTimes(block.record())).isTrue();
        }
    }

    @Test
    void readingBackwardTakesWhatIsLeft() throws IOException {
        try (RecordFile file = open()) {
            overwrite(path, join(header(), tick(TIME, 100, 1), new byte[5]));
            var offsets = new ArrayList<Long>();
            file.readBackward(block.record(), record -> {
                offsets.add(record.fileOffset());
                return RecordFile.BackwardSink.Next.GO_ON;
            });

            assertThat(offsets).containsExactly(56L);
        }
    }
}
