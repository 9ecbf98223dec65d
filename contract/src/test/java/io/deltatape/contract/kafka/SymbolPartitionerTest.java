package io.deltatape.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.SlotKey;
import io.deltatape.contract.Symbol;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

final class SymbolPartitionerTest {
    @Test
    void everyKeyOfASymbolGoesWhereKafkasDefaultSendsTheSymbol() {
        for (int i = 0; i < 500; i++) {
            var symbol = new Symbol("ES é" + i);
            int expected = BuiltInPartitioner.partitionForKey(symbol.name().getBytes(StandardCharsets.UTF_8), 8);

            assertThat(SymbolPartitioner.partition(symbol, 8)).isEqualTo(expected);
            assertThat(SymbolPartitioner.partition(SlotKey.keyframe(symbol), 8)).isEqualTo(expected);
            assertThat(SymbolPartitioner.partition(SlotKey.slot(symbol, i % 64), 8))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aCanaryRunsThroughThePartitionThatItProvesAlive() {
        for (int partition = 0; partition < 8; partition++) {
            Symbol canary = SymbolPartitioner.canary("bridge1", partition, 8);

            assertThat(SymbolPartitioner.partition(canary, 8)).isEqualTo(partition);
            assertThat(canary.isReserved()).isTrue();
            assertThat(SymbolPartitioner.canary("bridge1", partition, 8)).isEqualTo(canary);
        }
    }
}
