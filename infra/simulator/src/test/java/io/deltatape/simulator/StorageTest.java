package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.simulator.SimulatedRecord.Aggressor;
import io.deltatape.simulator.SimulatedRecord.Fill;
import io.deltatape.simulator.SimulatedRecord.Marker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The forms of .scid files other than ticks of today: bars, old dates, unbundled trades.
final class StorageTest {
    private static final Instant START = Instant.parse("2026-11-22T14:30:00Z");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void barsInTheFileAreTheTradesSoFarCombined(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path file = folder.resolve("X.scid");
        ScidOptions options = ScidOptions.DEFAULT
                .withHandle(seed % 2 == 0 ? FileHandle.HELD : FileHandle.PER_WRITE)
                .withTornTail(TornTail.sometimes(0.4, random.split()))
                .withTruth();
        List<SimulatedRecord> soFar = new ArrayList<>();
        int rewritten = 0;
        ScidWriter writer = ScidWriter.open(file, options);
        try (SymbolFiles files = new SymbolFiles("X", writer, new BarBuilder(Duration.ofSeconds(1)), List.of())) {
            for (SimulatedRecord record : market(seed, 3000)) {
                files.take(record, 0);
                soFar.add(record);
                if (random.nextInt(10) == 0) {
                    long recordsBefore = writer.records();
                    files.flush();
                    List<ParsedScid.Row> rows = ParsedScid.read(file).rows();
                    List<ParsedScid.Row> expected = combined(soFar);
                    assertThat(rows).as("seed %d", seed).isEqualTo(expected.subList(0, rows.size()));
                    assertThat(rows.size()).as("seed %d", seed).isBetween(expected.size() - 1, expected.size());
                    rewritten += writer.records() == recordsBefore ? 1 : 0;
                    assertThat(rows)
                            .isEqualTo(writer.truth().stream()
                                    .map(ParsedScid.Row::of)
                                    .toList());
                }
            }
        }
        assertThat(ParsedScid.read(file).rows()).as("seed %d", seed).isEqualTo(combined(soFar));
        assertThat(rewritten).as("writes over the last record, seed %d", seed).isGreaterThan(50);
    }

    /// The plainest way to bars of a second: all trades of a second, one after the other.
    private static List<ParsedScid.Row> combined(List<SimulatedRecord> records) {
        List<ParsedScid.Row> bars = new ArrayList<>();
        for (SimulatedRecord r : records) {
            if (r.totalVolume() == 0) {
                continue;
            }
            long second = r.dateTimeUs() / 1_000_000 * 1_000_000;
            if (bars.isEmpty() || bars.getLast().time() != second) {
                bars.add(new ParsedScid.Row(second, r.close(), r.close(), r.close(), r.close(), 0, 0, 0, 0));
            }
            ParsedScid.Row b = bars.removeLast();
            bars.add(new ParsedScid.Row(
                    second,
                    b.open(),
                    Math.max(b.high(), r.close()),
                    Math.min(b.low(), r.close()),
                    r.close(),
                    b.trades() + 1,
                    b.volume() + r.totalVolume(),
                    b.bidVol() + r.bidVolume(),
                    b.askVol() + r.askVolume()));
        }
        return bars;
    }

