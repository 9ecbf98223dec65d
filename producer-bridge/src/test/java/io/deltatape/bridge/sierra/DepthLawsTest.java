package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// However a depth file grows and wherever its reading begins, its book is what replaying the whole file comes to.
class DepthLawsTest {
    private static final int LEVELS = 7;

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 8);
    }

    private static byte[] randomFile(Random random, int count) {
        int snapshotOneIn = random.nextInt(4) * 30;
        return join(
                DepthBytes.header(),
                join(new RandomDepth(random, snapshotOneIn).records(count).toArray(byte[][]::new)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aGrowingFileHasAtEachStepTheBookOfItsLastBatch(long seed) {
        var random = new Random(seed);
        byte[] all = randomFile(random, 4_000);
        NaiveBook truth = NaiveBook.of(all, LEVELS);
        int chunkMax = seed % 2 == 0 ? 24 : 1 + random.nextInt(2_000);
        Path path = folder.resolve("growing.depth");
        var shared = new SharedReading(() -> 0);
        try (var file = new DepthFile(path, BigDecimal.ONE, LEVELS, shared)) {
            long told = 0;
            for (int written = 0; written < all.length; ) {
                int end = Math.min(all.length, written + (chunkMax == 24 ? 24 : 1 + random.nextInt(chunkMax)));
                append(path, Arrays.copyOfRange(all, written, end));
                written = end;
                if (random.nextInt(10) == 0) {
                    file.reexamine();
                }
                FileUpdate update = file.update();
                told += update instanceof FileUpdate.Changed(long more) ? more : 0;

                assertThat(file.state()).as("seed %d at %d", seed, end).isEqualTo(truth.at(end));
                assertThat(told).as("seed %d at %d", seed, end).isEqualTo(truth.recordsInBatchesAt(end));
            }
            assertThat(file.generation()).isEqualTo(1);
        }
        assertThat(shared.tally().records()).isEqualTo(4_000);
        assertThat(shared.tally().batches()).isEqualTo(truth.batches()).isPositive();
        assertThat(shared.tally().levelsMissing()).isPositive();
        assertThat(shared.tally().badCommands()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFileFirstSeenAtAnyLengthHasTheBookOfItsLastBatch(long seed) {
        var random = new Random(seed);
        byte[] all = randomFile(random, 15_000);
        NaiveBook truth = NaiveBook.of(all, LEVELS);
        var shared = new SharedReading(() -> 0);
        for (int i = 0; i < 100; i++) {
            int length = 64 + random.nextInt(i % 2 == 0 ? all.length - 63 : 6_000);
            Path path = folder.resolve("cut" + i + ".depth");
            overwrite(path, Arrays.copyOf(all, length));
            try (var file = new DepthFile(path, BigDecimal.ONE, LEVELS, shared)) {
                file.update();

                assertThat(file.state()).as("seed %d cut at %d", seed, length).isEqualTo(truth.at(length));
            }
        }
    }
}
