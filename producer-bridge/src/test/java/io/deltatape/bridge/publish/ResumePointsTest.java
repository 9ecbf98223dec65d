package io.deltatape.bridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.FileCursor;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.SymbolPartitioner;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResumePointsTest {
    private static final Symbol NQ = new Symbol("NQZ26-CME");

    private static Snapshot snapshot(long own, long sequence) {
        return new Snapshot(
                NQ, own, sequence, 2, "scid", new HopStamps(1, 2, 0), FileCursor.NONE, 0, MarketState.EMPTY);
    }

    private static byte[] bytes(long own, long sequence) {
        return WireFormat.JSON.codec().encode(snapshot(own, sequence));
    }

    @Test
    void theLatestInTheBridgesOrderIsWhereToGoOn() {
        var points = new ResumePoints();
        points.take("NQZ26-CME", bytes(7, 4));
        points.take("NQZ26-CME", WireFormat.PACKED.codec().encode(snapshot(7, 5)));
        points.take("NQZ26-CME", bytes(6, 99));

        assertThat(points.of(NQ)).contains(snapshot(7, 5));
        assertThat(points.of(new Symbol("ES"))).isEmpty();
    }

    @Test
    void theNextIncarnationIsAboveEveryOneBeforeAndTheClock() {
        var points = new ResumePoints();
        assertThat(points.nextOwn(1_000)).isEqualTo(1_000);
        points.take("NQZ26-CME", bytes(5_000, 1));

        assertThat(points.nextOwn(1_000)).as("the clock was set back").isEqualTo(5_001);
        assertThat(points.nextOwn(9_000)).isEqualTo(9_000);
    }

    @Test
    void whatCannotBeReadIsLeftOutAndCounted() {
        var points = new ResumePoints();
        points.take("NQZ26-CME", bytes(7, 4));
        points.take("NQZ26-CME", "{\"own\":".getBytes(StandardCharsets.UTF_8));
        points.take("NQZ26-CME", new byte[] {(byte) 0xff, 1, 2});
        points.take("a|b", bytes(9, 9));

        assertThat(points.malformed()).isEqualTo(3);
        assertThat(points.of(NQ)).contains(snapshot(7, 4));
        assertThat(points.nextOwn(1)).isEqualTo(8);
    }

    @Test
    void aHigherIncarnationOfOurSymbolIsAConflict() {
        try (var guard = new OwnGuard(KafkaSettings.at("localhost:1"), 10, Set.of(NQ)::contains, _ -> {})) {
            assertThat(guard.conflict("NQZ26-CME", bytes(10, 5))).isEmpty();
            assertThat(guard.conflict("NQZ26-CME", bytes(9, 5))).isEmpty();
            assertThat(guard.conflict("ESZ26-CME", bytes(11, 5))).isEmpty();
            assertThat(guard.conflict("NQZ26-CME", new byte[] {1})).isEmpty();
            assertThat(guard.conflict("NQZ26-CME", bytes(11, 1)))
                    .contains("another bridge publishes NQZ26-CME with own=11, ours is 10: stop one of the two, or give"
                            + " each its own bridge.symbols and bridge.id");
        }
    }

    @Test
    void thereIsACanaryInEveryPartition() {
        var canary = new Canary("office", 8);
        assertThat(canary.symbols()).hasSize(8).allMatch(Symbol::isReserved);
        assertThat(canary.symbols())
                .extracting(symbol -> SymbolPartitioner.partition(symbol, 8))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        Draft draft = canary.draft(canary.symbols().getFirst(), 123);
        assertThat(draft.source()).isEqualTo("canary");
        assertThat(draft.state()).hasToString("{t=123}");
    }
}
