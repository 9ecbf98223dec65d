package io.deltatape.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.instruments.Instruments;
import io.deltatape.bridge.publish.Draft;
import io.deltatape.bridge.publish.KeyedPublisher;
import io.deltatape.bridge.publish.SnapshotPublisher;
import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContractDeskTest {
    private static final Symbol NQ = new Symbol("NQH6.CME");

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final ContractDesk desk = new ContractDesk(
            Instruments.builtIn(),
            new SnapshotPublisher(producer, "market.snapshots", WireFormat.JSON.codec(), 7, () -> 1, 100, _ -> 0),
            new KeyedPublisher(producer, "market.instruments"),
            new KeyedPublisher(producer, "market.snapshots"));

    private static Draft draft(String symbol, String tradeDate, double price) {
        MarketState state = MarketState.builder()
                .set(Field.SESSION_DATE, LocalDate.parse(tradeDate).toEpochDay())
                .set(Field.LAST_PRICE, Math.round(price * 1e9))
                .build();
        return new Draft(new Symbol(symbol), 1, "scid", 1, FileCursor.NONE, state);
    }

    private List<String> sent(String topic, String key) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic) && record.key().equals(key))
                .map(record -> record.value() == null ? "end" : new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /// As a bridge does at its start: all is seen before anything is published.
    private void start(List<Draft> drafts) {
        drafts.forEach(desk::seen);
        desk.begin(1);
        drafts.stream().filter(draft -> !desk.isRetired(draft.symbol())).forEach(draft -> desk.published(draft, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aStartShowsTheFrontContractOnlyInWhateverOrderFilesAreSeen(long seed) {
        var drafts = new ArrayList<>(List.of(
                draft("NQH26-CME", "2026-03-16", 20_000),
                draft("NQM26-CME", "2026-06-15", 21_000),
                draft("NQU26-CME", "2026-09-14", 23_000),
                draft("NQZ26-CME", "2026-11-24", 25_000)));
        Collections.shuffle(drafts, new Random(seed));

        start(drafts);

        assertThat(sent("market.snapshots", "NQ.c.0"))
                .as("seed %d", seed)
                .isNotEmpty()
                .allMatch(value -> value.contains("25000"));
        assertThat(desk.rolls()).isZero();
        for (String old : List.of("NQH26-CME", "NQM26-CME", "NQU26-CME")) {
            assertThat(sent("market.snapshots", old)).containsExactly("end");
            assertThat(sent("market.instruments", old)).containsExactly("end");
        }
    }

    @ParameterizedTest
    @CsvSource({"SR3U26-CME, 2026-10-06", "CLZ2.NYMEX, 2026-10-06", "NETH25, 2026-10-06", "CH20, 2026-10-06"})
    void aSymbolThatTradesAfterTheExpiryOfItsNameIsNoContract(String symbol, String tradeDate) {
        start(List.of(draft(symbol, tradeDate, 100)));
        desk.published(draft(symbol, "2026-10-07", 101), 1);

        assertThat(desk.isRetired(new Symbol(symbol))).isFalse();
        assertThat(sent("market.instruments", symbol)).hasSize(1).doesNotContain("end");
    }

    @Test
    void anAliasThatEndsAgainEndsAgain() {
        start(List.of(draft("NQU26-CME", "2026-09-10", 1), draft("NQZ26-CME", "2026-09-10", 2)));
        desk.published(draft("NQZ26-CME", "2026-09-14", 2), 1); // no March yet: c.1 ends
        assertThat(sent("market.snapshots", "NQ.c.1").getLast()).isEqualTo("end");
        desk.published(draft("NQH27-CME", "2026-09-15", 3), 1);
        assertThat(sent("market.snapshots", "NQ.c.1").getLast()).isNotEqualTo("end");
        desk.published(draft("NQH27-CME", "2026-12-14", 3), 1); // no June yet

        assertThat(sent("market.snapshots", "NQ.c.1").getLast()).isEqualTo("end");
        assertThat(sent("market.snapshots", "NQ.c.1").stream().filter("end"::equals))
                .hasSize(2);
    }

    private void publish(MarketState.Builder state) {
        desk.published(new Draft(NQ, 1, "scid+dly", 1, FileCursor.NONE, state.build()), 1);
    }

    private List<String> described() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("market.instruments"))
                .map(record -> record.key() + " " + new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void anInstrumentIsDescribedWithTheFirstStateThatHasADate() {
        desk.begin(1);
        publish(MarketState.builder().set(Field.PREV_CLOSE, 95));
        assertThat(producer.history()).as("which decade is not known").isEmpty();

        publish(MarketState.builder()
                .set(Field.SESSION_DATE, LocalDate.parse("2026-03-02").toEpochDay()));
        assertThat(described()).hasSize(2);
        assertThat(described()).anyMatch(record -> record.startsWith("NQH6.CME {") && record.contains("2026-03"));
        assertThat(described()).anyMatch(record -> record.startsWith("NQ.c.0 {") && record.contains("2026-03"));
    }
}
