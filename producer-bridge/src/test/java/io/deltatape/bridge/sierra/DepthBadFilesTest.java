package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.DepthBytes.header;
import static io.deltatape.bridge.sierra.DepthBytes.snapshot;
import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.MarketState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepthBadFilesTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final int MUTATIONS = 10_000;

    @TempDir
    Path folder;

    private String refusal(byte[] bytes) {
        Path path = folder.resolve("ESZ26-CME.2026-03-02.depth");
        overwrite(path, bytes);
        try (var file = new DepthFile(path, BigDecimal.ONE, 10, new SharedReading(() -> 0))) {
            assertThat(file.update()).isInstanceOf(FileUpdate.Unreadable.class);
            assertThat(file.state()).isEqualTo(MarketState.EMPTY);
            String message = ((FileUpdate.Unreadable) file.update()).message();
            assertThat(message).startsWith("file " + path + " ");
            return message;
        }
    }

    @Test
    void anotherFormatIsRefused() {
        assertThat(refusal(join(ScidBytes.header(), new byte[80])))
                .endsWith("begins with 0x44494353, expected the magic \"SCDD\" (0x44444353): this is no Sierra Chart"
                        + " market depth file; remove it, or download it again in Sierra Chart");
        assertThat(refusal(header(0x44444353, 64, 40))).contains("states records of 40 bytes, expected 24");
        assertThat(refusal(header(0x44444353, 56, 24))).contains("states a header of 56 bytes, expected 64");
        assertThat(refusal(header(0x44444353, 128, 24))).contains("has 64 bytes, expected its header of 128");
        assertThat(refusal(Arrays.copyOf(header(), 63))).contains("has 63 bytes, expected a header of at least 64");
    }

    @Test
    void timesInTheOldFormatAreRefused() {
        long days = Double.doubleToRawLongBits(44_000.5);
        assertThat(refusal(join(header(), snapshot(days, 99, 100)))).contains("holds times as float64 days");
    }

    @Test
    void aFileRefusedFirstIsReadOnceItIsRight() {
        Path path = folder.resolve("late.depth");
        append(path, Arrays.copyOf(header(), 30));
        try (var file = new DepthFile(path, BigDecimal.ONE, 10, new SharedReading(() -> 0))) {
            assertThat(file.update()).isInstanceOf(FileUpdate.Unreadable.class);
            append(path, join(Arrays.copyOfRange(header(), 30, 64), snapshot(TIME, 99, 100)));

            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(3));
            assertThat(file.generation()).isEqualTo(1);
        }
    }

    @Test
    void aLargerHeaderIsSkippedAsTheFileSays() {
        Path path = folder.resolve("big.depth");
        append(path, join(header(0x44444353, 72, 24), new byte[8], snapshot(TIME, 99, 100)));
        try (var file = new DepthFile(path, BigDecimal.ONE, 10, new SharedReading(() -> 0))) {
            file.update();
            assertThat(file.state().bids()).hasToString("[99×10]");
        }
    }

    @Test
    void noBytesWhateverBringTheReaderDownOrLeaveItWrong() {
        long seed = 4711;
        var random = new Random(seed);
        byte[] good = join(header(), join(new RandomDepth(random, 4).records(60).toArray(byte[][]::new)));
        Path path = folder.resolve("hostile.depth");
        var shared = new SharedReading(() -> 0);
        try (var file = new DepthFile(path, BigDecimal.ONE, 10, shared)) {
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] bytes = mutated(good, random);
                overwrite(path, bytes);
                FileUpdate update = file.update();
                MarketState state = file.state();
                try (var fresh = new DepthFile(path, BigDecimal.ONE, 10, shared)) {
                    FileUpdate first = fresh.update();
                    boolean isReadable = !(first instanceof FileUpdate.Unreadable);
                    assertThat(update instanceof FileUpdate.Unreadable)
                            .as("seed %d step %d", seed, i)
                            .isEqualTo(!isReadable);
                    if (isReadable) {
                        assertThat(fresh.state()).as("seed %d step %d", seed, i).isEqualTo(truth(bytes));
                    }
                }
                assertThat(state).isNotNull();
            }
        }
        assertThat(shared.tally().flaws()).isPositive();
    }

    private static MarketState truth(byte[] bytes) {
        // What a mutated header says of its own size is followed.
        int headerSize = ReadBlock.view(bytes).getInt(4);
        byte[] plain = join(header(), Arrays.copyOfRange(bytes, headerSize, bytes.length));
        return NaiveBook.of(plain, 10).at(plain.length);
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 60));
        for (int flips = random.nextInt(12); flips > 0 && bytes.length > 0; flips--) {
            int at = random.nextInt(random.nextInt(10) == 0 ? Math.min(64, bytes.length) : bytes.length);
            bytes[at] = (byte) random.nextInt();
        }
        return bytes;
    }
}
