package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltatape.contract.Field;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.SlotKey;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Runs on Kafka's own consumer for tests.
final class OutputTailTest {
    private static final TopicPartition OUTPUT = new TopicPartition("market.deltas", 3);
    private static final TopicPartition INPUT = new TopicPartition("market.snapshots", 3);
    private static final Symbol NQ = new Symbol("NQZ26-CME");
    private static final HopStamps STAMPS = new HopStamps(1, 2, 3);
    private static final MarketState STATE =
            MarketState.builder().set(Field.VOLUME, 1).build();

    private final List<ConsumerRecord<String, byte[]>> log = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();

    private void write(String key, byte @Nullable [] value) {
        log.add(new ConsumerRecord<>(OUTPUT.topic(), OUTPUT.partition(), log.size(), key, value));
    }

    private void writeKeyframe(WireFormat wire, long epoch) {
        var keyframe = Update.Keyframe.of(NQ, new StreamPosition(epoch, 1), STAMPS, STATE);
        write(SlotKey.keyframe(NQ), wire.codec().encode(keyframe));
    }

    private void writeDeltas(WireFormat wire, int count) {
        var change = StateDelta.between(MarketState.EMPTY, STATE);
        var delta = new Update.Delta(NQ, new StreamPosition(1_000_000, 2), 1, STAMPS, change);
        byte[] bytes = wire.codec().encode(delta, MarketState.EMPTY);
        for (int i = 0; i < count; i++) {
            write(SlotKey.delta(NQ, i), bytes);
        }
    }

    private long lastEpoch(long begin, long end) {
        var tail = new OutputTail(new Topics(""), _ -> consumer(begin, end), () -> nanos.addAndGet(1_000_000_000));
        return tail.look(OUTPUT.partition()).lastEpoch();
    }

    private MockConsumer<String, byte[]> consumer(long begin, long end) {
        var consumer = new MockConsumer<String, byte[]>("earliest") {
            @Override
            public synchronized void assign(Collection<TopicPartition> partitions) {
                super.assign(partitions);
                log.subList((int) begin, log.size()).forEach(this::addRecord);
            }

            @Override
            public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                    Set<TopicPartition> partitions, Duration patience) {
                return committed;
            }
        };
        consumer.updateBeginningOffsets(Map.of(OUTPUT, begin, INPUT, 40L));
        consumer.updateEndOffsets(Map.of(OUTPUT, end, INPUT, 70L));
        return consumer;
    }

    @ParameterizedTest
    @EnumSource
    void highestEpochOfTheTailCountsThoughALateRecordOfALowerOneIsTheLast(WireFormat wire) {
        writeKeyframe(wire, 500);
        writeDeltas(wire, 10);
        writeKeyframe(wire, 900);
        writeKeyframe(wire, 700);
        writeDeltas(wire, 10);

        assertThat(lastEpoch(0, log.size())).isEqualTo(900);
    }

    @ParameterizedTest
    @EnumSource
    void windowIsWidenedUntilItHoldsAKeyframe(WireFormat wire) {
        writeDeltas(wire, 2_000);
        writeKeyframe(wire, 500);
        writeDeltas(wire, 17_000);

        assertThat(lastEpoch(1_000, log.size())).isEqualTo(500);
    }

    @Test
    void partitionWithoutAKeyframeIsReadToItsBeginning() {
        assertThat(lastEpoch(0, 0)).isZero();
        writeDeltas(WireFormat.PACKED, 3_000);

        assertThat(lastEpoch(1_500, log.size())).isZero();
    }

    @Test
    void theInputIsProcessedFromWhatWasCommittedOrElseFromItsBeginning() {
        var tail = new OutputTail(new Topics(""), _ -> consumer(0, 0), nanos::get);
        assertThat(tail.look(3)).isEqualTo(new TaskStart.Found(0, 40, 70));

        committed = Map.of(INPUT, new OffsetAndMetadata(70));
        assertThat(tail.look(3)).isEqualTo(new TaskStart.Found(0, 70, 70));
        assertThat(tail.look(3).isBehind()).isFalse();
    }

    @Test
    void tombstonesAndGarbageAreNoEpochs() {
        writeKeyframe(WireFormat.PACKED, 500);
        write(SlotKey.keyframe(NQ), null);
        write(SlotKey.keyframe(NQ), new byte[] {1, 2, 3});
        write("a|b|c", new byte[] {1});
        write("no:symbol", new byte[] {1});

        assertThat(lastEpoch(0, log.size())).isEqualTo(500);
    }

    @Test
    void recordsThatDoNotComeEndTheQuestionWithAnError() {
        writeKeyframe(WireFormat.PACKED, 500);

        assertThatThrownBy(() -> lastEpoch(0, 5))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("market.deltas-3: no record at offset 1 within 10 s, expected all up to 5");
    }
}
