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
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class ContractDeskTest {
    private static final Symbol NQ = new Symbol("NQH6.CME");

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final ContractDesk desk = new ContractDesk(
            Instruments.builtIn(),
            new SnapshotPublisher(producer, "market.snapshots", WireFormat.JSON.codec(), 7, () -> 1, 100, _ -> 0),
            new KeyedPublisher(producer, "market.instruments"),
            new KeyedPublisher(producer, "market.snapshots"));

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
        publish(MarketState.builder().set(Field.PREV_CLOSE, 95));
        assertThat(producer.history()).as("which decade is not known").isEmpty();

        publish(MarketState.builder()
                .set(Field.SESSION_DATE, LocalDate.parse("2026-03-02").toEpochDay()));
        assertThat(described()).hasSize(2);
        assertThat(described()).anyMatch(record -> record.startsWith("NQH6.CME {") && record.contains("2026-03"));
        assertThat(described()).anyMatch(record -> record.startsWith("NQ.c.0 {") && record.contains("2026-03"));
    }
}
