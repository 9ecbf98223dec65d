package io.deltatape.bridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.market.TradeTape;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.TradesBegin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/// A claim never says more than acknowledged snapshots do.
final class CoverageTest {
    private static final Symbol A = new Symbol("A");

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final TradeSession session = new TradeSession(producer, "market.trades", new TradeLog(1), 1);
    private final TradeLane lane = new TradeLane(A, 0, new NoTape(), TradePosition.NONE);
    private final Map<Symbol, TradePosition> reported = new HashMap<>();
    private final Coverage coverage = new Coverage(new long[] {5});

    private List<Symbol> look() {
        return coverage.look(List.of(lane), session, symbol -> reported.getOrDefault(symbol, TradePosition.NONE));
    }

    @Test
    void aPartitionIsCoveredOnceSnapshotsSayWhatWasAcknowledgedARoundAgo() {
        assertThat(look()).isEmpty();
        assertThat(coverage.of(0)).as("what the bridge before was sure of").isEqualTo(5);
        for (int i = 1; i <= 9; i++) {
            session.send(lane, new TradesBegin(A, i, 56, 0));
        }
        assertThat(look()).as("to be reported").containsExactly(A);
        assertThat(look()).containsExactly(A);
        assertThat(coverage.of(0)).as("not reported yet").isEqualTo(5);
        reported.put(A, new TradePosition(9, 56, 0));
        assertThat(look()).isEmpty();
        assertThat(coverage.of(0)).isEqualTo(9);
        session.send(lane, new TradesBegin(A, 10, 56, 0));
        look();
        assertThat(coverage.of(0)).as("nothing beyond what is reported").isEqualTo(9);
    }

    private static final class NoTape implements TradeTape {
        @Override
        public long generation() {
            return 0;
        }

        @Override
        public long firstOffset() {
            return 0;
        }

        @Override
        public long sessionOffset() {
            return 0;
        }

        @Override
        public long end() {
            return 0;
        }

        @Override
        public long offsetOf(long timeUs) {
            return 0;
        }

        @Override
        public long timeUs(long offset, long otherwise) {
            return otherwise;
        }

        @Override
        public long pass(long from, int records, Sink sink) {
            return from;
        }
    }
}
