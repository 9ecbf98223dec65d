package io.deltatape.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DeltaFollowerTest {
    private static final KafkaSettings KAFKA = new KafkaSettings("k:9092", "", 1, 1, WireFormat.JSON, Map.of());
    private static final TopicPartition PARTITION = new TopicPartition("market.deltas", 0);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    private final Observer observer = new Observer();
    private final DeltaFollower follower = new DeltaFollower(KAFKA, observer, consumer, () -> 0);
    private long offset;

    @Test
    void recordsThatCannotBeReadAreToldAndTheOthersGoOn() {
        byte[] keyframe = KAFKA.wire()
                .codec()
                .encode(Update.Keyframe.of(
                        new Symbol("AAA"), new StreamPosition(7, 1), new HopStamps(1, 2, 3), MarketState.EMPTY));
        consumer.schedulePollTask(() -> {
            consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
            write(null, keyframe);
            write("", keyframe);
            write("no/symbol", keyframe);
            write("no/symbol", null);
            write("AAA|3", "garbage".getBytes(StandardCharsets.UTF_8));
            write("AAA", keyframe);
        });
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 6L));

        follower.run();

        assertThat(observer.rejected).isEqualTo(4);
        assertThat(observer.outcomes).containsExactly(ApplyOutcome.MALFORMED, ApplyOutcome.ADOPTED);
    }

    private void write(@Nullable String key, byte @Nullable [] value) {
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset++, key, value));
    }

    private final class Observer implements DeltaFollower.Listener {
        final List<ApplyOutcome> outcomes = new ArrayList<>();
        int rejected;

        @Override
        public void updated(SymbolTracker tracker, Update update, ApplyOutcome outcome, byte[] record) {
            outcomes.add(outcome);
        }

        @Override
        public void rejected() {
            rejected++;
        }

        @Override
        public void retired(Symbol symbol) {}

        @Override
        public void polled() {
            if (follower.isCaughtUp()) {
                follower.close();
            }
        }
    }
}
