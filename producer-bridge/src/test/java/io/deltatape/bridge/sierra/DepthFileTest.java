package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.DepthBytes.ADD_ASK;
import static io.deltatape.bridge.sierra.DepthBytes.ADD_BID;
import static io.deltatape.bridge.sierra.DepthBytes.CLEAR;
import static io.deltatape.bridge.sierra.DepthBytes.DELETE_ASK;
import static io.deltatape.bridge.sierra.DepthBytes.DELETE_BID;
import static io.deltatape.bridge.sierra.DepthBytes.MODIFY_BID;
import static io.deltatape.bridge.sierra.DepthBytes.change;
import static io.deltatape.bridge.sierra.DepthBytes.clear;
import static io.deltatape.bridge.sierra.DepthBytes.header;
import static io.deltatape.bridge.sierra.DepthBytes.last;
import static io.deltatape.bridge.sierra.DepthBytes.snapshot;
import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a depth file says, record by record. That it stays so however it is read is in [DepthLawsTest].
class DepthFileTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final long TIME_UNIX_US = 1_772_463_600_000_000L;
    private static final long ONE = 1_000_000_000;
    private static final FileUpdate UNCHANGED = new FileUpdate.Unchanged();

    @TempDir
    Path folder;

    private Path path = Path.of("");
    private final SharedReading shared = new SharedReading(() -> 0);

    @BeforeEach
    void name() {
        path = folder.resolve("ESH26-CME.2026-03-02.depth");
    }

    private DepthFile file(int levels) {
        return new DepthFile(path, BigDecimal.ONE, levels, shared);
    }

    private DepthFile file() {
        return file(10);
    }

    private static FileUpdate changed(long records) {
        return new FileUpdate.Changed(records);
    }

    @Test
    void aBookIsItsLevelsItsBestAndItsTime() {
        append(path, join(header(), snapshot(TIME, 99.75f, 100)));
        append(path, join(change(TIME + 1, ADD_BID, 99.5f, 7), last(TIME + 2, MODIFY_BID, 99.75f, 11)));
        try (DepthFile file = file()) {
            assertThat(file.update()).isEqualTo(changed(5));

            assertThat(file.state())
                    .isEqualTo(MarketState.builder()
                            .side(Field.BIDS, 99_750_000_000L, 11, 99_500_000_000L, 7)
                            .side(Field.ASKS, 100 * ONE, 20)
                            .set(Field.BID, 99_750_000_000L)
                            .set(Field.BID_SIZE, 11)
                            .set(Field.ASK, 100 * ONE)
                            .set(Field.ASK_SIZE, 20)
                            .set(Field.TS_EVENT, TIME_UNIX_US + 2)
                            .build());
        }
    }

    @Test
    void aBatchWaitsForItsEndAndThenCountsAsAWhole() {
        append(path, join(header(), snapshot(TIME, 99, 100)));
        try (DepthFile file = file()) {
            file.update();
            MarketState before = file.state();
            append(path, join(clear(TIME + 1), change(TIME + 1, ADD_BID, 98, 5)));

            assertThat(file.update()).isEqualTo(UNCHANGED);
            assertThat(file.state()).isEqualTo(before);

            append(path, last(TIME + 1, ADD_ASK, 101, 6));

            assertThat(file.update()).isEqualTo(changed(3));
            assertThat(file.state().value(Field.BID)).isEqualTo(98 * ONE);
            assertThat(file.state().asks().levels()).isEqualTo(1);
            assertThat(shared.tally().batches()).isEqualTo(2);
        }
    }

    @Test
    void beforeTheFirstBatchNothingIsKnownAndThenAnEmptySideIsEmpty() {
        append(path, join(header(), clear(TIME), change(TIME, ADD_BID, 99, 5)));
        try (DepthFile file = file()) {
            assertThat(file.update()).isEqualTo(changed(0));
            assertThat(file.hasBook()).isFalse();
            assertThat(file.state()).isEqualTo(MarketState.EMPTY);

            append(path, last(TIME, 0, 0, 0));
            file.update();

            assertThat(file.hasBook()).isTrue();
            assertThat(file.state().has(Field.ASKS)).isTrue();
            assertThat(file.state().asks().levels()).isZero();
            assertThat(file.state().has(Field.ASK)).isFalse();
            assertThat(file.state().has(Field.ASK_SIZE)).isFalse();

            append(path, last(TIME + 1, DELETE_BID, 99, 0));
            file.update();

            assertThat(file.state())
                    .isEqualTo(MarketState.builder()
                            .side(Field.BIDS)
                            .side(Field.ASKS)
                            .set(Field.TS_EVENT, TIME_UNIX_US + 1)
                            .build());
        }
    }

    @Test
    void aHeaderAloneIsLegalAndHasNothingToSay() {
        append(path, header());
        try (DepthFile file = file()) {
            assertThat(file.update()).isEqualTo(changed(0));
            assertThat(file.update()).isEqualTo(UNCHANGED);
            assertThat(file.hasBook()).isFalse();
            assertThat(file.state()).isEqualTo(MarketState.EMPTY);
        }
    }

    @Test
    void theBestLevelsOfAFullBookArePublishedAndTheOthersComeUpWhenTheseGo() {
        append(path, join(header(), clear(TIME)));
        for (int level = 1; level <= 5; level++) {
            append(path, join(change(TIME, ADD_BID, 100 - level, level), change(TIME, ADD_ASK, 100 + level, level)));
        }
        append(path, last(TIME, 0, 0, 0));
        try (DepthFile file = file(2)) {
            file.update();
            assertThat(file.state().bids()).hasToString("[99×1, 98×2]");
            assertThat(file.state().asks()).hasToString("[101×1, 102×2]");

            append(path, join(change(TIME + 1, DELETE_BID, 99, 0), last(TIME + 1, DELETE_ASK, 102, 0)));
            file.update();

            assertThat(file.state().bids()).hasToString("[98×2, 97×3]");
            assertThat(file.state().asks()).hasToString("[101×1, 103×3]");
        }
    }

    @Test
    void aCrossedBookIsCountedWhereABatchEndsAndShown() {
        append(path, join(header(), snapshot(TIME, 99, 100)));
        append(path, join(change(TIME + 1, ADD_BID, 101, 5), last(TIME + 1, DELETE_ASK, 100, 0)));
        try (DepthFile file = file()) {
            file.update();
            assertThat(shared.tally().crossedBooks()).isZero();

            append(path, last(TIME + 2, ADD_ASK, 101, 5));
            file.update();

            assertThat(shared.tally().crossedBooks()).isEqualTo(1);
            assertThat(file.state().value(Field.BID)).isEqualTo(file.state().value(Field.ASK));
        }
    }

    @Test
    void whatCannotBeAppliedIsLeftOutAndCountedAndItsBatchStillEnds() {
        append(path, join(header(), snapshot(TIME, 99, 100)));
        append(
                path,
                join(
                        last(TIME + 1, DELETE_ASK, 104, 0),
                        last(TIME + 2, 8, 99, 5),
                        last(TIME + 3, ADD_BID, Float.NaN, 5),
                        last(TIME + 4, DELETE_BID, 0, 5),
                        last(TIME + 3, MODIFY_BID, 98, 5)));
        try (DepthFile file = file()) {
            file.update();

            assertThat(file.state().bids()).hasToString("[99×10, 98×5]");
            assertThat(file.state().value(Field.TS_EVENT)).isEqualTo(TIME_UNIX_US + 3);
        }
        ReadTally tally = shared.tally();
        assertThat(tally.levelsMissing()).isEqualTo(1);
        assertThat(tally.badCommands()).isEqualTo(1);
        assertThat(tally.badPrices()).isEqualTo(2);
        assertThat(tally.outOfOrder()).isEqualTo(1);
        assertThat(tally.batches()).isEqualTo(6);
        assertThat(tally.flaws()).isEqualTo(5);
    }

    @Test
    void aRecordWithoutATimeIsLeftOutAsAWhole() {
        append(path, join(header(), snapshot(TIME, 99, 100)));
        append(path, join(new byte[24], last(-5, ADD_BID, 99.5f, 5), last(Long.MIN_VALUE, CLEAR, 0, 0)));
        try (DepthFile file = file()) {
            assertThat(file.update()).isEqualTo(changed(3));

            assertThat(file.state().bids()).hasToString("[99×10]");
            assertThat(shared.tally().badTimes()).isEqualTo(3);
        }
    }

    @Test
    void aSizeOfZeroIsNoLevel() {
        append(path, join(header(), snapshot(TIME, 99, 100)));
        append(path, join(change(TIME + 1, MODIFY_BID, 99, 0), last(TIME + 1, ADD_ASK, 101, 0)));
        try (DepthFile file = file()) {
            file.update();

            assertThat(file.state().bids().levels()).isZero();
            assertThat(file.state().asks()).hasToString("[100×20]");
            assertThat(shared.tally().flaws()).isZero();
        }
    }

    @Test
    void pricesAreTimesTheMultiplier() {
        append(path, join(header(), snapshot(TIME, 7512, 7513)));
        try (var file = new DepthFile(path, new BigDecimal("0.01"), 10, shared)) {
            file.update();

            assertThat(file.state().value(Field.BID)).isEqualTo(75_120_000_000L);
        }
    }

    @Test
    void aFileFirstSeenIsReadFromItsLastWholeBookOn() {
        append(path, join(header(), snapshot(TIME, 99, 100)));
        for (int i = 0; i < 30; i++) {
            var batch = new byte[1_000][];
            for (int j = 0; j < batch.length; j++) {
                batch[j] = last(TIME + 1, MODIFY_BID, 99, 1 + j);
            }
            append(path, join(batch));
        }
        append(path, join(snapshot(TIME + 2, 89, 90), last(TIME + 3, ADD_BID, 88, 1)));
        append(path, join(clear(TIME + 4), change(TIME + 4, ADD_BID, 80, 1)));
        try (DepthFile file = file()) {
            assertThat(file.update()).isEqualTo(changed(4));

            assertThat(file.state().bids()).hasToString("[89×10, 88×1]");
            assertThat(shared.tally().records()).isEqualTo(6);
            assertThat(shared.tally().bytes()).isEqualTo(6 * 24);
        }
    }

    @Test
    void theBookBeforeAWholeBookThatHasNotEndedIsFoundSeveralBlocksBack() {
        append(path, join(header(), snapshot(TIME, 99, 100)));
        var changes = new byte[30_000][];
        for (int j = 0; j < changes.length; j++) {
            changes[j] = last(TIME + 1, MODIFY_BID, 99, 1 + j);
        }
        append(path, join(join(changes), clear(TIME + 2)));
        try (DepthFile file = file()) {
            assertThat(file.update()).isEqualTo(changed(30_003));
            assertThat(file.state().bids()).hasToString("[99×30000]");
        }
    }

    @Test
    void theNextDayTakesOverOnceItHasABook() {
        append(path, join(header(), snapshot(TIME, 99, 100)));
        Path nextPath = folder.resolve("ESH26-CME.2026-03-03.depth");
        append(nextPath, header());
        try (DepthFile today = file();
                var next = new DepthFile(nextPath, BigDecimal.ONE, 10, shared)) {
            today.update();
            next.update();
            assertThat(next.hasBook()).isFalse();

            append(nextPath, snapshot(TIME + 1, 95, 96));
            assertThat(next.hasChanged()).isTrue();
            next.update();

            assertThat(next.hasBook()).isTrue();
            assertThat(next.hasChanged()).isFalse();
            assertThat(today.state().value(Field.BID)).isEqualTo(99 * ONE);
        }
    }
}
