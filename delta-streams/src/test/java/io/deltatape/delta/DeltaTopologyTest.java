package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.SlotKey;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.kafka.SymbolPartitioner;
import io.deltatape.contract.kafka.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DeltaTopologyTest {
    private static final byte[] VALUE = {};

    @Test
    void keyframeAndEverySlotGoToThePartitionOfTheSymbolsSnapshots() {
        var partitioner = DeltaTopology.partitioner();
        for (int i = 0; i < 200; i++) {
            var symbol = new Symbol("SYM" + i + "-CME");
            var expected = Set.of(SymbolPartitioner.partition(symbol, 8));

            assertThat(partitioner.partitions("t", SlotKey.keyframe(symbol), VALUE, 8))
                    .hasValue(expected);
            assertThat(partitioner.partitions("t", SlotKey.slot(symbol, i % SlotKey.SLOTS), VALUE, 8))
                    .hasValue(expected);
        }
    }

    @Test
    void nothingButTheTwoTopicsIsUsed() {
        var topology = DeltaTopology.of(new DeltaTopology.Parts(
                new Topics("x."),
                WireFormat.JSON,
                KeyframePolicy.every(Duration.ofSeconds(60)),
                _ -> new TaskStart.Found(0, 0, 0),
                InstantSource.system(),
                new FigureCounters()));

        assertThat(topology.describe().toString())
                .contains("[x.market.snapshots]")
                .contains("topic: x.market.deltas")
                .doesNotContain("changelog")
                .containsOnlyOnce("Sub-topology");
    }
}
