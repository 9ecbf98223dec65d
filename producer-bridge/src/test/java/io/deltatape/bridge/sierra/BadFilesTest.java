package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.header;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadFilesTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final int MAGIC = 0x44494353;

    @TempDir
    Path folder;

    private String refusal(byte[] bytes) {
        Path path = folder.resolve("ESZ26-CME.scid");
        overwrite(path, bytes);
        return refusal(path);
    }

    private static String refusal(Path path) {
        try (var file = new ScidFile(path, BigDecimal.ONE, new SharedReading(() -> 0), null)) {
            assertThat(file.update()).isInstanceOf(FileUpdate.Unreadable.class);
            String message = ((FileUpdate.Unreadable) file.update()).message();
            assertThat(message).startsWith("file " + path + " ");
            return message;
        }
    }

    @Test
    void noMagicIsRefused() {
        assertThat(refusal(join("PK\3\4".getBytes(StandardCharsets.ISO_8859_1), header())))
                .endsWith("begins with 0x04034b50, expected the magic \"SCID\" (0x44494353): this is no Sierra Chart"
                        + " intraday file; remove it, or download it again in Sierra Chart");
    }

    @Test
    void aFileShorterThanItsHeaderIsRefusedUntilItGrows() {
        assertThat(refusal(Arrays.copyOf(header(), 20)))
                .endsWith("has 20 bytes, expected a header of at least 56: it is still being created, or was"
                        + " truncated; it is read as soon as it grows");
        assertThat(refusal(new byte[0])).contains("has 0 bytes, expected a header of at least 56");
        assertThat(refusal(header(MAGIC, 128, 40))).contains("has 56 bytes, expected its header of 128");
    }

    @Test
    void aWrongRecordSizeIsRefused() {
        assertThat(refusal(header(MAGIC, 56, 48)))
                .endsWith("states records of 48 bytes, expected 40: another format or a damaged header; download the"
                        + " file again in Sierra Chart");
        assertThat(refusal(header(MAGIC, 56, -1))).contains("states records of 4294967295 bytes");
        assertThat(refusal(header(MAGIC, 12, 40)))
                .contains("states a header of 12 bytes, expected 56: the header is damaged");
    }

    @Test
    void aLargerHeaderIsSkippedAsTheFileSays() {
        Path path = folder.resolve("big.scid");
        append(path, join(header(MAGIC, 64, 40), new byte[8], tick(TIME, 100, 3)));
        try (var file = new ScidFile(path, BigDecimal.ONE, new SharedReading(() -> 0), null)) {
            file.update();
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(3);
        }
    }

    @Test
    void timesInTheOldFormatAreRefused() {
        long days = Double.doubleToRawLongBits(44_000.5);
        assertThat(refusal(join(header(), tick(days, 100, 1))))
                .endsWith("holds times as float64 days, expected 64-bit microseconds: an old version of Sierra Chart"
                        + " wrote it; let a current one convert it or download it again");
    }

    @Test
    void aMissingFileIsSaid() {
        assertThat(refusal(folder.resolve("gone.scid")))
                .endsWith("does not exist (any more): it is read as soon as it appears");
    }

    @Test
    void aFolderNamedLikeAFileIsSaid() throws IOException {
        assertThat(refusal(Files.createDirectory(folder.resolve("folder.scid"))))
                .contains("cannot be read (")
                .contains("check its permissions and that no program locks it");
    }

    @Test
    void aFileRefusedFirstIsReadOnceItIsRight() {
        Path path = folder.resolve("late.scid");
        append(path, Arrays.copyOf(header(), 30));
        try (var file = new ScidFile(path, BigDecimal.ONE, new SharedReading(() -> 0), null)) {
            assertThat(file.update()).isInstanceOf(FileUpdate.Unreadable.class);
            append(path, join(Arrays.copyOfRange(header(), 30, 56), tick(TIME, 100, 1)));

            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(1));
            assertThat(file.generation()).isEqualTo(1);
        }
    }

    @Test
    void noBytesWhateverBringTheReaderDown() {
        long seed = 4711;
        var random = new Random(seed);
        Path path = folder.resolve("random.scid");
        byte[] good = join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 1), tick(TIME + 2, 102, 1));
        try (var file = new ScidFile(path, BigDecimal.ONE, new SharedReading(() -> 0), null)) {
            for (int i = 0; i < 1_000; i++) {
                byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 30));
                for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                overwrite(path, bytes);
                assertThat(file.update()).as("seed %d step %d", seed, i).isNotNull();
                assertThat(file.state()).isNotNull();
            }
        }
    }
}
