package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.header;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Trades of a time that is not theirs, and records that have none yet.
class ScidOddTimesTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final FileUpdate UNCHANGED = new FileUpdate.Unchanged();

    @TempDir
    Path folder;

    private Path path = Path.of("");
    private final SharedReading shared = new SharedReading(() -> 0);

    @BeforeEach
    void name() {
        path = folder.resolve("NQZ26-CME.scid");
    }

    private ScidFile file() {
        return new ScidFile(path, BigDecimal.ONE, shared, null);
    }

    private static FileUpdate changed(long records) {
        return new FileUpdate.Changed(records);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 300, 5_000})
    void aTradeOfTomorrowDoesNotEndTheSessionOfToday(int tradesBefore) {
        long day = 24L * 3_600 * 1_000_000;
        append(path, header());
        trades(TIME, tradesBefore);
        try (ScidFile running = file()) {
            running.update();
            append(path, tick(TIME + day, 777, 1));
            running.update();
            trades(TIME + 10_000, 1_000);
            running.update();

            assertToday(running.state(), tradesBefore + 1_000);
            assertThat(shared.tally().sessionsGivenUp()).isEqualTo(1);
            assertThat(running.generation()).isEqualTo(1);
            trades(TIME + 20_000, 10);
            running.update();
            assertToday(running.state(), tradesBefore + 1_010);
            append(path, tick(TIME + day, 200, 3));
            running.update();
            assertThat(running.state().value(Field.VOLUME)).as("the day comes").isEqualTo(3);
        }
        trades(TIME + day + 1, 300);
        try (ScidFile first = file()) {
            first.update();
            assertThat(first.state().value(Field.VOLUME))
                    .as("with the trade that bore its date")
                    .isEqualTo(304);
        }
    }

    @Test
    void aFileFirstSeenWithATradeOfTomorrowInItBeginsWithToday() {
        long day = 24L * 3_600 * 1_000_000;
        append(path, join(header(), tick(TIME, 99, 5), tick(TIME + day, 777, 1)));
        trades(TIME + 10_000, 1_000);
        try (ScidFile file = file()) {
            assertThat(file.update()).isEqualTo(changed(1_002));
            assertToday(file.state(), 1_005);
            assertThat(shared.tally().badTimes()).isEqualTo(1);
        }
    }

    private void trades(long from, int count) {
        for (int i = 0; i < count; i++) {
            append(path, tick(from + i, 100, 1));
        }
    }

    private static void assertToday(MarketState state, long volume) {
        assertThat(state.value(Field.VOLUME)).isEqualTo(volume);
        assertThat(state.value(Field.LAST_PRICE)).isEqualTo(100_000_000_000L);
        assertThat(state.value(Field.SESSION_DATE))
                .isEqualTo(LocalDate.of(2026, 3, 2).toEpochDay());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 300, 7_000})
    void whatIsNotWrittenYetAtTheEndIsLeftUntilItIs(int records) throws IOException {
        append(path, join(header(), tick(TIME, 100, 1)));
        try (ScidFile file = file()) {
            file.update();
            append(path, new byte[records * ScidRecord.BYTES]);
            assertThat(file.update()).isEqualTo(UNCHANGED);
            assertThat(file.hasChanged())
                    .as("what is written there changes no size")
                    .isTrue();

            try (var writing = FileChannel.open(path, StandardOpenOption.WRITE)) {
                writing.write(ByteBuffer.wrap(tick(TIME + 1, 101, 2)), 96);
            }
            assertThat(file.update()).isEqualTo(changed(1));
            assertThat(file.state().value(Field.VOLUME)).isEqualTo(3);
            assertThat(file.generation()).isEqualTo(1);
            assertThat(shared.tally().badTimes()).isZero();
        }
    }
}
