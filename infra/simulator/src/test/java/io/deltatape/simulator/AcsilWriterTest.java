package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.simulator.SimulatedRecord.Aggressor;
import io.deltatape.simulator.SimulatedRecord.Marker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AcsilWriterTest {
    private static final Instant START = Instant.parse("2025-08-04T14:30:00.123Z");
    private static final String SYMBOL = "NQU25.X-CME";

    @TempDir
    private Path folder;

    private Path output;

    @BeforeEach
    void name() {
        output = folder.resolve("ACSILOutput");
    }

    @Test
    void v2IsTheTextOfTheStudy() throws IOException {
        export(AcsilForm.V2);

        assertThat(output.resolve("NQU25_X_CME.json")).hasContent("""
                        {
                          "symbol": "NQU25.X-CME",
                          "timestamp": 1754317800,
                          "price": 23150.500000,
                          "open": 23150.250000,
                          "high": 23150.500000,
                          "low": 23150.250000,
                          "volume": 10,
                          "bid": 23150.250000,
                          "ask": 23150.500000,
                          "bid_size": 1,
                          "ask_size": 1,
                          "last_size": 10,
                          "vwap": 23150.416016,
                          "trades": 1,
                          "source": "sierra_chart_acsil_v2",
                          "market_depth_available": false
                        }
                        """.replace("\n", "\r\n"));
    }

    @Test
    void v3IsTheTextOfTheStudy() throws IOException {
        export(AcsilForm.V3);

        assertThat(output.resolve("NQU25_X_CME.json")).hasContent("""
                        {
                          "symbol": "NQU25_X_CME",
                          "timestamp": 1754317800,
                          "timestamp_us": 1754317800123000,
                          "price": 23150.500000,
                          "open": 23150.250000,
                          "high": 23150.500000,
                          "low": 23150.250000,
                          "volume": 10,
                          "total_volume": 10,
                          "bid": 23150.250000,
                          "ask": 23150.500000,
                          "bid_size": 4,
                          "ask_size": 6,
                          "last_size": 10,
                          "vwap": 23150.500000,
                          "trades": 1,
                          "trade_side": "B",
                          "sequence": 0,
                          "precision": "microsecond",
                          "source": "sierra_chart_acsil_v3_final",
                          "market_depth_available": true,
                          "buffer_size": 20000,
                          "sequence_counter": 1
                        }
                        """.replace("\n", "\r\n"));
    }

    @Test
    void v3FixedIsTheTextOfTheStudyItsWrongTimeIncluded() throws IOException {
        export(AcsilForm.V3_FIXED);

        assertThat(output.resolve("NQU25_X_CME_ticks_v3_final.json")).hasContent("""
                        {
                          "symbol": "NQU25_X_CME",
                          "last_price": 23150.500000,
                          "bid": 23150.250000,
                          "ask": 23150.500000,
                          "volume": 10,
                          "timestamp": "55594088-01-10T02:10:00.123000Z",
                          "high": 23150.500000,
                          "low": 23150.250000,
                          "open": 23150.250000,
                          "side": "B",
                          "bid_size": 4,
                          "ask_size": 6,
                          "total_volume": 10,
                          "trade_count": 1,
                          "vwap": 23150.500000,
                          "sequence": 0,
                          "timestamp_us": 1754317800123000,
                          "precision": "microsecond",
                          "source": "sierra_chart_acsil_v3_fixed",
                          "version": "3.1.0_fixed"
                        }
                        """.replace("\n", "\r\n"));
    }

    /// A quote, and two trades as one bar.
    private void export(AcsilForm form) throws IOException {
        long us = SimulatedRecord.sierraUs(START);
        try (AcsilWriter writer = AcsilWriter.open(folder, SYMBOL, form)) {
            writer.take(SimulatedRecord.quote(us - 1000, 23150.25f, 23150.5f, 23150.25f));
            assertThat(writer.json()).doesNotExist();

            writer.take(SimulatedRecord.bar(us, 23150.25f, 23150.5f, 23150.25f, 23150.5f, 2, 3, 7));
        }
    }

    @Test
    void v2FreezesItsFileAndTheTemporaryOneIsLive() throws IOException {
        try (AcsilWriter writer = AcsilWriter.open(folder, SYMBOL, AcsilForm.V2)) {
            Map<String, String> first = exported(writer, AcsilForm.V2, 0);
            assertThat(ParsedJson.read(writer.json())).contains(first);
            assertThat(writer.temporary()).doesNotExist();

            Map<String, String> second = exported(writer, AcsilForm.V2, 1);
            assertThat(ParsedJson.read(writer.json())).contains(first);
            assertThat(ParsedJson.read(writer.temporary())).contains(second);

            Files.delete(writer.json());
            Map<String, String> third = exported(writer, AcsilForm.V2, 2);
            assertThat(ParsedJson.read(writer.json())).contains(third);
            assertThat(writer.temporary()).doesNotExist();
        }
    }

    @Test
    void v3FreezesItsFileUntilSomebodyRemovesItAndLeavesNoOther() throws IOException {
        try (AcsilWriter writer = AcsilWriter.open(folder, SYMBOL, AcsilForm.V3)) {
            Map<String, String> first = exported(writer, AcsilForm.V3, 0);
            Map<String, String> lost = exported(writer, AcsilForm.V3, 1);
            assertThat(ParsedJson.read(writer.json())).contains(first).isNotEqualTo(Optional.of(lost));
            assertThat(writer.temporary()).doesNotExist();

            Files.delete(writer.json());
            assertThat(writer.readable()).isEmpty();
            Map<String, String> third = exported(writer, AcsilForm.V3, 2);
            assertThat(ParsedJson.read(writer.json())).contains(third);
            assertThat(third).containsEntry("sequence", "2");
        }
    }

    @Test
    void v3FixedWritesOneFileInPlaceAndOnlyWhenThePriceMoves() throws IOException {
        try (AcsilWriter writer = AcsilWriter.open(folder, SYMBOL, AcsilForm.V3_FIXED)) {
            exported(writer, AcsilForm.V3_FIXED, 0);
            Map<String, String> second = exported(writer, AcsilForm.V3_FIXED, 1);
            assertThat(ParsedJson.read(writer.json())).contains(second);

            writer.export();
            assertThat(ParsedJson.read(writer.json())).contains(second);
            assertThat(output).isDirectoryContaining(writer.json()::equals);
            assertThat(writer.temporary()).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource(AcsilForm.class)
    void whatIsReadableIsTheNewestWholeFileTornOnesIncluded(AcsilForm form) throws IOException {
        int tears = 0;
        for (long seed = 1; seed <= 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path data = Files.createDirectory(folder.resolve("seed" + seed));
            AcsilWriter writer = AcsilWriter.open(
                    data, SYMBOL, form, new AcsilGlobals(), TornTail.sometimes(0.4, 500, random.split()));
            try (writer) {
                Path written = form == AcsilForm.V3_FIXED ? writer.json() : writer.temporary();
                for (SimulatedRecord record : market(seed, 300)) {
                    writer.take(record);
                    tears += Files.exists(written) && ParsedJson.read(written).isEmpty() ? 1 : 0;
                    assertThat(newest(writer)).as("seed %d", seed).isEqualTo(fields(writer.readable(), form));
                }
            }
            assertThat(newest(writer)).as("seed %d, at the end", seed).isEqualTo(fields(writer.readable(), form));
        }
        assertThat(tears).as("torn files met").isGreaterThan(20);
    }

    /// What a reader finds: the temporary file is the newer one, where it is whole.
    private static Optional<Map<String, String>> newest(AcsilWriter writer) throws IOException {
        Optional<Map<String, String>> temporary = ParsedJson.read(writer.temporary());
        return temporary.isPresent() ? temporary : ParsedJson.read(writer.json());
    }

    private static Optional<Map<String, String>> fields(Optional<AcsilSnapshot> snapshot, AcsilForm form) {
        return snapshot.map(s -> ParsedJson.parse(s.json(form, SYMBOL)).orElseThrow());
    }

    @Test
    void anExportIsDueTenTimesASecond() throws IOException {
        int exports = 0;
        try (AcsilWriter writer = AcsilWriter.open(folder, SYMBOL, AcsilForm.V2)) {
            long last = 0;
            for (SimulatedRecord record : market(1, 1000)) {
                writer.take(record);
                long time = writer.readable().map(AcsilSnapshot::unixUs).orElse(0L);
                exports += time == last ? 0 : 1;
                last = time;
            }
        }
        assertThat(exports).as("in 20 s of 50 records each").isEqualTo(200);
    }

    @Test
    void chartsShareTheStudysGlobals() throws IOException {
        AcsilGlobals globals = new AcsilGlobals();
        try (AcsilWriter one = AcsilWriter.open(folder, "A-CME", AcsilForm.V3, globals, TornTail.NEVER);
                AcsilWriter two = AcsilWriter.open(folder, "B-CME", AcsilForm.V3, globals, TornTail.NEVER)) {
            one.take(trade());
            two.take(trade());

            assertThat(one.readable().orElseThrow().sequence()).isZero();
            assertThat(two.readable().orElseThrow().sequence()).isOne();
            assertThat(two.readable().orElseThrow().totalVolume())
                    .isGreaterThan(two.readable().orElseThrow().volume());
        }
    }

    @Test
    void theSequenceWrapsAtSixteenBits() throws IOException {
        AcsilGlobals globals = new AcsilGlobals();
        AcsilChart chart = new AcsilChart();
        chart.take(trade());
        AcsilSnapshot last = globals.export(chart, AcsilForm.V3);
        for (int i = 0; i < 65_535; i++) {
            last = globals.export(chart, AcsilForm.V3);
        }

        assertThat(last.sequence()).isEqualTo(65_535);
        assertThat(last.json(AcsilForm.V3, "X")).contains("\"sequence_counter\": 0");
        assertThat(globals.export(chart, AcsilForm.V3).sequence()).isZero();
    }

    /// Exports a trade of its own price and time, and returns what the study then says.
    private static Map<String, String> exported(AcsilWriter writer, AcsilForm form, int number) throws IOException {
        long us = SimulatedRecord.sierraUs(START) + number * 1_000_000L;
        float price = 23150 + number;
        writer.take(SimulatedRecord.tick(us, Marker.SINGLE, Aggressor.BUYER, price, 1, price - 0.25f, price));
        return ParsedJson.parse(writer.last().orElseThrow().json(form, SYMBOL)).orElseThrow();
    }

    private static SimulatedRecord trade() {
        return SimulatedRecord.tick(
                SimulatedRecord.sierraUs(START), Marker.SINGLE, Aggressor.BUYER, 23150.5f, 7, 23150.25f, 23150.5f);
    }

    /// 50 records a second of one symbol, quotes among them.
    private static List<SimulatedRecord> market(long seed, int count) {
        return Fixtures.first(count, new RandomMarket(1, 50, seed).withQuotes(0.2), START).stream()
                .map(RecordSource.Scheduled::record)
                .toList();
    }
}