    @Test
    void theLastRecordIsReplacedInTheFileAndInMemoryAlike() throws IOException {
        Path file = folder.resolve("X.scid");
        List<SimulatedRecord> records = Fixtures.anyRecords(1, 5);
        try (ScidWriter writer = ScidWriter.open(file, ScidOptions.DEFAULT.withTruth())) {
            assertThatThrownBy(() -> writer.replaceLast(records.get(0))).hasMessageContaining("no whole record");
            writer.append(records.get(0));
            writer.replaceLast(records.get(1));
            writer.flush();
            assertThat(writer.truth()).containsExactly(records.get(1));

            writer.replaceLast(records.get(2));
            writer.append(records.get(3));
            assertThat(writer.truth()).containsExactly(records.get(1));
            writer.flush();

            assertThat(writer.truth()).containsExactly(records.get(2), records.get(3));
            assertThat(writer.appended()).isEqualTo(2);
        }
        assertThat(ParsedScid.read(file).rows())
                .containsExactly(ParsedScid.Row.of(records.get(2)), ParsedScid.Row.of(records.get(3)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oldDatesAreDaysAsDoublesAndNothingElseDiffers(long seed) throws IOException {
        Path now = folder.resolve("now.scid");
        Path old = folder.resolve("old.scid");
        List<SimulatedRecord> records = market(seed, 500);
        write(now, ScidOptions.DEFAULT, records);
        write(old, ScidOptions.DEFAULT.withDates(DateForm.DAYS), records);

        ByteBuffer a = ByteBuffer.wrap(Files.readAllBytes(now)).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(old)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(b.slice(0, 56)).isEqualTo(a.slice(0, 56));
        assertThat(b.capacity()).isEqualTo(a.capacity());
        for (int at = 56; at < a.capacity(); at += 40) {
            assertThat(b.getDouble(at))
                    .as("seed %d", seed)
                    .isEqualTo(a.getLong(at) / 86_400e6)
                    .isBetween(46_000.0, 46_400.0);
            assertThat(b.getLong(at)).as("bits read as a number").isGreaterThan(10_000_000_000_000_000L);
            assertThat(b.slice(at + 8, 32)).isEqualTo(a.slice(at + 8, 32));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oldFilesAreEditedAndCompactedAsWell(long seed) throws IOException {
        Path file = folder.resolve("X.scid");
        ScidOptions options = ScidOptions.DEFAULT.withDates(DateForm.DAYS).withTruth();
        try (ScidWriter writer = ScidWriter.open(file, options)) {
            for (SimulatedRecord record : market(seed, 500)) {
                writer.append(record);
            }
            for (Misdeed misdeed : Misdeed.values()) {
                misdeed.commit(writer, new SplittableRandom(seed));
                List<Double> days = ParsedScid.read(file).rows().stream()
                        .map(row -> Double.longBitsToDouble(row.time()))
                        .toList();
                assertThat(days)
                        .as("seed %d, after %s", seed, misdeed)
                        .isEqualTo(writer.truth().stream()
                                .map(record -> record.dateTimeUs() / 86_400e6)
                                .toList());
            }
        }
    }

    @Test
    void fillsOfOneOrderAreBracketedWithinAMillisecond() {
        long us = SimulatedRecord.sierraUs(START);
        List<Fill> fills = List.of(new Fill(6820.5f, 3), new Fill(6820.75f, 1), new Fill(6821f, 7));

        List<SimulatedRecord> records = SimulatedRecord.unbundled(us, Aggressor.BUYER, fills, 6820.25f, 6820.5f);

        assertThat(records)
                .extracting(SimulatedRecord::open)
                .containsExactly(Marker.FIRST_SUB.open(), 0f, Marker.LAST_SUB.open());
        assertThat(records).extracting(SimulatedRecord::dateTimeUs).containsExactly(us, us + 1, us + 2);
        assertThat(records).extracting(SimulatedRecord::askVolume).containsExactly(3, 1, 7);
        assertThat(records).allMatch(SimulatedRecord::isTick).allMatch(r -> r.high() == 6820.5f);
        assertThatThrownBy(() -> SimulatedRecord.unbundled(us, Aggressor.BUYER, fills.subList(0, 1), 1, 2))
                .hasMessage("1 fills, expected 2 or more to bracket");
    }

    @Test
    void aFileThatIsNotHeldMayBeMovedAwayAndIsThenMissedNotInvented() throws IOException {
        Path file = folder.resolve("X.scid");
        ScidWriter writer = ScidWriter.open(file, ScidOptions.DEFAULT.withHandle(FileHandle.PER_WRITE));
        writer.append(Fixtures.anyRecords(1, 1).getFirst());
        Files.delete(file);

        assertThatThrownBy(writer::flush).isInstanceOf(IOException.class);
        writer.close();
        assertThat(file).doesNotExist();
    }

    private static void write(Path file, ScidOptions options, List<SimulatedRecord> records) throws IOException {
        try (ScidWriter writer = ScidWriter.open(file, options)) {
            for (SimulatedRecord record : records) {
                writer.append(record);
            }
        }
    }

    /// 40 records a second of one symbol, quotes among them.
    private static List<SimulatedRecord> market(long seed, int count) {
        return Fixtures.first(count, new RandomMarket(1, 40, seed).withQuotes(0.2), START).stream()
                .map(RecordSource.Scheduled::record)
                .toList();
    }
}
