package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.header;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScidFileTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final FileUpdate UNCHANGED = new FileUpdate.Unchanged();

    @TempDir
    Path folder;

    private Path path = Path.of("");
    private SharedReading shared = new SharedReading(() -> 0);

    @BeforeEach
    void name() {
        path = folder.resolve("NQZ26-CME.scid");
        shared = new SharedReading(() -> 0);
    }

    private ScidFile file() {
        return file(null);
    }

    private ScidFile file(@Nullable Resume resume) {
        return new ScidFile(path, BigDecimal.ONE, shared, resume);
    }

    private static FileUpdate changed(long records) {
        return new FileUpdate.Changed(records);
    }

    @Test
    void aLastRecordRewrittenLooksDifferentThoughTheFilesTimeStays() throws IOException {
        append(path, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2)));
        try (ScidFile file = file()) {
            file.update();
            file.looksDifferent();
            assertThat(file.looksDifferent()).isFalse();
            FileTime time = Files.getLastModifiedTime(path);
            try (var editing = FileChannel.open(path, StandardOpenOption.WRITE)) {
                editing.write(ByteBuffer.wrap(tick(TIME + 1, 101, 7)), 96);
            }
            Files.setLastModifiedTime(path, time);

            assertThat(file.looksDifferent()).isTrue();
            file.update();
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(8);
            assertThat(file.looksDifferent()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aGrowingFileReadInRandomCutsComesToTheSameAsReadWhole(long seed) throws IOException {
        var random = new Random(seed);
        List<byte[]> records = new RandomRecords(random).records(3_000, 4, seed % 2 == 0 ? 30 : 0);
        byte[] all = join(header(), join(records.toArray(byte[][]::new)));
        try (ScidFile file = file()) {
            int written = 0;
            long read = 0;
            while (written < all.length) {
                int end = Math.min(all.length, written + 1 + random.nextInt(random.nextBoolean() ? 90 : 4_000));
                append(path, Arrays.copyOfRange(all, written, end));
                written = end;
                FileUpdate update = file.update();
                if (update instanceof FileUpdate.Changed(long more)) {
                    read += more;
                }
                assertThat(update instanceof FileUpdate.Unreadable)
                        .as("seed %d", seed)
                        .isEqualTo(end < 56);
            }

            assertThat(read).as("seed %d", seed).isEqualTo(records.size());
            assertThat(file.cursor().offset()).isEqualTo(all.length);
            assertThat(file.generation()).isEqualTo(1);
            assertThat(shared.tally().records()).isEqualTo(records.size());
            assertThat(shared.tally().tornReads()).as("seed %d", seed).isPositive();
            assertThat(file.state())
                    .as("seed %d", seed)
                    .isEqualTo(WholeReading.of(path).statistics.state());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void aFileFirstSeenComesToTheSameAsReadWholeHoweverItIsOutOfOrder(long seed) throws IOException {
        var random = new Random(seed);
        int count = 1 + random.nextInt(30_000);
        List<byte[]> records = new RandomRecords(random).records(count, 1 + random.nextInt(5), random.nextInt(1_500));
        append(path, join(header(), join(records.toArray(byte[][]::new))));
        try (ScidFile file = file()) {
            file.update();

            assertThat(file.state())
                    .as("seed %d", seed)
                    .isEqualTo(WholeReading.of(path).statistics.state());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void aRestartGoesOnInTheSameIncarnation(long seed) throws IOException {
        var random = new Random(seed);
        List<byte[]> records = new RandomRecords(random).records(4_000, 4, 20);
        int half = 1 + random.nextInt(records.size() - 1);
        append(path, join(header(), join(records.subList(0, half).toArray(byte[][]::new))));
        Resume resume;
        try (ScidFile before = file()) {
            before.update();
            resume = resumeOf(before);
        }
        append(path, join(records.subList(half, records.size()).toArray(byte[][]::new)));

        try (ScidFile after = file(resume)) {
            assertThat(after.update()).isInstanceOf(FileUpdate.Changed.class);
            assertThat(after.generation()).as("seed %d", seed).isEqualTo(1);
            assertThat(after.state())
                    .as("seed %d", seed)
                    .isEqualTo(WholeReading.of(path).statistics.state());
        }
    }

    private static Resume resumeOf(ScidFile file) {
        MarketState state = file.state();
        long close = state.has(Field.PREV_CLOSE) ? state.value(Field.PREV_CLOSE) : MarketRecord.ABSENT;
        return new Resume(file.generation(), 0, file.cursor(), close);
    }

    @Test
    void aFileWhoseTradesWerePublishedAsALaterIncarnationIsALaterOneStill() {
        append(path, join(header(), tick(TIME, 100, 1)));
        FileCursor cursor;
        try (ScidFile before = file()) {
            before.update();
            cursor = before.cursor();
        }
        try (ScidFile file = file(new Resume(1, 2, cursor, MarketRecord.ABSENT))) {
            file.update();
            assertThat(file.generation()).isEqualTo(3);
        }
        try (ScidFile file = file(new Resume(1, 1, cursor, MarketRecord.ABSENT))) {
            file.update();
            assertThat(file.generation()).isEqualTo(1);
        }
    }

    @Test
    void aRestartOnAnotherFileBeginsAnotherIncarnation() {
        append(path, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2)));
        Resume resume;
        try (ScidFile before = file()) {
            before.update();
            resume = resumeOf(before);
        }
        overwrite(path, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 102, 2), tick(TIME + 2, 103, 4)));

        try (ScidFile after = file(resume)) {
            after.update();
            assertThat(after.generation()).isEqualTo(2);
            assertThat(after.state().value(Field.VOLUME)).isEqualTo(7);
        }
    }

    @Test
    void aFileThatShrinksIsAnotherIncarnationAndInventsNothing() {
        append(path, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2)));
        try (ScidFile file = file()) {
            assertThat(file.update()).isEqualTo(changed(2));
            overwrite(path, join(header(), tick(TIME + 2, 90, 5)));

            assertThat(file.update()).isEqualTo(changed(1));
            assertThat(file.generation()).isEqualTo(2);
            assertThat(file.state().value(Field.HIGH)).isEqualTo(90_000_000_000L);
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(5);
            assertThat(shared.tally().incarnations()).isEqualTo(1);
        }
    }

    @Test
    void aFileCutToNothingIsAnotherIncarnationOnceItHasAHeaderAgain() {
        append(path, join(header(), tick(TIME, 100, 1)));
        try (ScidFile file = file()) {
            file.update();
            overwrite(path, new byte[0]);
            assertThat(file.update()).isInstanceOf(FileUpdate.Unreadable.class);
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(1);
            append(path, header());
            assertThat(file.update()).isEqualTo(changed(0));
            append(path, tick(TIME, 100, 1));

            assertThat(file.update()).isEqualTo(changed(1));
            assertThat(file.generation()).isEqualTo(2);
        }
    }

    @Test
    void anotherFileUnderTheNameIsAnotherIncarnation() throws IOException {
        append(path, join(header(), tick(TIME, 100, 1)));
        try (ScidFile file = file()) {
            file.update();
            Path other = folder.resolve("temporary");
            append(other, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 105, 1)));
            Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
            file.reexamine();

            assertThat(file.update()).isEqualTo(changed(2));
            assertThat(file.generation()).isEqualTo(2);
        }
    }

    @Test
    void theSameFileLookedAtAgainIsTheSameIncarnation() {
        append(path, join(header(), tick(TIME, 100, 1)));
        try (ScidFile file = file()) {
            file.update();
            file.reexamine();
            assertThat(file.update()).isEqualTo(UNCHANGED);
            file.reexamine();
            append(path, tick(TIME + 1, 105, 1));

            assertThat(file.update()).isEqualTo(changed(1));
            assertThat(file.generation()).isEqualTo(1);
        }
    }

    @Test
    void anEditedLastTickIsAnotherIncarnation() {
        append(path, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2)));
        try (ScidFile file = file()) {
            file.update();
            overwrite(path, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 3)));

            assertThat(file.update()).isEqualTo(changed(2));
            assertThat(file.generation()).isEqualTo(2);
        }
    }

    @Test
    void aLastBarThatGrowsIsTheSameIncarnation() {
        byte[] first = ScidBytes.record(TIME, 10, 12, 9, 11, 3, 30, 10, 20);
        append(path, join(header(), first, ScidBytes.record(TIME + 9, 11, 12, 11, 12, 2, 5, 0, 5)));
        try (ScidFile file = file()) {
            file.update();
            overwrite(path, join(header(), first, ScidBytes.record(TIME + 9, 11, 15, 11, 13, 4, 9, 0, 9)));

            assertThat(file.update()).isInstanceOf(FileUpdate.Changed.class);
            assertThat(file.generation()).isEqualTo(1);
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(39);
            assertThat(file.state().value(Field.HIGH)).isEqualTo(15_000_000_000L);
            assertThat(file.state().value(Field.TRADES)).isEqualTo(7);
            assertThat(file.state().has(Field.BID)).isFalse();
            assertThat(file.state().has(Field.VWAP)).isFalse();
        }
    }

    @Test
    void aHeaderAloneIsLegalAndHasNothingToSay() {
        append(path, header());
        try (ScidFile file = file()) {
            assertThat(file.update()).isEqualTo(changed(0));
            assertThat(file.state()).isEqualTo(MarketState.EMPTY);
            assertThat(file.update()).isEqualTo(UNCHANGED);
        }
    }

    @Test
    void damagedRecordsAreLeftOutAndCounted() {
        append(
                path,
                join(
                        header(),
                        tick(TIME, 100, 1),
                        tick(TIME + 5, Float.NaN, 1),
                        tick(TIME + 6, 0, 1),
                        tick(-TIME, 100, 1),
                        tick(TIME - 1, 102, 1),
                        tick(ScidBytes.dateTime("2026-02-27T15:00:00Z"), 50, 1),
                        tick(TIME + 7, 101, 1)));
        try (ScidFile file = file()) {
            file.update();

            assertThat(file.state().value(Field.VOLUME)).isEqualTo(3);
            assertThat(file.state().value(Field.LOW)).isEqualTo(100_000_000_000L);
            assertThat(file.state().value(Field.HIGH)).isEqualTo(102_000_000_000L);
            assertThat(shared.tally().badPrices()).isEqualTo(2);
            assertThat(shared.tally().badTimes()).isEqualTo(1);
            assertThat(shared.tally().late()).isEqualTo(1);
            assertThat(shared.tally().outOfOrder()).isEqualTo(2);
        }
    }
}
